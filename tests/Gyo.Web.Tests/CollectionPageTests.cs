using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Gyo.Web.Tests;

/// <summary>The collection in a browser. The gallery is this class's own, as it changes it; every test takes its changes back or names its own character.</summary>
public sealed class CollectionPageTests(CollectionServer own, Browser browser) : IClassFixture<CollectionServer>
{
    private RunningServer Server => own.Server;

    private Gallery Gallery => Server.Services.GetRequiredService<Hosting.GalleryHost>().Gallery;

    [Fact]
    public async Task Characters_HaveCoversAndCounts_AndLeadToTheirPictures()
    {
        IPage page = await browser.OpenAsync(Server, "/collection");
        string character = Server.Characters[0];
        ILocator tile = page.Locator($"[data-drop-character='{character}']");
        await Expect(tile).ToContainTextAsync(DemoGallery.PicturesEach.ToString());
        await Expect(page.Locator("[data-tile]").First).ToBeVisibleAsync();
        await Browser.ScreenshotAsync(page, "collection");

        await tile.ClickAsync();

        await Expect(page.Locator("h1")).ToHaveTextAsync(character);
        await Expect(page.Locator("[data-tile]")).ToHaveCountAsync(DemoGallery.PicturesEach);
        Assert.Contains("character=", page.Url, StringComparison.Ordinal);
        await page.GoBackAsync();
        await Expect(page.Locator("h1")).ToHaveTextAsync("Collection");
    }

    [Fact]
    public async Task Filters_AreInTheAddress()
    {
        string character = Server.Characters[1];
        IPage page = await browser.OpenAsync(Server, "/collection");
        await page.Locator("[data-filter-text]").FillAsync($"{character} 03");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("[data-tile]")).ToHaveCountAsync(1);
        await Expect(page.Locator("[data-total]")).ToHaveTextAsync("1 picture");
        Assert.Contains("text=", page.Url, StringComparison.Ordinal);

