using System.Globalization;
using Gyo.Collections;
using Gyo.Web.Reviewing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Gyo.Web.Tests.Reviewing;

/// <summary>The review in a browser, each test with a gallery of its own.</summary>
public sealed class ReviewPageTests(Browser browser)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Accept_EachKindByKeyboard_DoesWhatItSays()
    {
        await using ReviewServer server = await ReviewServer.StartAsync(MadeUpFindings.OfEachKind);
        Gallery gallery = server.Gallery;
        string[] names = [.. server.Server.Characters];
        IPage page = await browser.OpenAsync(server.Server, "/review");
        await ShowsAsync(page, FindingKind.Label);
        await Expect(page.Locator("[data-reason]")).ToHaveTextAsync($"This looks like {names[1]}, not like {names[0]}.");
        await Expect(page.Locator("h3")).ToHaveTextAsync([$"Is {names[0]}?", $"Looks like {names[1]}", $"Others of {names[0]}"]);
        await Expect(page.Locator("[data-badge]")).ToContainTextAsync("5");
        await Browser.ScreenshotAsync(page, "review-label");
        await page.Keyboard.PressAsync("a");

        await ShowsAsync(page, FindingKind.Duplicates);
        Assert.Equal((DemoGallery.PicturesEach - 1, DemoGallery.PicturesEach + 1), (gallery.Characters[names[0]], gallery.Characters[names[1]]));
        await Expect(page.Locator("[data-decided]")).ToHaveTextAsync("1 of 5 decided");
        long second = long.Parse((await page.Locator("[data-found]").Nth(1).GetAttributeAsync("data-found"))!, CultureInfo.InvariantCulture);
        await page.Keyboard.PressAsync("2");
        await Expect(page.Locator($"[data-keep='{second}']")).ToHaveAttributeAsync("aria-pressed", "true");
        await Browser.ScreenshotAsync(page, "review-copies");
        await page.Keyboard.PressAsync("ArrowRight");

        await ShowsAsync(page, FindingKind.Alike);
        Assert.Equal(DemoGallery.PicturesEach - 2, gallery.Characters[names[2]]);
        Assert.NotNull(gallery.FindPicture(second));
        await Browser.ScreenshotAsync(page, "review-alike");
        await page.Keyboard.PressAsync("a");

        await ShowsAsync(page, FindingKind.Split);
        Assert.Equal(2 * DemoGallery.PicturesEach, gallery.Characters[names[3]]);
        await Browser.ScreenshotAsync(page, "review-split");
        await page.Keyboard.PressAsync("a");

        await ShowsAsync(page, FindingKind.Unreadable);
        Assert.Equal(3, gallery.Characters[$"{names[5]} (2)"]);
        await Browser.ScreenshotAsync(page, "review-unreadable");
        await page.Keyboard.PressAsync("a");

        await Expect(page.Locator("[data-done]")).ToContainTextAsync("5 accepted, 0 rejected");
        Assert.Equal(DemoGallery.PicturesEach - 1, gallery.Characters[names[6]]);
        await Expect(page.Locator("[data-badge]")).ToHaveCountAsync(0);
        await Browser.ScreenshotAsync(page, "review-done");

        await page.GetByText("See what was taken out").ClickAsync();
        await Expect(page.Locator("[data-taken]")).ToHaveCountAsync(3);
        await Expect(page.Locator("[data-taken]").First).ToContainTextAsync("12×9");
        await page.WaitUntilAsync("[...document.querySelectorAll('.taken-picture img')].every(i => i.complete && i.naturalWidth > 0)"); // also what is out is seen here
        await Browser.ScreenshotAsync(page, "taken-out");
        await page.Locator("[data-all]").ClickAsync();
        await page.Locator("[data-restore]").ClickAsync();
        await Expect(page.Locator("[data-taken]")).ToHaveCountAsync(0);
        Assert.Equal(DemoGallery.PicturesEach, gallery.Characters[names[2]]);

        await page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "History" }).ClickAsync();
        await Expect(page.Locator("[data-change]")).ToHaveCountAsync(6);
        await Browser.ScreenshotAsync(page, "history");
        await page.Locator("[data-undo-to]").Nth(4).ClickAsync();
        await Expect(page.Locator("[data-change]")).ToHaveCountAsync(1);
        await Expect(page.Locator("[data-said]")).ToHaveTextAsync("Taken back: 5 changes");
        Assert.Equal(DemoGallery.PicturesEach, gallery.Characters[names[4]]);

        await page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Findings" }).ClickAsync();
        await ShowsAsync(page, FindingKind.Duplicates); // what was taken back elsewhere is open again
    }

    [Fact]
    public async Task Reject_EachKindByKeyboard_IsRememberedAndUndone()
    {
        await using ReviewServer server = await ReviewServer.StartAsync(MadeUpFindings.OfEachKind);
        string[] names = [.. server.Server.Characters];
        IPage page = await browser.OpenAsync(server.Server, "/review", theme: ColorScheme.Dark);
        string[] keys = ["r", "ArrowLeft", "R", "r", "r"];
        foreach ((FindingKind kind, string key) in MadeUpFindings.Order.Zip(keys))
        {
            await ShowsAsync(page, kind);
            await Browser.ScreenshotAsync(page, $"review-{kind.ToString().ToLowerInvariant()}-dark");
            await page.Keyboard.PressAsync(key.ToLowerInvariant().Length == 1 ? key.ToLowerInvariant() : key);
        }

        await Expect(page.Locator("[data-done]")).ToContainTextAsync("0 accepted, 5 rejected");
        Assert.Equal(DemoGallery.Characters, server.Gallery.Characters.Count);
        Assert.Equal($"Said that {names[5]} is one", server.Gallery.Changes()[1].Words);

        foreach ((FindingKind kind, int i) in MadeUpFindings.Order.Reverse().Select((k, i) => (k, i)))
        {
            await page.Keyboard.PressAsync(i % 2 == 0 ? "u" : "Control+z");
            await ShowsAsync(page, kind);
        }

        Assert.Null(server.Gallery.LastChange);
        await page.Keyboard.PressAsync("u");
        await Expect(page.Locator("[data-said]")).ToHaveTextAsync("There is nothing to take back.");
    }

    [Fact]
    public async Task Skip_ComesAgainAtTheEnd_AndKindsAreChosen()
    {
        await using ReviewServer server = await ReviewServer.StartAsync(MadeUpFindings.OfEachKind);
        IPage page = await browser.OpenAsync(server.Server, "/review");
        foreach (FindingKind kind in MadeUpFindings.Order)
        {
            await ShowsAsync(page, kind);
            await page.Keyboard.PressAsync(kind == FindingKind.Alike ? "ArrowDown" : "s");
        }

        await ShowsAsync(page, MadeUpFindings.Order[0]);
        await page.Locator("[data-only=Split]").ClickAsync();
        await ShowsAsync(page, FindingKind.Split);
        await page.Locator("[data-reject]").ClickAsync();
        await Expect(page.Locator("[data-done]")).ToContainTextAsync("No more of split.");
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "All 4" }).ClickAsync();
        await ShowsAsync(page, FindingKind.Label);
    }

    [Fact]
    public async Task Decide_WhileAnotherProcessChangesTheGallery_SaysSoAndKeepsTheFinding()
    {
        await using ReviewServer server = await ReviewServer.StartAsync(MadeUpFindings.OfEachKind);
        IPage page = await browser.OpenAsync(server.Server, "/review");
        await ShowsAsync(page, FindingKind.Label);
        using (new GalleryLock(server.Gallery.Directory))
        {
            await page.Keyboard.PressAsync("a");
            await Expect(page.Locator("[data-said][role=alert]")).ToContainTextAsync("another process is changing this gallery; try again");
            await ShowsAsync(page, FindingKind.Label);
            await Browser.ScreenshotAsync(page, "review-failed");
        }

        Assert.Null(server.Gallery.LastChange);
        await page.Keyboard.PressAsync("a");
        await ShowsAsync(page, FindingKind.Duplicates);
        Assert.NotNull(server.Gallery.LastChange);
    }

    [Fact]
    public async Task Decide_WhatHasBecomePointless_LeavesTheQueue()
    {
        await using ReviewServer server = await ReviewServer.StartAsync(gallery =>
        [
            .. MadeUpFindings.OfEachKind(gallery),
            MadeUpFindings.Label(gallery, gallery.Characters.Keys.Order(StringComparer.Ordinal).ElementAt(2), null, 0.5, place: 1), // one of the copies
        ]);
        IPage page = await browser.OpenAsync(server.Server, "/review");
        await ShowsAsync(page, FindingKind.Label);
        await Expect(page.Locator("[data-decided]")).ToHaveTextAsync("0 of 6 decided");
        server.Gallery.Hide([server.Review.Open[0].Pictures[0].Id]); // elsewhere, while it is looked at
        await page.Keyboard.PressAsync("a");
        await ShowsAsync(page, FindingKind.Duplicates);
        await Expect(page.Locator("[data-said]")).ToHaveTextAsync("There was nothing left to decide there.");
        await Expect(page.Locator("[data-decided]")).ToHaveTextAsync("0 of 5 decided");
        await page.Keyboard.PressAsync("a");
        await ShowsAsync(page, FindingKind.Alike);
        await Expect(page.Locator("[data-decided]")).ToHaveTextAsync("1 of 4 decided"); // with the copy, what was said of it
        await page.Keyboard.PressAsync("u");
        await ShowsAsync(page, FindingKind.Duplicates);
        await Expect(page.Locator("[data-decided]")).ToHaveTextAsync("0 of 5 decided");
    }

    [Fact]
    public async Task Inspection_OfTheGalleryItself_FindsATinyPicture_AndRemembersThatItMayStay()
    {
        await using ReviewServer server = await ReviewServer.StartAsync();
        string tiny = Path.Combine(server.Server.Folder, "tiny.png");
        await File.WriteAllBytesAsync(tiny, Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="), Cancel);
        server.Gallery.Import(await File.ReadAllBytesAsync(tiny, Cancel), "tiny.png", server.Server.Characters[0]);
        IPage page = await browser.OpenAsync(server.Server, "/review");
        await page.Locator("[data-only=Unreadable]").ClickAsync();
        await ShowsAsync(page, FindingKind.Unreadable);
        await Expect(page.Locator("[data-reason]")).ToContainTextAsync("it has only 1×1 pixels");
        await page.Keyboard.PressAsync("r");
        await Expect(page.Locator("[data-only=Unreadable]")).ToContainTextAsync("0");
        await server.InspectAsync();
        Assert.DoesNotContain(server.Review.Open, f => f.Kind == FindingKind.Unreadable);
    }

    [Fact]
    public async Task Review_OnAPhone_FitsAndDecidesByTouch()
    {
        await using ReviewServer server = await ReviewServer.StartAsync(MadeUpFindings.OfEachKind);
        IPage page = await browser.OpenAsync(server.Server, "/review", width: 390, height: 844);
        foreach (FindingKind kind in MadeUpFindings.Order)
        {
            await ShowsAsync(page, kind);
            Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), $"{kind} is wider than the screen");
            await Expect(page.Locator("[data-accept]")).ToBeInViewportAsync();
            await Browser.ScreenshotAsync(page, $"review-{kind.ToString().ToLowerInvariant()}-phone");
            await page.Locator("[data-accept]").ClickAsync();
        }

        foreach (string path in new[] { "/review/taken-out", "/review/history" })
        {
            page = await browser.OpenAsync(server.Server, path, width: 390, height: 844, theme: ColorScheme.Dark);
            Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), $"{path} is wider than the screen");
            await Browser.ScreenshotAsync(page, $"{path[8..]}-phone");
        }
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Pages_ByAxe_HaveNothingSerious(ColorScheme theme)
    {
        await using ReviewServer server = await ReviewServer.StartAsync(MadeUpFindings.OfEachKind);
        server.Gallery.Hide([server.Gallery.PictureIds(new PictureFilter { Character = server.Server.Characters[7] })[0]]);
        IPage page = await browser.OpenAsync(server.Server, "/review", theme: theme);
        foreach (FindingKind kind in MadeUpFindings.Order)
        {
            await ShowsAsync(page, kind);
            await AccessibilityTests.CheckAsync(page);
            await page.Keyboard.PressAsync("s");
        }

        await ShowsAsync(page, MadeUpFindings.Order[0]);
        using (new GalleryLock(server.Gallery.Directory))
        {
            await page.Keyboard.PressAsync("a");
            await Expect(page.Locator("[data-said][role=alert]")).ToBeVisibleAsync();
            await AccessibilityTests.CheckAsync(page);
        }

        foreach (string path in new[] { "/review/taken-out", "/review/history" })
        {
            page = await browser.OpenAsync(server.Server, path, theme: theme);
            await AccessibilityTests.CheckAsync(page);
        }
    }

    /// <summary>Says how long a person waits for the next finding; that is looked at, as machines differ.</summary>
    [Fact]
    public async Task Decide_AHundredTimes_ShowsTheNextEachTime()
    {
        const int Decisions = 100;
        await using ReviewServer server = await ReviewServer.StartAsync();
        string[] names = [.. server.Server.Characters];
        foreach (string name in names.Skip(1)) // so many of one character that each can be doubted
        {
            server.Gallery.Relabel(server.Gallery.PictureIds(new PictureFilter { Character = name }), names[0]);
        }

        int there = server.Gallery.Characters[names[0]];
        server.Review.Inspect = (gallery, _, _) =>
            [.. Enumerable.Range(0, Decisions + 1).Select(i => MadeUpFindings.Label(gallery, names[0], null, 0.9 - i * 0.001, i % there) with { Id = $"l{i}" })];
        IPage page = await browser.OpenAsync(server.Server, "/review");
        await ShowsAsync(page, FindingKind.Label);
        List<double> waits = [];
        for (int i = 0; i < Decisions; i++)
        {
            waits.Add(await page.EvaluateAsync<double>(
                """
                () => new Promise(done => {
                  const root = document.querySelector('[data-finding]');
                  const began = performance.now();
                  new MutationObserver((_, watch) => {
                    watch.disconnect();
                    requestAnimationFrame(() => setTimeout(() => done(performance.now() - began)));
                  }).observe(root, { attributes: true, attributeFilter: ['data-finding'] });
                  dispatchEvent(new KeyboardEvent('keydown', { key: 'r', bubbles: true }));
                })
                """));
            await Expect(page.Locator($"[data-finding='l{i + 1}']")).ToHaveCountAsync(1);
        }

        waits.Sort();
        TestContext.Current.TestOutputHelper?.WriteLine($"decision to next finding, ms: median {waits[Decisions / 2]:f1}, 95 % {waits[Decisions * 95 / 100]:f1}, most {waits[^1]:f1}");
        Assert.Equal(Decisions, server.Review.Count(ReviewState.Rejected));
    }

    private static Task ShowsAsync(IPage page, FindingKind kind) => Expect(page.Locator($"article[data-kind={kind}]")).ToHaveCountAsync(1);
}
