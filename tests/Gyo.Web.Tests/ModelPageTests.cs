using System.Globalization;
using Gyo.Evaluation;
using Gyo.Web.Hosting;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Gyo.Web.Tests;

public sealed class ModelPageTests(RunningServer server, Browser browser)
{
    [Fact]
    public async Task Measure_Pressed_ShowsTheFiguresOfTheLibrary()
    {
        IPage page = await browser.OpenAsync(server, "/model");
        await page.Locator("[data-measure]").ClickAsync();
        await Expect(page.Locator("[data-figure=top1]")).ToBeVisibleAsync();

        Gallery gallery = server.Services.GetRequiredService<GalleryHost>().Gallery;
        GalleryEvaluation own = gallery.Evaluate(cancel: TestContext.Current.CancellationToken);
        await Expect(Figure(page, "top1")).ToHaveTextAsync(Percent(own.Retrieval!.Top1));
        await Expect(Figure(page, "top5")).ToHaveTextAsync(Percent(own.Retrieval.Top5));
        await Expect(Figure(page, "mrr")).ToHaveTextAsync(own.Retrieval.Mrr.ToString("0.000", CultureInfo.InvariantCulture));
        await Expect(Figure(page, "ece")).ToHaveTextAsync(Percent(own.Calibration!.ExpectedError));
        await Expect(Figure(page, "strangers")).ToHaveTextAsync(Percent(own.OpenSet!.FalseAccepts));
        await Expect(page.Locator("section[aria-labelledby=quality] svg[role=img]")).ToHaveCountAsync(3);
        QueryResult[] hardest = [.. QueryResult.Hardest(own.Queries)];
        await Expect(page.Locator(".hardest li")).ToHaveCountAsync(Math.Min(12, hardest.Length));
        if (hardest.Length > 0)
        {
            await Expect(page.Locator(".hardest a").First).ToHaveAttributeAsync("href", $"collection/{own.PictureIds[hardest[0].Path]}");
        }

        await Browser.ScreenshotAsync(page, "model");
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));
    }

    [Fact]
    public async Task Model_InUse_IsToldAsItsManifestDoes()
    {
        IPage page = await browser.OpenAsync(server, "/model", width: 390, height: 844, theme: ColorScheme.Dark);
        Gallery gallery = server.Services.GetRequiredService<GalleryHost>().Gallery;
        ILocator facts = page.Locator(".facts").First;
        await Expect(facts).ToContainTextAsync(gallery.ModelId[..12]);
        await Expect(facts).ToContainTextAsync("the built-in model");
        await Expect(facts).ToContainTextAsync(gallery.ReadManifest().WeightsLicense!);
        await Expect(page.Locator(".calibration")).ToContainTextAsync("pictures for strangers");
        await Browser.ScreenshotAsync(page, "model-phone");
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));
    }

    [Fact]
    public async Task Training_WritesALine_MovesItsCurve()
    {
        string folder = Directory.CreateDirectory(Path.Combine(server.Folder, "going-on")).FullName; // beside the gallery, where they are looked for
        string log = Path.Combine(folder, "training.jsonl");
        await File.WriteAllTextAsync(log, Line(1, 4.5) + Line(2, 3.25) + "{\"epoch\":3,\"epo", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder, "checkpoint.safetensors"), "", TestContext.Current.CancellationToken);
        IPage page = await browser.OpenAsync(server, "/model");
        ILocator run = page.Locator("[data-run=going-on]");
        await Expect(run.Locator(".state")).ToHaveTextAsync("going on");
        await Expect(run.Locator(".run-line")).ToContainTextAsync("Epoch 2 of 8");
        ILocator curve = run.Locator("polyline").First;
        string before = (await curve.GetAttributeAsync("points"))!;

        await File.WriteAllTextAsync(log, Line(1, 4.5) + Line(2, 3.25) + Line(3, 2.125), TestContext.Current.CancellationToken);

        await Expect(run.Locator(".run-line")).ToContainTextAsync("Epoch 3 of 8");
        await Expect(run.Locator(".run-line")).ToContainTextAsync("loss 2.125");
        string after = (await curve.GetAttributeAsync("points"))!;
        Assert.Equal(before.Trim().Split(' ').Length + 1, after.Trim().Split(' ').Length);
        await Browser.ScreenshotAsync(page, "model-training");
        Directory.Delete(folder, recursive: true);
        await Expect(run).ToHaveCountAsync(0);
    }

    private static ILocator Figure(IPage page, string key) => page.Locator($"[data-figure={key}] b");

    private static string Percent(double share) => share.ToString("0.0 %", CultureInfo.InvariantCulture);

    private static string Line(int epoch, double loss) =>
        string.Create(CultureInfo.InvariantCulture, $"{{\"epoch\":{epoch},\"epochs\":8,\"loss\":{loss},\"learningRate\":0.0003,\"imagesPerSecond\":120.5,\"seconds\":2.5}}\n");
}