        await page.GotoAsync("/collection?until=2001-01-01");
        await Expect(page.Locator("[data-total]")).ToHaveTextAsync("0 pictures");
        await page.GotoAsync("/collection?from=2001-01-01");
        await Expect(page.Locator("[data-filter-from]")).ToHaveValueAsync("2001-01-01");
        await Expect(page.Locator("[data-total]")).Not.ToHaveTextAsync("0 pictures");
    }

    [Fact]
    public async Task Selection_MovedToANewCharacter_AndUndone()
    {
        string character = Server.Characters[2];
        IPage page = await OpenAsync(character);
        await page.Locator("[data-place='1'] [role=checkbox]").ClickAsync();
        await page.Locator("[data-place='3'] a").ClickAsync(new LocatorClickOptions { Modifiers = [KeyboardModifier.Shift] });
        await Expect(page.Locator("[data-selected]")).ToHaveTextAsync("3 selected");
        await Browser.ScreenshotAsync(page, "collection-selection");

        await page.Locator("[data-move]").ClickAsync();
        await page.Locator("[data-name]").FillAsync("Brand New");
        await Expect(page.GetByText("A new character, Brand New.")).ToBeVisibleAsync();
        await Browser.ScreenshotAsync(page, "collection-move");
        await page.Locator("[data-done]").ClickAsync();

        await Expect(page.Locator("[data-said]")).ToHaveTextAsync("Moved 3 pictures to Brand New");
        await Expect(page.Locator("[data-tile]")).ToHaveCountAsync(DemoGallery.PicturesEach - 3);
        Assert.Equal(3, Gallery.Characters["Brand New"]);

        await page.Locator("[data-undo]").ClickAsync();
        await Expect(page.Locator("[data-tile]")).ToHaveCountAsync(DemoGallery.PicturesEach);
        Assert.False(Gallery.Characters.ContainsKey("Brand New"));
    }

    [Fact]
    public async Task Keyboard_SelectsTakesOutAndUndoes()
    {
        string character = Server.Characters[3];
        IPage page = await OpenAsync(character);
        await page.Locator("[data-place='0'] a").FocusAsync();
        await page.Keyboard.PressAsync("ArrowRight");
        await page.Keyboard.PressAsync("Space");
        await Expect(page.Locator("[data-selected]")).ToHaveTextAsync("1 selected");
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator("[data-selected]")).ToHaveCountAsync(0);
        await page.Keyboard.PressAsync("Space");
        await Expect(page.Locator("[data-place='1'] [role=checkbox]")).ToHaveAttributeAsync("aria-checked", "true");

        await page.Keyboard.PressAsync("Delete");
        await Expect(page.Locator("[data-tile]")).ToHaveCountAsync(DemoGallery.PicturesEach - 1);
        await page.Keyboard.PressAsync("Control+z");
        await Expect(page.Locator("[data-tile]")).ToHaveCountAsync(DemoGallery.PicturesEach);
    }

    [Fact]
    public async Task Character_RenamedThenMerged_AndBothUndone()
    {
        (string character, string other) = (Server.Characters[4], Server.Characters[5]);
        IPage page = await OpenAsync(character);
        await RenameAsync(page, "Another Name");
        await Expect(page.Locator("h1")).ToHaveTextAsync("Another Name");
        await Expect(page.Locator("[data-tile]")).ToHaveCountAsync(DemoGallery.PicturesEach);

        await RenameAsync(page, other);
        await Expect(page.Locator("h1")).ToHaveTextAsync(other);
        await Expect(page.Locator("[data-tile]")).ToHaveCountAsync(2 * DemoGallery.PicturesEach);
        await Expect(page.Locator("[data-said]")).ToHaveTextAsync($"Merged Another Name into {other}");

        await page.Locator("[data-undo]").ClickAsync();
        await Expect(page.Locator("[data-tile]")).ToHaveCountAsync(DemoGallery.PicturesEach);
        await page.Locator("[data-undo]").ClickAsync();
        await Expect(page.Locator("[data-said]")).ToHaveTextAsync($"Taken back: Renamed {character} to Another Name");
        Assert.Equal(DemoGallery.PicturesEach, Gallery.Characters[character]);
    }

    [Fact]
    public async Task FileDroppedOnACharacter_IsFoundAtOnce()
    {
        string character = Server.Characters[6];
        byte[] file = await File.ReadAllBytesAsync(Server.Question(character), TestContext.Current.CancellationToken);
        IPage page = await browser.OpenAsync(Server, "/collection");
        await Expect(page.Locator("[data-tile]").First).ToBeVisibleAsync();

        await DropAsync(page, $"[data-drop-character='{character}']", "dropped.jpg", file);

        await Expect(page.Locator($"[data-drop-character='{character}']")).ToContainTextAsync((DemoGallery.PicturesEach + 1).ToString());
        await Expect(page.Locator("[data-said]")).ToHaveTextAsync($"Added dropped.jpg to {character}");
        SearchAnswer answer = Gallery.Search(file, "question");
        GalleryPicture found = Gallery.FindPicture(answer.Pictures[0].Id)!;
        Assert.Equal(("dropped.jpg", character), (found.Name, found.Character));

        page = await browser.OpenAsync(Server);
        await page.SetInputFilesAsync("[data-files]", Server.Question(character));
        await Expect(page.Locator($"[data-result] a[href='collection/{found.Id}']").First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task FileDroppedOnThePage_IsUnlabelled_AndWhatIsNoPictureSaysSo()
    {
        byte[] file = await File.ReadAllBytesAsync(Server.Question(Server.Characters[7]), TestContext.Current.CancellationToken);
        IPage page = await browser.OpenAsync(Server, "/collection");
        await Expect(page.Locator("[data-tile]").First).ToBeVisibleAsync();

        await DropAsync(page, ".collection-title", "stranger.jpg", file);
        ILocator unlabelled = page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Unlabelled 1" });
        await unlabelled.ClickAsync();
        await Expect(page.Locator("h1")).ToHaveTextAsync("Unlabelled");
        await Expect(page.Locator("[data-tile]")).ToHaveCountAsync(1);

        await DropAsync(page, ".collection-title", "words.jpg", "words"u8.ToArray());
        await Expect(page.Locator("[data-said]")).ToContainTextAsync("words.jpg: not a JPEG");
        Gallery.Undo();
    }

    [Fact]
    public async Task Upload_WithoutTheToken_IsRefused()
    {
        using ByteArrayContent body = new(await File.ReadAllBytesAsync(Server.Question(Server.Characters[0]), TestContext.Current.CancellationToken));
        using HttpResponseMessage response = await Server.Client.PostAsync(
            new Uri("/collection/pictures?name=a.jpg", UriKind.Relative), body, TestContext.Current.CancellationToken);
        Assert.Equal(System.Net.HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Theory]
    [InlineData(1280, ColorScheme.Light)]
    [InlineData(390, ColorScheme.Dark)]
    public async Task Picture_ShowsItsFactsAndNeighbours_AndIsMoved(int width, ColorScheme theme)
    {
        string character = Server.Characters[0];
        GalleryPicture picture = Gallery.Pictures(new PictureFilter { Character = character }, 0, 1).Pictures[0];
        IPage page = await browser.OpenAsync(Server, $"/collection/{picture.Id}", width, theme: theme);
        await Expect(page.Locator("h1")).ToHaveTextAsync(character);
        await Expect(page.GetByText(picture.Path)).ToBeVisibleAsync();
        await Expect(page.Locator(".neighbour")).ToHaveCountAsync(24);
        await Expect(page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Ask with this picture" })).ToHaveAttributeAsync("href", $"/?like={picture.Id}");
        await page.WaitUntilAsync("document.querySelector('.picture-large img').naturalWidth > 0");
        await Browser.ScreenshotAsync(page, $"picture-{width}");

        await page.Locator("[data-move]").ClickAsync();
        await page.Locator("[data-nobody]").ClickAsync();
        await Expect(page.Locator("h1")).ToHaveTextAsync("Nobody known");
        await page.Locator("[data-undo]").ClickAsync();
        await Expect(page.Locator("h1")).ToHaveTextAsync(character);
        await page.Locator("[data-hide]").ClickAsync();
        await Expect(page.Locator("h1")).ToHaveTextAsync("No picture");
        await page.Locator("[data-undo]").ClickAsync();
        await Expect(page.Locator("h1")).ToHaveTextAsync(character);
    }

    [Theory]
    [InlineData(1280, ColorScheme.Dark)]
    [InlineData(390, ColorScheme.Light)]
    public async Task Collection_FitsItsWindow_WithoutSeriousFindingsOfAxe(int width, ColorScheme theme)
    {
        IPage page = await browser.OpenAsync(Server, "/collection", width, theme: theme);
        await Expect(page.Locator("[data-tile]").First).ToBeVisibleAsync();
        await page.Locator("[data-place='0'] a").FocusAsync();
        await page.Keyboard.PressAsync("Space");
        await Expect(page.Locator("[data-selected]")).ToBeVisibleAsync();
        await Browser.ScreenshotAsync(page, $"collection-{width}");
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), "it scrolls sideways");
        await AxeAsync(page);
        await page.Locator("[data-place='0'] a").PressAsync("Escape");
        await page.Locator("[data-place='0'] a").PressAsync("Enter");
        await Expect(page.Locator(".neighbour").First).ToBeVisibleAsync();
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), "it scrolls sideways");
        await AxeAsync(page);
    }

    private static async Task AxeAsync(IPage page)
    {
        Deque.AxeCore.Commons.AxeResult found = await Deque.AxeCore.Playwright.PageExtensions.RunAxe(page);
        Assert.Equal("", string.Join('\n', found.Violations.Where(v => v.Impact is "serious" or "critical").Select(v => $"{v.Id}: {v.Help}: {v.Nodes[0].Html}")));
    }

    private async Task<IPage> OpenAsync(string character)
    {
        IPage page = await browser.OpenAsync(Server, $"/collection?character={Uri.EscapeDataString(character)}");
        await Expect(page.Locator("[data-tile]")).ToHaveCountAsync(DemoGallery.PicturesEach);
        return page;
    }

    private static async Task RenameAsync(IPage page, string name)
    {
        await page.Locator("[data-rename]").ClickAsync();
        await page.Locator("[data-name]").FillAsync(name);
        await page.Locator("[data-done]").ClickAsync();
    }

    /// <summary>Drops a file as a person does: the browser is told that it comes over a place, and that it is let go.</summary>
    private static async Task DropAsync(IPage page, string place, string name, byte[] file)
    {
        IJSHandle data = await page.EvaluateHandleAsync(
            """
            ([name, base64]) => {
              const data = new DataTransfer();
              data.items.add(new File([Uint8Array.from(atob(base64), c => c.charCodeAt(0))], name, { type: 'image/jpeg' }));
              return data;
            }
            """,
            new[] { name, Convert.ToBase64String(file) });
        await page.DispatchEventAsync(place, "dragover", new { dataTransfer = data });
        await page.DispatchEventAsync(place, "drop", new { dataTransfer = data });
    }
}

/// <summary>A server for tests that change its gallery.</summary>
public sealed class CollectionServer : IAsyncLifetime
{
    public RunningServer Server { get; } = new();

    public ValueTask InitializeAsync() => Server.InitializeAsync();

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
