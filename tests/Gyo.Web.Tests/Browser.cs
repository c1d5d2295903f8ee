using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace Gyo.Web.Tests;

/// <summary>A real browser: the system's Chromium, without a window.</summary>
public sealed class Browser : IAsyncLifetime
{
    private static readonly string[] Programs =
        [Environment.GetEnvironmentVariable("CHROMIUM") ?? "", "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    /// <summary>How long to wait for what should come, in milliseconds: a machine that does other things too is slow, not wrong.</summary>
    private const int Patience = 600_000;

    private IPlaywright? _playwright;
    private readonly ConcurrentDictionary<string, List<(string Test, IBrowserContext Context)>> _opened = new();
    private IBrowser? _browser;

    /// <summary>Where screenshots are kept.</summary>
    public static string Screenshots { get; } = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "screenshots")).FullName;

    public async ValueTask InitializeAsync()
    {
        Assertions.SetDefaultExpectTimeout(Patience);
        if (Array.Find(Programs, File.Exists) is { } program)
        {
            _playwright = await Playwright.CreateAsync();
            _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = program, Args = ["--no-sandbox"] });
        }
    }

    /// <summary>A page of its own, at a server's address; skips the test where there is no browser.</summary>
    public async Task<IPage> OpenAsync(RunningServer server, string path = "/", int width = 1280, int height = 860, ColorScheme theme = ColorScheme.Light)
    {
        Assert.SkipWhen(_browser is null, "there is no Chromium on this machine; install it, or name it in CHROMIUM");
        IBrowserContext context = await _browser!.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = server.Address.ToString(),
            ViewportSize = new ViewportSize { Width = width, Height = height },
            ColorScheme = theme,
            ReducedMotion = ReducedMotion.Reduce, // what is looked at is what it will be
        });
        context.SetDefaultTimeout(Patience);
        await CloseEarlierAsync(context);
        IPage page = await context.NewPageAsync();
        await page.GotoAsync(path);
        await page.WaitUntilAsync("globalThis.gyoReady === true && !document.querySelector('[data-script]:not([data-ready])')"); // it answers from now on
        return page;
    }

    /// <summary>A file of this machine as a page, where there is no network.</summary>
    public async Task<IPage> OpenFileAsync(string file, int width = 1280, ColorScheme theme = ColorScheme.Light)
    {
        Assert.SkipWhen(_browser is null, "there is no Chromium on this machine; install it, or name it in CHROMIUM");
        IBrowserContext context = await _browser!.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = 860 },
            ColorScheme = theme,
            Offline = true,
        });
        context.SetDefaultTimeout(Patience);
        await CloseEarlierAsync(context);
        IPage page = await context.NewPageAsync();
        await page.GotoAsync(new Uri(Path.GetFullPath(file)).AbsoluteUri);
        return page;
    }

    /// <summary>Closes what earlier tests of the same class have left open: they run one after the other.</summary>
    private async Task CloseEarlierAsync(IBrowserContext context)
    {
        (string testClass, string test) = (TestContext.Current.TestClass!.UniqueID, TestContext.Current.Test!.UniqueID);
        List<(string Test, IBrowserContext Context)> opened = _opened.GetOrAdd(testClass, _ => []);
        foreach ((_, IBrowserContext earlier) in opened.Where(o => o.Test != test))
        {
            await earlier.CloseAsync();
        }

        opened.RemoveAll(o => o.Test != test);
        opened.Add((test, context));
    }

    /// <summary>Keeps what a page looks like.</summary>
    public static Task ScreenshotAsync(IPage page, string name) =>
        page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Screenshots, $"{name}.png"), FullPage = false });

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }
}

/// <summary>What pages under a Content-Security-Policy allow.</summary>
internal static class PageWaiting
{
    /// <summary>Waits until an expression is true. Playwright's own WaitForFunctionAsync evaluates text within the page, which its policy forbids.</summary>
    public static async Task WaitUntilAsync(this IPage page, string expression)
    {
        while (!await page.EvaluateAsync<bool>(expression))
        {
            await page.WaitForTimeoutAsync(20);
        }
    }
}
