using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Gyo.Web.Tests;

public sealed class AskPageTests(RunningServer server, Browser browser)
{
    private const string First = "[data-result] >> nth=0";
    private const string Frame = "[data-crop]";
    private const string Box = "[data-crop-box]";

    [Fact]
    public async Task Ask_ChosenPicture_NamesItsCharacterFirst()
    {
        IPage page = await browser.OpenAsync(server);
        await Browser.ScreenshotAsync(page, "ask");
        await page.ChooseAsync(server.Question(server.Characters[0]));
        await Expect(page.Locator(First)).ToContainTextAsync(server.Characters[0]);
        await Expect(page.Locator("h2")).ToHaveTextAsync(server.Characters[0]);
        await Browser.ScreenshotAsync(page, "ask-answer");
    }

    [Fact]
    public async Task Ask_DroppedThenPastedPicture_AnswersEach()
    {
        IPage page = await browser.OpenAsync(server, theme: ColorScheme.Dark);
        await page.DropAsync(server.Question(server.Characters[1]));
        await Expect(page.Locator(First)).ToContainTextAsync(server.Characters[1]);
        await page.PasteAsync(server.Question(server.Characters[2]));
        await Expect(page.Locator(First)).ToContainTextAsync(server.Characters[2]);
        await Expect(page.Locator(Frame)).ToHaveCountAsync(1);
        await Browser.ScreenshotAsync(page, "ask-dark");
    }

    [Fact]
    public async Task Ask_SeveralPictures_AreOneQuestion()
    {
        IPage page = await browser.OpenAsync(server);
        string character = server.Characters[3];
        await page.ChooseAsync(server.Question(character), Directory.GetFiles(Path.Combine(server.Folder, "characters", character))[0]);
        await Expect(page.Locator(Frame)).ToHaveCountAsync(2);
        await Expect(page.Locator(First)).ToContainTextAsync(character);
        await page.GetByLabel("Ask without").First.ClickAsync();
        await Expect(page.Locator(Frame)).ToHaveCountAsync(1);
        await Expect(page.Locator(First)).ToContainTextAsync(character);
    }

    [Fact]
    public async Task Crop_DrawnOnOneOfTwo_AnswersForThatOne()
    {
        IPage page = await browser.OpenAsync(server);
        (string left, string right) = (server.Characters[0], server.Characters[4]);
        string both = Pictures.Collage(server.Folder, "both.jpg", (server.Question(left), 0, 0.25f, 0.5f), (server.Question(right), 0.5f, 0.25f, 0.5f));
        await page.ChooseAsync(both);
        foreach ((string character, float from) in new[] { (left, 0f), (right, 0.5f) })
        {
            await DragAsync(page, from + 0.02f, 0.26f, from + 0.48f, 0.74f);
            await Expect(page.Locator(First)).ToContainTextAsync(character);
            if (character == left)
            {
                await Browser.ScreenshotAsync(page, "ask-crop");
                await page.GetByText("Whole picture").ClickAsync();
                await Expect(page.Locator(Box)).ToHaveCountAsync(0);
            }
        }
    }

    [Fact]
    public async Task Crop_MovedAndResized_StaysWhereItWasPut()
    {
        IPage page = await browser.OpenAsync(server);
        await page.ChooseAsync(server.Question(server.Characters[0]));
        await DragAsync(page, 0.2f, 0.2f, 0.6f, 0.6f);
        await DragAsync(page, 0.4f, 0.4f, 0.6f, 0.5f); // from within: moves
        LocatorBoundingBoxResult moved = await ShareOfFrameAsync(page);
        Assert.Equal(0.4, moved.X, 0.03);
        Assert.Equal(0.3, moved.Y, 0.03);
        Assert.Equal(0.4, moved.Width, 0.03);
        await DragAsync(page, 0.8f, 0.7f, 0.9f, 0.95f); // its lower right corner
        LocatorBoundingBoxResult resized = await ShareOfFrameAsync(page);
        Assert.Equal(0.5, resized.Width, 0.03);
        Assert.Equal(0.65, resized.Height, 0.03);
    }

