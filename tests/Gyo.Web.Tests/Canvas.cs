using Microsoft.Playwright;
using NetVips;

namespace Gyo.Web.Tests;

/// <summary>The map's canvas as a person sees it and moves on it.</summary>
internal static class Canvas
{
    public const string Selector = "[data-canvas]";

    private const double Grey = 40; // how far red, green and blue lie apart in a colour, at least: the palette's have 100 and more

    /// <summary>Opens the map and waits until its points are drawn.</summary>
    public static async Task<IPage> OpenMapAsync(this Browser browser, RunningServer server, int width = 1280, int height = 860, ColorScheme theme = ColorScheme.Light)
    {
        IPage page = await browser.OpenAsync(server, "/map", width, height, theme);
        await page.DrawnAsync();
        return page;
    }

    /// <summary>Waits until the points are drawn.</summary>
    public static async Task DrawnAsync(this IPage page)
    {
        await page.WaitForSelectorAsync("[data-points]");
        await page.FramesAsync();
    }

    /// <summary>Waits until the browser has drawn what was asked of it.</summary>
    public static Task FramesAsync(this IPage page) => page.EvaluateAsync("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");

    /// <summary>The places of the canvas that are coloured, in CSS pixels.</summary>
    public static async Task<List<(int X, int Y)>> ColouredAsync(this IPage page)
    {
        await page.FramesAsync();
        using Image picture = Image.PngloadBuffer(await page.Locator(Selector).ScreenshotAsync());
        byte[] pixels = picture.WriteToMemory<byte>();
        List<(int, int)> coloured = [];
        for (int i = 0; i < picture.Width * picture.Height; i++)
        {
            ReadOnlySpan<byte> pixel = pixels.AsSpan(i * picture.Bands, 3);
            if (Math.Max(pixel[0], Math.Max(pixel[1], pixel[2])) - Math.Min(pixel[0], Math.Min(pixel[1], pixel[2])) > Grey)
            {
                coloured.Add((i % picture.Width, i / picture.Width));
            }
        }

        return coloured;
    }

    /// <summary>Drags along places that are given in shares of the canvas.</summary>
    public static async Task DragAsync(this IPage page, params (float X, float Y)[] line)
    {
        LocatorBoundingBoxResult box = (await page.Locator(Selector).BoundingBoxAsync())!;
        await page.Mouse.MoveAsync(box.X + line[0].X * box.Width, box.Y + line[0].Y * box.Height);
        await page.Mouse.DownAsync();
        foreach ((float x, float y) in line[1..])
        {
            await page.Mouse.MoveAsync(box.X + x * box.Width, box.Y + y * box.Height, new MouseMoveOptions { Steps = 4 });
        }

        await page.Mouse.UpAsync();
    }

    /// <summary>Draws the lasso around everything.</summary>
    public static async Task LassoAllAsync(this IPage page)
    {
        await page.Keyboard.DownAsync("Shift");
        await page.DragAsync((0.005f, 0.005f), (0.995f, 0.005f), (0.995f, 0.995f), (0.005f, 0.995f));
        await page.Keyboard.UpAsync("Shift");
    }
}
