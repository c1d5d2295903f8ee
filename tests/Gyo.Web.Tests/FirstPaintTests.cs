using Microsoft.Playwright;

namespace Gyo.Web.Tests;

public sealed class FirstPaintTests(RunningServer server, Browser browser)
{
    private const long MostBytes = 1 << 20;

    [Fact]
    public async Task Ask_BeforeTheFirstQuestion_TransfersLittleAndFromHereOnly()
    {
        IPage page = await browser.OpenAsync(server, "/not-found");
        ICDPSession session = await page.Context.NewCDPSessionAsync(page);
        await session.SendAsync("Network.enable");
        await session.SendAsync("Network.setCacheDisabled", new Dictionary<string, object> { ["cacheDisabled"] = true });
        long bytes = 0;
        session.Event("Network.loadingFinished").OnEvent += (_, e) => bytes += (long)e!.Value.GetProperty("encodedDataLength").GetDouble();
        List<string> elsewhere = [];
        page.Request += (_, request) =>
        {
            if (new Uri(request.Url).Authority != server.Address.Authority)
            {
                elsewhere.Add(request.Url);
            }
        };
        await page.GotoAsync("/", new PageGotoOptions { WaitUntil = WaitUntilState.NetworkIdle });
        Assert.InRange(bytes, 10_000, MostBytes);
        Assert.Empty(elsewhere);
    }

    [Fact]
    public async Task Ask_FromFirstPaintToAnswer_ShiftsNothing()
    {
        IPage page = await browser.OpenAsync(server, "/not-found");
        await page.AddInitScriptAsync("""
            globalThis.shift = 0;
            new PerformanceObserver(list => list.getEntries().forEach(e => { if (!e.hadRecentInput) globalThis.shift += e.value; }))
              .observe({ type: 'layout-shift', buffered: true });
            """);
        await page.GotoAsync("/", new PageGotoOptions { WaitUntil = WaitUntilState.NetworkIdle });
        const double Good = 0.1; // what web.dev calls good
        Assert.InRange(await page.EvaluateAsync<double>("globalThis.shift"), 0, Good);
    }
}