    [Fact]
    public async Task Crop_ByKeyboard_MovesResizesAndGoes()
    {
        IPage page = await browser.OpenAsync(server);
        await page.ChooseAsync(server.Question(server.Characters[0]));
        await page.Locator(Frame).FocusAsync();
        await page.Keyboard.PressAsync("ArrowRight");
        await Expect(page.Locator(Box)).ToBeVisibleAsync();
        LocatorBoundingBoxResult before = await ShareOfFrameAsync(page);
        await page.Keyboard.PressAsync("Shift+ArrowDown");
        Assert.True((await ShareOfFrameAsync(page)).Height > before.Height);
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator(Box)).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Regions_CharacterSmallInThePicture_AreProposedAndAnswer()
    {
        IPage page = await browser.OpenAsync(server);
        string character = server.Characters[5];
        await page.ChooseAsync(Pictures.Collage(server.Folder, "small.jpg", (server.Question(character), 0.55f, 0.5f, 0.35f)));
        ILocator region = page.Locator("button.region").First;
        await Expect(region).ToContainTextAsync(character);
        await Browser.ScreenshotAsync(page, "ask-regions");
        await region.ClickAsync();
        await Expect(page.Locator(Box)).ToBeVisibleAsync();
        await Expect(page.Locator("h2")).ToHaveTextAsync(character);
    }

    [Fact]
    public async Task Refine_NotThisOne_TakesThePictureAwayUntilItIsTakenBack()
    {
        IPage page = await browser.OpenAsync(server);
        await page.ChooseAsync(server.Question(server.Characters[0]));
        ILocator first = page.Locator(First).Locator(".evidence img").First;
        string source = (await first.GetAttributeAsync("src"))!;
        await page.Locator(First).GetByLabel("Not this one").First.ClickAsync();
        await Expect(page.Locator($".evidence img[src='{source}']")).ToHaveCountAsync(0);
        await page.GetByLabel("Take back: Not this one").ClickAsync();
        await Expect(page.Locator($".evidence img[src='{source}']")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task Refine_MoreLikeThis_LeadsTowardsThatCharacter()
    {
        IPage page = await browser.OpenAsync(server);
        await page.ChooseAsync(server.Question(server.Characters[0]));
        ILocator second = page.Locator("[data-result]").Nth(1);
        string other = await second.Locator(".character-name").InnerTextAsync();
        for (int i = 0; i < 3; i++)
        {
            ILocator result = page.Locator("[data-result]").Filter(new LocatorFilterOptions { Has = page.Locator($".character-name:text-is('{other}')") });
            await result.Locator("button[aria-pressed=false]").First.ClickAsync();
            await Expect(page.Locator(".refinement")).ToHaveCountAsync(i + 1);
        }

        await Expect(page.Locator(First)).ToContainTextAsync(other);
    }

    [Fact]
    public async Task Ask_NobodyOfTheGallery_SaysUnknown()
    {
        IPage page = await browser.OpenAsync(server);
        await page.ChooseAsync(Pictures.Collage(server.Folder, "nobody.jpg"));
        await Expect(page.Locator("h2")).ToHaveTextAsync("Unknown");
        await Browser.ScreenshotAsync(page, "ask-unknown");
    }

    [Fact]
    public async Task Ask_NoPicture_SaysWhyAndKeepsTheAnswer()
    {
        IPage page = await browser.OpenAsync(server);
        await page.ChooseAsync(server.Question(server.Characters[0]));
        await Expect(page.Locator(First)).ToContainTextAsync(server.Characters[0]);
        string text = Path.Combine(server.Folder, "text.jpg");
        await File.WriteAllTextAsync(text, "This is no picture.", TestContext.Current.CancellationToken);
        await page.DropAsync(text);
        await Expect(page.GetByRole(AriaRole.Alert).Filter(new LocatorFilterOptions { HasText = "text.jpg" })).ToContainTextAsync("not a JPEG");
        await Expect(page.Locator(First)).ToContainTextAsync(server.Characters[0]);
    }

    [Fact]
    public async Task Keyboard_SlashArrowsAndEnter_GoThroughTheResults()
    {
        IPage page = await browser.OpenAsync(server);
        await page.Keyboard.PressAsync("/");
        await Expect(page.Locator("[data-choose]")).ToBeFocusedAsync();
        await page.ChooseAsync(server.Question(server.Characters[0]));
        await Expect(page.Locator(First)).ToContainTextAsync(server.Characters[0]);
        await page.Keyboard.PressAsync("ArrowDown");
        await Expect(page.Locator(First)).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("ArrowUp");
        await Expect(page.Locator(First)).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync($"**/collection?character={Uri.EscapeDataString(server.Characters[0])}");
    }

    [Fact]
    public async Task Ask_WithPicturesOfTheGallery_NamesTheirCharacter()
    {
        IPage page = await browser.OpenAsync(server, "/?like=1,2");
        Gyo.Web.Hosting.GalleryHost host = (Gyo.Web.Hosting.GalleryHost)server.Services.GetService(typeof(Gyo.Web.Hosting.GalleryHost))!;
        await Expect(page.Locator(First)).ToContainTextAsync(host.Gallery.FindPicture(1)!.Character!);
        await Expect(page.Locator(".refinement")).ToHaveCountAsync(2);
    }

    [Fact]
    public async Task Ask_WithAnAddress_WhereAllowedAndOfThisMachine_SaysWhyNot()
    {
        await using RunningServer allowing = new() { Configure = options => options.AllowUrls = true };
        await allowing.InitializeAsync();
        IPage page = await browser.OpenAsync(allowing);
        string own = new Uri(allowing.Address, "/api/images/1/thumbnail").ToString();
        await page.GetByLabel("Address of a picture").FillAsync(own);
        await page.GetByText("Fetch").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert).Filter(new LocatorFilterOptions { HasText = own })).ToBeVisibleAsync();
        Assert.Equal(0, await (await browser.OpenAsync(server)).GetByLabel("Address of a picture").CountAsync()); // not offered where it is not allowed
    }

