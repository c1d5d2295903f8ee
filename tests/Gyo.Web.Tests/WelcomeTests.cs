using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Gyo.Web.Tests;

/// <summary>From an empty gallery to a first answer.</summary>
public sealed class WelcomeTests(Browser browser) : IAsyncLifetime
{
    private readonly RunningServer _server = new() { IsEmpty = true };

    public ValueTask InitializeAsync() => _server.InitializeAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private string Drawings => Path.Combine(_server.Folder, "characters");

    [Fact]
    public async Task ChooseAFolder_ThenASample_AnswersWithThreeClicks()
    {
        string broken = Path.Combine(Drawings, _server.Characters[0], "broken.jpg");
        await File.WriteAllTextAsync(broken, "no picture", TestContext.Current.CancellationToken);
        IPage page = await browser.OpenAsync(_server);
        await Browser.ScreenshotAsync(page, "welcome");
        int clicks = 0;

        IFileChooser chooser = await page.RunAndWaitForFileChooserAsync(() => Click(page.Locator("[data-choose-folder]")));
        clicks++; // the browser's own "Open"
        await chooser.SetFilesAsync(Drawings);
        await Expect(page.Locator("[data-sample]").First).ToBeVisibleAsync();
        await Expect(page.Locator(".welcome-lead")).ToContainTextAsync($"{DemoGallery.Characters * DemoGallery.PicturesEach} pictures of {DemoGallery.Characters} characters");
        await Expect(page.Locator(".welcome-refused")).ToContainTextAsync("1 file could not be taken");
        await Expect(page.Locator(".welcome-refused li")).ToContainTextAsync($"{_server.Characters[0]}/broken.jpg");
        await Browser.ScreenshotAsync(page, "welcome-filled");
        ILocator sample = page.Locator("[data-sample]").Nth(2);
        string name = await sample.InnerTextAsync();
        await Click(sample);
        await Expect(page.Locator("h2")).ToHaveTextAsync(name);
        Assert.True(clicks <= 3, $"it took {clicks} clicks");

        async Task Click(ILocator what)
        {
            clicks++;
            await what.ClickAsync();
        }
    }

    [Fact]
    public async Task ChooseAFolder_WithoutPictures_SaysSo()
    {
        string folder = Directory.CreateDirectory(Path.Combine(_server.Folder, "texts")).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "text.txt"), "text", TestContext.Current.CancellationToken);
        IPage page = await browser.OpenAsync(_server, width: 390, height: 844, theme: ColorScheme.Dark);

        await page.SetInputFilesAsync("[data-folder]", folder);

        await Expect(page.Locator(".welcome [role=alert]")).ToContainTextAsync("no picture among the 1 files");
        await Expect(page.Locator("[data-choose-folder]")).ToBeVisibleAsync();
        await Browser.ScreenshotAsync(page, "welcome-phone");
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));
    }

    [Fact]
    public async Task NameAFolder_WrongThenRight_SaysWhyThenIndexesItWhereItIs()
    {
        IPage page = await browser.OpenAsync(_server);
        ILocator path = page.GetByLabel("or name a folder on this computer");
        await path.FillAsync(Path.Combine(_server.Folder, "nowhere"));
        await path.PressAsync("Enter");
        await Expect(page.Locator(".welcome [role=alert]")).ToContainTextAsync("There is no folder");
        await path.FillAsync(Drawings);
        await path.PressAsync("Enter");
        await Expect(page.Locator("[data-sample]").First).ToBeVisibleAsync();
        await Expect(page.Locator(".welcome [role=alert]")).ToHaveCountAsync(0);

        Gallery gallery = _server.Services.GetRequiredService<Gyo.Web.Hosting.GalleryHost>().Gallery;
        Assert.Equal([Path.GetFullPath(Drawings)], gallery.Folders);
        Assert.Equal(DemoGallery.Characters * DemoGallery.PicturesEach, gallery.Count);
    }

    [Fact]
    public async Task NameAFolder_BehindAProxy_IsNotOffered()
    {
        using HttpRequestMessage request = new(HttpMethod.Get, "/");
        request.Headers.Add("X-Forwarded-For", "203.0.113.7");
        using HttpResponseMessage response = await _server.Client.SendAsync(request, TestContext.Current.CancellationToken);
        string page = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Contains("Choose a folder", page, StringComparison.Ordinal);
        Assert.DoesNotContain("on this computer", page, StringComparison.Ordinal);
        Assert.Contains("on this computer", await _server.Client.GetStringAsync(new Uri("/", UriKind.Relative), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_WithoutThePagesToken_IsRefused()
    {
        using ByteArrayContent picture = new(await File.ReadAllBytesAsync(_server.Question(_server.Characters[0]), TestContext.Current.CancellationToken));
        using HttpResponseMessage response = await _server.Client.PostAsync(new Uri("/collection/pictures?name=a.jpg", UriKind.Relative), picture, TestContext.Current.CancellationToken);

        Assert.Equal(System.Net.HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(0, _server.Services.GetRequiredService<Gyo.Web.Hosting.GalleryHost>().Gallery.Count);
    }

    [Fact]
    public async Task Welcome_StoppedWhileSending_KeepsWhatCameAndGoesOn()
    {
        IPage page = await browser.OpenAsync(_server);
        int let = 3;
        await page.RouteAsync("**/collection/pictures?*", async route =>
        {
            if (Interlocked.Decrement(ref let) >= 0)
            {
                await route.ContinueAsync();
            } // the others hang until they are stopped
        });
        await page.SetInputFilesAsync("[data-folder]", Drawings);
        await page.Locator("[data-stop]").ClickAsync();
        await Expect(page.Locator("[data-choose-folder]")).ToBeVisibleAsync();
        Gallery gallery = _server.Services.GetRequiredService<Gyo.Web.Hosting.GalleryHost>().Gallery;
        Assert.InRange(gallery.Count, 0, 3);
        await page.UnrouteAllAsync();

        await page.SetInputFilesAsync("[data-folder]", Drawings);
        await Expect(page.Locator(".welcome-lead")).ToContainTextAsync($"{DemoGallery.Characters * DemoGallery.PicturesEach} pictures");
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Welcome_ByAxe_HasNothingSerious(ColorScheme theme) =>
        await AccessibilityTests.CheckAsync(await browser.OpenAsync(_server, theme: theme));
}
