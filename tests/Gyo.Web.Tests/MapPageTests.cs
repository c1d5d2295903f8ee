using System.Globalization;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Gyo.Web.Tests;

public sealed class MapPageTests(MapServer map, Browser browser) : IClassFixture<MapServer>
{
    private const int All = DemoGallery.Characters * DemoGallery.PicturesEach;
    private const string Card = "[data-card]";
    private const string Selected = "[data-selection-title]";

    /// <summary>A mark is five pixels wide or more, and some lie on each other.</summary>
    private const int LeastPixels = 10 * All;

    private static readonly string SelectedAll = $"{All} pictures selected";

    [Theory]
    [InlineData("webgl", ColorScheme.Light)]
    [InlineData("webgl", ColorScheme.Dark)]
    [InlineData("2d", ColorScheme.Light)]
    public async Task Map_OfAGallery_DrawsItsPoints(string pen, ColorScheme theme)
    {
        IPage page = await browser.OpenAsync(map.Server, "/map", theme: theme);
        if (pen == "2d")
        {
            await page.AddInitScriptAsync("const get = HTMLCanvasElement.prototype.getContext; HTMLCanvasElement.prototype.getContext = function (kind, ...more) { return kind === 'webgl' ? null : get.call(this, kind, ...more); };");
            await page.ReloadAsync();
        }

        await page.DrawnAsync();
        Assert.Equal(pen, await page.Locator("[data-pen]").GetAttributeAsync("data-pen"));
        int drawn = (await page.ColouredAsync()).Count;
        Assert.True(drawn >= LeastPixels, $"only {drawn} pixels have a colour");
        await Browser.ScreenshotAsync(page, $"map-{pen}-{theme}");
    }