    [Fact]
    public async Task Back_FromACharacter_ShowsTheAnswerAgain()
    {
        IPage page = await browser.OpenAsync(server);
        await page.ChooseAsync(server.Question(server.Characters[0]));
        await page.Locator(First).Locator(".character-name").ClickAsync();
        await page.WaitForURLAsync("**/collection?**");
        await page.GoBackAsync();
        await Expect(page.Locator(First)).ToContainTextAsync(server.Characters[0]);
    }

    [Fact]
    public async Task Ask_OnAPhone_FitsTheScreen()
    {
        IPage page = await browser.OpenAsync(server, width: 390, height: 844);
        await page.ChooseAsync(server.Question(server.Characters[0]));
        await Expect(page.Locator(First)).ToContainTextAsync(server.Characters[0]);
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));
        await Browser.ScreenshotAsync(page, "ask-phone");
    }

    /// <summary>Drags over the picture, from and to places in shares of it.</summary>
    private static async Task DragAsync(IPage page, float x0, float y0, float x1, float y1)
    {
        await page.Locator($"{Frame} img").First.EvaluateAsync("image => image.decode()");
        LocatorBoundingBoxResult frame = (await page.Locator(Frame).BoundingBoxAsync())!;
        await page.Mouse.MoveAsync(frame.X + x0 * frame.Width, frame.Y + y0 * frame.Height);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(frame.X + x1 * frame.Width, frame.Y + y1 * frame.Height, new MouseMoveOptions { Steps = 6 });
        await page.Mouse.UpAsync();
        await Expect(page.Locator(Box)).ToBeVisibleAsync();
    }

    private static async Task<LocatorBoundingBoxResult> ShareOfFrameAsync(IPage page)
    {
        LocatorBoundingBoxResult frame = (await page.Locator(Frame).BoundingBoxAsync())!;
        LocatorBoundingBoxResult box = (await page.Locator(Box).BoundingBoxAsync())!;
        return new LocatorBoundingBoxResult
        {
            X = (box.X - frame.X) / frame.Width,
            Y = (box.Y - frame.Y) / frame.Height,
            Width = box.Width / frame.Width,
            Height = box.Height / frame.Height,
        };
    }
}
