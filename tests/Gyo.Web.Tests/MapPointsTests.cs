using System.Net;
using System.Runtime.InteropServices;
using System.Text.Json;
using Gyo.Web.Hosting;
using Gyo.Web.Mapping;
using Microsoft.Playwright;

namespace Gyo.Web.Tests;

public sealed class MapPointsTests(MapServer server, Browser browser, ITestOutputHelper output) : IClassFixture<MapServer>
{
    private const int Many = 100_000;

    [Fact]
    public async Task Points_OfAGallery_AreItsMap()
    {
        GalleryMap map = await server.MapAsync();

        HttpResponseMessage response = await server.Server.Client.GetAsync(MapEndpoints.Path, TestContext.Current.CancellationToken);

        byte[] bytes = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        int[] lengths = MemoryMarshal.Cast<byte, int>(bytes.AsSpan(0, 8)).ToArray();
        int count = lengths[0];
        Assert.Equal(server.Gallery.Count, count);
        Assert.Equal(map.Ids.ToArray().Select(i => (double)i), MemoryMarshal.Cast<byte, double>(bytes.AsSpan(8, 8 * count)).ToArray());
        Assert.Equal(map.Places.ToArray(), MemoryMarshal.Cast<byte, float>(bytes.AsSpan(8 + 8 * count, 8 * count)).ToArray());
        Assert.Equal(map.Characters.ToArray(), MemoryMarshal.Cast<byte, int>(bytes.AsSpan(8 + 16 * count, 4 * count)).ToArray());
        Assert.Equal(map.Names, JsonSerializer.Deserialize<string[]>(bytes.AsSpan(8 + 20 * count, lengths[1])));
        using HttpRequestMessage again = new(HttpMethod.Get, MapEndpoints.Path);
        again.Headers.IfNoneMatch.Add(response.Headers.ETag!);
        Assert.Equal(HttpStatusCode.NotModified, (await server.Server.Client.SendAsync(again, TestContext.Current.CancellationToken)).StatusCode);
    }

    [Fact]
    public async Task Begin_WhileAMapIsComputed_TellsProgressThenTheMap()
    {
        File.Delete(Path.Combine(server.Gallery.Directory, "map.gyo"));
        using GalleryHost host = new(new GyoWebOptions { Gallery = server.Gallery.Directory });
        using MapHost maps = new(host);
        List<double> told = [];
        TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously); // not on the thread that makes the map
        maps.Changed += () =>
        {
            told.Add(maps.Progress);
            if (!maps.IsRunning)
            {
                done.TrySetResult();
            }
        };

        maps.Begin();
        maps.Begin(); // a second page
        await done.Task;

        Assert.Equal(server.Gallery.Count, maps.Map!.Count);
        Assert.True(told.Count > 10);
        Assert.Equal(told.Order(), told);
        Assert.Equal(server.Server.Characters, maps.Summary.Select(s => s.Name).Order(StringComparer.Ordinal));
        Assert.All(maps.Summary, s => Assert.Equal(DemoGallery.PicturesEach, s.Pictures));
    }

    [Fact]
    public void Dispose_WhileAMapIsComputed_StopsIt()
    {
        using GalleryHost host = new(new GyoWebOptions { Gallery = server.Gallery.Directory });
        MapHost maps = new(host);
        maps.Begin();

        maps.Dispose();

        Assert.False(maps.IsRunning);
    }

    [Fact]
    public async Task Map_OfAHundredThousand_IsDrawnAndMoved()
    {
        IPage page = await browser.OpenMapAsync(server.Server);
        await page.RouteAsync($"**{MapEndpoints.Path}", route => route.FulfillAsync(new RouteFulfillOptions { BodyBytes = MapEndpoints.Bytes(Made()) }));
        await page.ReloadAsync();
        await page.WaitForSelectorAsync($"[data-points='{Many}']");
        int drawn = (await page.ColouredAsync()).Count;
        Assert.True(drawn > Many / 2);

        double[] frames = await page.EvaluateAsync<double[]>("""
            async () => {
              const canvas = document.querySelector('[data-canvas]');
              const box = canvas.getBoundingClientRect();
              const at = (type, x) => canvas.dispatchEvent(new PointerEvent(type, { pointerId: 1, pointerType: 'mouse', button: 0, clientX: box.left + x, clientY: box.top + 200, bubbles: true }));
              canvas.setPointerCapture = () => {}; // there is no such pointer
              const times = [];
              at('pointerdown', 200);
              for (let i = 0; i < 90; i++) {
                at('pointermove', 200 + 3 * (i % 45));
                times.push(await new Promise(requestAnimationFrame));
              }
              at('pointermove', 200);
              at('pointerup', 200);
              return times.slice(1).map((t, i) => t - times[i]);
            }
            """);
        Array.Sort(frames);
        output.WriteLine($"{Many} points while panning: median frame {frames[frames.Length / 2]:f1} ms, 95th of a hundred {frames[frames.Length * 95 / 100]:f1} ms");
        Assert.Equal(89, frames.Length);
        await page.WaitForTimeoutAsync(1000); // it has come to rest, and what was left out while it moved is there again
        Assert.InRange((await page.ColouredAsync()).Count, 0.9 * drawn, 1.1 * drawn); // thinned it would be a quarter; a place between pixels moves some
        await page.LassoAllAsync();
        await Assertions.Expect(page.Locator("[data-selection-title]")).ToContainTextAsync("pictures selected");
        await Browser.ScreenshotAsync(page, "map-many");
    }

    /// <summary>A made-up map of many points around the middles of 200 characters.</summary>
    private static GalleryMap Made()
    {
        var random = new Random(3);
        (float X, float Y)[] middles = [.. Enumerable.Range(0, 200).Select(_ => (20 * random.NextSingle(), 12 * random.NextSingle()))];
        int[] characters = [.. Enumerable.Range(0, Many).Select(i => i % middles.Length)];
        float[] places = [.. characters.SelectMany(c => new[] { middles[c].X + random.NextSingle() - random.NextSingle(), middles[c].Y + random.NextSingle() - random.NextSingle() })];
        return new GalleryMap([.. Enumerable.Range(1, Many).Select(i => (long)i)], places, characters, [.. Enumerable.Range(0, middles.Length).Select(c => $"character {c:000}")]);
    }
}