    [Fact]
    public async Task Hover_OverAMark_ShowsItsPictureAndName()
    {
        IPage page = await browser.OpenMapAsync(map.Server);
        await Expect(page.Locator(Card)).ToBeHiddenAsync();
        (int x, int y) = (await page.ColouredAsync())[LeastPixels / 2];
        await page.Locator(Canvas.Selector).HoverAsync(new LocatorHoverOptions { Position = new Position { X = x, Y = y } });
        await Expect(page.Locator(Card)).ToBeVisibleAsync();
        await page.WaitUntilAsync("document.querySelector('[data-card] img').naturalWidth > 0");
        long id = long.Parse((await page.Locator(Card).GetAttributeAsync("href"))!.Split('/')[^1], CultureInfo.InvariantCulture);
        await Expect(page.Locator($"{Card} span")).ToHaveTextAsync(map.Gallery.FindPicture(id)!.Character!);
        await Browser.ScreenshotAsync(page, "map-hover");
        await page.Mouse.ClickAsync(0, 0);
        await Expect(page.Locator(Card)).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Click_OnAMark_OpensItsPicture()
    {
        IPage page = await browser.OpenMapAsync(map.Server);
        (int x, int y) = (await page.ColouredAsync())[0];
        await page.Locator(Canvas.Selector).ClickAsync(new LocatorClickOptions { Position = new Position { X = x, Y = y } });
        await page.WaitForURLAsync("**/collection/*");
    }

    [Fact]
    public async Task Lasso_AroundAll_SelectsAllAndAsksWithTen()
    {
        IPage page = await browser.OpenMapAsync(map.Server);
        await page.LassoAllAsync();
        await Expect(page.Locator(Selected)).ToHaveTextAsync(SelectedAll);
        await Expect(page.Locator("[data-counts] li")).ToHaveCountAsync(DemoGallery.Characters);
        await Expect(page.Locator("[data-counts] small").First).ToHaveTextAsync($"{DemoGallery.PicturesEach}");
        await Browser.ScreenshotAsync(page, "map-lasso");
        string[] asked = (await page.Locator("[data-ask]").GetAttributeAsync("href"))!.Split('=')[1].Split(',');
        Assert.Equal(10, asked.Distinct().Count());
        Assert.All(asked, id => Assert.NotNull(map.Gallery.FindPicture(long.Parse(id, CultureInfo.InvariantCulture))));
        await page.Locator("[data-ask]").ClickAsync();
        await Expect(page.Locator(".refinement")).ToHaveCountAsync(10);
    }

    [Fact]
    public async Task Lasso_ByItsButtonAroundNothing_LetsGo()
    {
        IPage page = await browser.OpenMapAsync(map.Server);
        await page.LassoAllAsync();
        await Expect(page.Locator(Selected)).ToHaveTextAsync(SelectedAll);
        await page.Locator("[data-lasso]").ClickAsync();
        await Expect(page.Locator("[data-lasso]")).ToHaveAttributeAsync("aria-pressed", "true");
        await page.DragAsync((0.004f, 0.4f), (0.014f, 0.4f), (0.014f, 0.5f)); // the margin, where nothing is
        await Expect(page.Locator("[data-selection]")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Legend_OneCharacter_ShowsAndSelectsItAlone()
    {
        IPage page = await browser.OpenMapAsync(map.Server);
        string name = map.Server.Characters[2];
        await page.Locator("[data-search]").FillAsync(name);
        await page.Locator("[data-legend] button").Filter(new LocatorFilterOptions { HasText = name }).ClickAsync();
        await Expect(page.Locator("[data-legend] button[aria-pressed=true]")).ToHaveCountAsync(1);
        int alone = (await page.ColouredAsync()).Count;
        await page.LassoAllAsync();
        await Expect(page.Locator(Selected)).ToHaveTextAsync($"{DemoGallery.PicturesEach} pictures selected");
        await Expect(page.Locator("[data-counts]")).ToContainTextAsync(name);
        await page.Locator("[data-clear]").ClickAsync();
        await page.Locator("[data-shown] button").ClickAsync();
        Assert.True((await page.ColouredAsync()).Count > 2 * alone);
    }

    [Fact]
    public async Task Keyboard_ArrowsSpaceAndEnter_GoSelectAndOpen()
    {
        IPage page = await browser.OpenMapAsync(map.Server);
        await page.Locator(Canvas.Selector).FocusAsync();
        await Expect(page.Locator(Card)).ToBeVisibleAsync();
        string first = (await page.Locator(Card).GetAttributeAsync("href"))!;
        await page.Keyboard.PressAsync("ArrowRight");
        await Expect(page.Locator(Card)).Not.ToHaveAttributeAsync("href", first);
        await page.Keyboard.PressAsync("Space");
        await Expect(page.Locator(Selected)).ToHaveTextAsync("1 picture selected");
        await Expect(page.Locator("[data-said]")).ToContainTextAsync("selected");
        string second = (await page.Locator(Card).GetAttributeAsync("href"))!;
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync($"**{second}");
    }

    [Fact]
    public async Task Zoom_ByKeysWheelAndDrag_ChangesTheViewUntilAllIsShown()
    {
        IPage page = await browser.OpenMapAsync(map.Server);
        List<(int, int)> before = await page.ColouredAsync();
        await page.Locator(Canvas.Selector).FocusAsync();
        await page.Keyboard.PressAsync("Escape"); // no card before the canvas
        foreach (Func<Task> change in new Func<Task>[]
        {
            () => page.Keyboard.PressAsync("+"), () => page.Keyboard.PressAsync("-"), () => page.Mouse.WheelAsync(0, -200),
            () => page.DragAsync((0.5f, 0.5f), (0.6f, 0.55f)), () => page.Locator("[data-zoom-in]").ClickAsync(), () => page.Keyboard.PressAsync("Shift+ArrowLeft"),
        })
        {
            List<(int, int)> last = await page.ColouredAsync();
            await page.Locator(Canvas.Selector).FocusAsync();
            await page.Keyboard.PressAsync("Escape");
            await page.Mouse.MoveAsync(400, 400);
            await change();
            Assert.NotEqual(last, await page.ColouredAsync());
        }

        await page.Locator("[data-fit]").ClickAsync();
        await page.Mouse.MoveAsync(2, 2);
        Assert.Equal(before, await page.ColouredAsync());
    }

    [Fact]
    public async Task Theme_Turned_DrawsInOtherColours()
    {
        IPage page = await browser.OpenMapAsync(map.Server);
        byte[] light = await page.Locator("[data-legend] svg").First.ScreenshotAsync();
        await page.GetByLabel("Dark theme").ClickAsync();
        await page.FramesAsync();
        Assert.NotEqual(light, await page.Locator("[data-legend] svg").First.ScreenshotAsync());
        Assert.True((await page.ColouredAsync()).Count >= LeastPixels);
    }

    [Theory]
    [InlineData(1280, ColorScheme.Light)]
    [InlineData(390, ColorScheme.Dark)]
    public async Task Map_WithASelection_IsUsableWithAScreenReaderAndFits(int width, ColorScheme theme)
    {
        IPage page = await browser.OpenMapAsync(map.Server, width, 844, theme);
        await page.LassoAllAsync();
        await page.Locator(".map-table summary").ClickAsync();
        await Expect(page.Locator(".map-table tbody tr")).ToHaveCountAsync(DemoGallery.Characters);
        await Expect(page.Locator(".map-table tbody")).ToContainTextAsync(map.Server.Characters[0]);
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));
        AxeResult result = await page.RunAxe();
        Assert.Empty(result.Violations.Where(v => v.Impact is "serious" or "critical").Select(v => $"{v.Id}: {v.Help}: {string.Join(' ', v.Nodes.Select(n => n.Html))}"));
        await Browser.ScreenshotAsync(page, $"map-{width}");
    }

    [Fact]
    public async Task Map_OfAnEmptyGallery_SaysSoAndLeadsToTheBeginning()
    {
        await using RunningServer empty = new() { IsEmpty = true };
        await empty.InitializeAsync();
        IPage page = await browser.OpenAsync(empty, "/map");
        await Expect(page.Locator("main")).ToContainTextAsync("no pictures");
        await Expect(page.Locator(Canvas.Selector)).ToHaveCountAsync(0);
        await page.GetByText("Begin here").ClickAsync();
        await page.WaitForURLAsync(empty.Address.ToString());
    }
}
