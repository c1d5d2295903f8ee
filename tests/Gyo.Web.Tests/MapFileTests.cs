using System.Diagnostics;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Gyo.Web.Mapping;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Gyo.Web.Tests;

/// <summary>A map in a file, opened from the disk by a browser that has no network.</summary>
public sealed class MapFileTests(MapServer map, Browser browser, ITestOutputHelper output) : IClassFixture<MapServer>
{
    private const int All = DemoGallery.Characters * DemoGallery.PicturesEach;

    /// <summary>A mark has some eighty pixels, and those of a character lie on each other.</summary>
    private const int LeastPixels = 5 * All;

    private const int Many = 100_000;
    private const string Card = "[data-card]";

    [Theory]
    [InlineData(1280, ColorScheme.Light)]
    [InlineData(1280, ColorScheme.Dark)]
    [InlineData(390, ColorScheme.Light)]
    [InlineData(390, ColorScheme.Dark)]
    public async Task File_OpenedFromTheDisk_DrawsItsPointsAndFits(int width, ColorScheme theme)
    {
        IPage page = await OpenAsync(await WriteAsync(All), width, theme);
        Assert.Equal(theme == ColorScheme.Dark ? "dark" : "light", await page.EvaluateAsync<string>("document.documentElement.dataset.theme"));
        int drawn = (await SeenAsync(page)).Count;
        Assert.True(drawn >= LeastPixels, $"only {drawn} pixels have a colour");
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));
        AxeResult result = await page.RunAxe();
        Assert.Empty(result.Violations.Where(v => v.Impact is "serious" or "critical").Select(v => $"{v.Id}: {v.Help}: {string.Join(' ', v.Nodes.Select(n => n.Html))}"));
        await Browser.ScreenshotAsync(page, $"map-file-{width}-{theme}");
    }

    [Fact]
    public async Task Hover_WithoutNetwork_ShowsThePictureItsCharacterAndFile()
    {
        IPage page = await OpenAsync(await WriteAsync(All));
        (int x, int y) = (await SeenAsync(page))[LeastPixels / 2];
        await page.Locator(Canvas.Selector).HoverAsync(new LocatorHoverOptions { Position = new Position { X = x, Y = y } });
        await page.WaitForSelectorAsync("[data-thumbnail][data-drawn]");
        int point = await page.EvaluateAsync<int>("Number(document.querySelector('[data-thumbnail]').dataset.drawn)");
        GalleryMap made = await map.MapAsync();
        GalleryPicture picture = map.Gallery.FindPicture(made.Ids.Span[point])!;
        await Expect(page.Locator("[data-name]")).ToHaveTextAsync(picture.Character!);
        await Expect(page.Locator("[data-file]")).ToHaveTextAsync(picture.Name);
        Assert.True(await page.EvaluateAsync<bool>("() => { const c = document.querySelector('[data-thumbnail]'); const d = c.getContext('2d').getImageData(0, 0, 160, 160).data; return new Set(d.filter((_, i) => i % 4 === 1)).size > 8; }"));
        await Browser.ScreenshotAsync(page, "map-file-hover");
    }

    [Fact]
    public async Task LegendSearchAndKeyboard_ShowCharactersAlone()
    {
        IPage page = await OpenAsync(await WriteAsync(All));
        string name = map.Server.Characters[2];
        List<(int, int)> before = await SeenAsync(page);
        await page.Keyboard.PressAsync("/");
        await page.Keyboard.TypeAsync(name);
        await page.Locator("[data-legend] button").Filter(new LocatorFilterOptions { HasText = name }).ClickAsync();
        int alone = (await SeenAsync(page)).Count;
        Assert.True(before.Count > 2 * alone);
        await page.Locator("[data-shown] button").ClickAsync();
        await page.Locator("[data-search]").FillAsync("");
        await page.Locator(Canvas.Selector).FocusAsync();
        await Expect(page.Locator(Card)).ToBeVisibleAsync();
        string first = await page.Locator("[data-said]").InnerTextAsync();
        await page.Keyboard.PressAsync("ArrowRight");
        await Expect(page.Locator("[data-said]")).Not.ToHaveTextAsync(first);
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("[data-legend] button[aria-pressed=true]")).ToHaveCountAsync(1);
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.PressAsync("Escape");
        await page.Keyboard.PressAsync("0");
        List<(int, int)> whole = await SeenAsync(page); // with the frame of what has the keyboard
        await page.Keyboard.PressAsync("+");
        Assert.NotEqual(whole, await SeenAsync(page));
        await page.Keyboard.PressAsync("0");
        Assert.Equal(whole, await SeenAsync(page));
    }

    [Fact]
    public async Task Write_MoreThanFit_TakesSomeThatAreSpreadOutAndSaysSo()
    {
        IPage page = await OpenAsync(await WriteAsync(10));
        await Expect(page.Locator("[data-count]")).ToHaveTextAsync($"{All} pictures; small pictures of 10 of them are in this file");
        int[] spread = MapSheets.Spread(await map.MapAsync(), 10);
        Assert.Equal(10, spread.Distinct().Count());
    }

    [Fact]
    public async Task Write_NamesOfMarkup_AreOnlyNames()
    {
        const string Name = "</script><script>document.title='gone'</script>";
        GalleryMap made = new([1, 2], [0, 0, 1, 1], [0, -1], [Name]);
        string path = Path.Combine(map.Server.Folder, "names.html");
        await using (FileStream file = File.Create(path))
        {
            Assert.Equal(0, MapFile.Write(file, made, Name, _ => $"/secret/{Name}.jpg", cancel: TestContext.Current.CancellationToken));
        }

        Assert.DoesNotContain("/secret", await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        IPage page = await OpenAsync(path);
        Assert.Equal(Name, await page.TitleAsync());
        await Expect(page.Locator("h1")).ToHaveTextAsync(Name);
        await Expect(page.Locator("[data-legend]")).ToContainTextAsync(Name);
    }

    /// <summary>What a hand feels with 100,000 points; told, and held to drawing everything once it rests.</summary>
    [Fact]
    public async Task File_OfAHundredThousand_OpensAndPans()
    {
        var random = new Random(1);
        float[] places = [.. Enumerable.Range(0, 2 * Many).Select(_ => (float)random.NextDouble() * 100)];
        GalleryMap made = new(
            [.. Enumerable.Range(0, Many).Select(i => (long)i)], places, [.. Enumerable.Range(0, Many).Select(i => i % 1000)], [.. Enumerable.Range(0, 1000).Select(c => $"c{c:000}")]);
        string path = Path.Combine(map.Server.Folder, "many.html");
        await using (FileStream file = File.Create(path))
        {
            MapFile.Write(file, made, "many", id => $"{id:000000}.jpg", cancel: TestContext.Current.CancellationToken);
        }

        long start = Stopwatch.GetTimestamp();
        IPage page = await OpenAsync(path);
        double opened = Stopwatch.GetElapsedTime(start).TotalSeconds;
        await page.Locator(Canvas.Selector).HoverAsync();
        double[] frames = await page.EvaluateAsync<double[]>(
            """
            () => new Promise(done => {
              const canvas = document.querySelector('[data-canvas]');
              const took = [];
              let before = performance.now();
              const step = now => {
                took.push(now - before);
                before = now;
                canvas.dispatchEvent(new WheelEvent('wheel', { deltaY: took.length % 40 < 20 ? -20 : 20, clientX: 300, clientY: 300, cancelable: true }));
                took.length < 80 ? requestAnimationFrame(step) : done(took.slice(2));
              };
              requestAnimationFrame(step);
            })
            """);
        Array.Sort(frames);
        output.WriteLine($"{new FileInfo(path).Length / 1e6:f1} MB opened in {opened:f1} s; frames: median {frames[frames.Length / 2]:f1} ms, longest {frames[^1]:f1} ms");
        await Expect(page.Locator("[data-count]")).ToContainTextAsync("100,000 pictures");
        Assert.True((await SeenAsync(page)).Count > Many);
    }

    private async Task<string> WriteAsync(int thumbnails)
    {
        GalleryMap made = await map.MapAsync();
        string path = Path.Combine(map.Server.Folder, $"{Guid.NewGuid():N}.html");
        await using FileStream file = File.Create(path);
        Assert.Equal(Math.Min(All, thumbnails), MapFile.Write(file, made, "demo", id => map.Gallery.FindPicture(id)?.Path, thumbnails, cancel: TestContext.Current.CancellationToken));
        return path;
    }

    /// <summary>What is coloured once the map has come to rest and all is drawn.</summary>
    private static async Task<List<(int X, int Y)>> SeenAsync(IPage page)
    {
        await page.FramesAsync();
        await page.WaitForSelectorAsync("[data-draws=all]");
        return await page.ColouredAsync();
    }

    private async Task<IPage> OpenAsync(string path, int width = 1280, ColorScheme theme = ColorScheme.Light)
    {
        IPage page = await browser.OpenFileAsync(path, width, theme);
        await page.WaitForSelectorAsync("[data-ready]");
        await page.FramesAsync();
        return page;
    }
}
