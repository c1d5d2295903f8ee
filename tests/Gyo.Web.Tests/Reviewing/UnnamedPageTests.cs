using Gyo.Collections;
using Gyo.Web.Reviewing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Gyo.Web.Tests.Reviewing;

/// <summary>Naming groups in a browser, each test with a gallery of its own.</summary>
public sealed class UnnamedPageTests(Browser browser)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Match_ByKeyboard_IsAcceptedOrDeclinedForSomeOrAll()
    {
        await using ReviewServer server = await StartAsync();
        string[] names = [.. server.Server.Characters];
        IPage page = await browser.OpenAsync(server.Server, "/review/unnamed");
        await Expect(page.Locator("article")).ToHaveAttributeAsync("data-match", names[0]);
        await Expect(page.Locator("h2")).ToHaveTextAsync($"3 pictures that look like {names[0]}");
        await Browser.ScreenshotAsync(page, "unnamed-match");
        await page.Locator("[data-picture] button").First.ClickAsync();
        await page.Keyboard.PressAsync("r");
        await Expect(page.Locator("h2")).ToHaveTextAsync($"2 pictures that look like {names[0]}");
        Assert.Equal($"Said that 1 picture does not show {names[0]}", server.Gallery.LastChange!.Words);
        await page.Keyboard.PressAsync("a");
        await Expect(page.Locator("[data-match]")).ToHaveCountAsync(0);
        Assert.Equal(DemoGallery.PicturesEach - 1, server.Gallery.Characters[names[0]]);
        await page.Keyboard.PressAsync("u");
        await Expect(page.Locator("h2")).ToHaveTextAsync($"2 pictures that look like {names[0]}");
        await page.Keyboard.PressAsync("Control+z");
        await Expect(page.Locator("h2")).ToHaveTextAsync($"3 pictures that look like {names[0]}");
        Assert.Equal(DemoGallery.PicturesEach - 3, server.Gallery.Characters[names[0]]);
    }

    [Fact]
    public async Task Group_NamedByEnter_IsACharacterAtOnce_AndTakenBack()
    {
        await using ReviewServer server = await StartAsync();
        IPage page = await browser.OpenAsync(server.Server, "/review/unnamed", theme: ColorScheme.Dark);
        await page.Keyboard.PressAsync("s");
        await Expect(page.Locator("h2")).ToHaveTextAsync("8 pictures of one character?");
        await Browser.ScreenshotAsync(page, "unnamed-group-dark");
        using (new GalleryLock(server.Gallery.Directory))
        {
            await page.Keyboard.PressAsync("n");
            await page.Keyboard.TypeAsync("Brand New");
            await page.Keyboard.PressAsync("Enter");
            await Expect(page.Locator("[data-said][role=alert]")).ToContainTextAsync("another process");
            await Expect(page.Locator("[data-name]")).ToHaveValueAsync("Brand New"); // nothing that was typed is lost
        }

        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("[data-said]")).ToHaveTextAsync("Moved 8 pictures to Brand New");
        Assert.Equal(8, server.Gallery.Characters["Brand New"]);
        await page.Keyboard.PressAsync("Escape");
        await page.Keyboard.PressAsync("u");
        await Expect(page.Locator("[data-said]")).ToHaveTextAsync("Taken back: Moved 8 pictures to Brand New");
        Assert.False(server.Gallery.Characters.ContainsKey("Brand New"));
    }

    [Fact]
    public async Task Groups_SplitMergedAndLeftAlone()
    {
        await using ReviewServer server = await StartAsync();
        IPage page = await browser.OpenAsync(server.Server, "/review/unnamed");
        await page.Keyboard.PressAsync("s");
        await Expect(page.Locator("h2")).ToHaveTextAsync("8 pictures of one character?");
        await page.Locator("[data-picture] button").Nth(0).ClickAsync();
        await page.Locator("[data-picture] button").Nth(1).ClickAsync();
        await page.Keyboard.PressAsync("g");
        await Expect(page.Locator("h2")).ToHaveTextAsync("6 pictures of one character?");
        await Expect(page.Locator("[data-said]")).ToHaveTextAsync("2 pictures out of it: a group of their own now.");
        await page.Locator("summary").ClickAsync();
        await Browser.ScreenshotAsync(page, "unnamed-others");
        await page.Locator("[data-merge=made-1]").ClickAsync();
        await Expect(page.Locator("h2")).ToHaveTextAsync("8 pictures of one character?");
        await page.Locator("[data-merge=g2]").ClickAsync();
        await Expect(page.Locator("h2")).ToHaveTextAsync("12 pictures of one character?");
        await page.Locator("[data-key=L]").ClickAsync();
        await Expect(page.Locator("[data-match]")).ToHaveCountAsync(1);
        await page.Keyboard.PressAsync("a");
        await page.Locator("[data-show-alone]").ClickAsync();
        await Expect(page.Locator("h2")).ToHaveTextAsync("12 pictures of one character?");
        Assert.Single(server.Gallery.Changes(), c => c.Words.StartsWith("Moved", StringComparison.Ordinal) && c.Pictures == 3 && !c.Words.Contains("off", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Page_ByAxeAndOnAPhone_HasNothingSerious(ColorScheme theme)
    {
        await using ReviewServer server = await StartAsync();
        IPage page = await browser.OpenAsync(server.Server, "/review/unnamed", width: 390, height: 844, theme: theme);
        await Expect(page.Locator("article")).ToHaveCountAsync(1);
        await AccessibilityTests.CheckAsync(page);
        await page.Keyboard.PressAsync("s");
        await Expect(page.Locator("[data-name]")).ToBeVisibleAsync();
        await AccessibilityTests.CheckAsync(page);
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));
        await Browser.ScreenshotAsync(page, $"unnamed-phone-{theme}".ToLowerInvariant());
    }

    [Fact]
    public async Task Grouping_OfTheGalleryItself_MatchesOrGroupsEveryPictureOnce()
    {
        await using ReviewServer server = await ReviewServer.StartAsync();
        string[] names = [.. server.Server.Characters];
        long[] unnamed = [.. server.Gallery.PictureIds(new PictureFilter { Character = names[0] }).Take(3), .. server.Gallery.PictureIds(new PictureFilter { Character = names[^1] })];
        server.Gallery.Relabel(unnamed, null);
        UnnamedReview review = server.Server.Services.GetRequiredService<UnnamedReview>();
        TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        review.Changed += () => _ = review.IsRunning ? false : done.TrySetResult();
        review.Start();
        await done.Task.WaitAsync(Cancel);
        Assert.Null(review.Problem);
        GalleryClusters truth = server.Gallery.Cluster(cancel: Cancel);
        Assert.Equal(truth.Matches.Count + truth.Clusters.Sum(c => c.Pictures.Count), review.Groups.Sum(g => g.Pictures.Count));
        Assert.Equal(unnamed.Length, truth.Alone.Count + review.Groups.Sum(g => g.Pictures.Count));
        Assert.All(truth.Matches, m => Assert.Contains(m.Picture.Id, review.Groups.Single(g => g.Character == m.Character).Pictures));
    }

    /// <summary>A server that has found who looks like the first character, and two groups: of the last and of some of the last but one.</summary>
    private static async Task<ReviewServer> StartAsync()
    {
        ReviewServer server = await ReviewServer.StartAsync();
        string[] names = [.. server.Server.Characters];
        long[] Of(string name, int take) => [.. server.Gallery.PictureIds(new PictureFilter { Character = name }).Take(take)];
        (long[] match, long[] group, long[] other) = (Of(names[0], 3), Of(names[^1], 8), Of(names[^2], 4));
        server.Gallery.Relabel([.. match, .. group, .. other], null);
        IReadOnlyList<UnnamedGroup> found =
        [
            new UnnamedGroup("m1", names[0], match, ""),
            new UnnamedGroup("g1", null, group, "8 pictures look like each other, almost surely all of one character."),
            new UnnamedGroup("g2", null, other, "4 pictures look like each other, about 80 % of one character."),
        ];
        UnnamedReview review = server.Server.Services.GetRequiredService<UnnamedReview>();
        review.Find = (_, _, _) => found;
        TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        review.Changed += () => done.TrySetResult();
        review.Start();
        await done.Task.WaitAsync(Cancel);
        return server;
    }
}
