#:project ../src/Gyo.Web/Gyo.Web.csproj
#:package System.CommandLine
#:package Microsoft.Playwright
#:property PublishAot=false
#:property AssemblyName=screenshots

// The README's pictures of every page:
//
//     gyo demo --no-serve && gyo serve --gallery gyo-demo/gallery
//     dotnet run eng/screenshots.cs -- http://127.0.0.1:5080 gyo-demo/questions docs/images
//
// Asks with the first questions of the folder. Everything shown is the demo's own drawing. For the pages of care some labels are made wrong, others
// taken away, and put back at the end.

using System.CommandLine;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

Argument<string> url = new("URL") { Description = "Where Gyo serves the demo's gallery." };
Argument<string> questions = new("QUESTIONS") { Description = "The demo's questions." };
Argument<string> output = new("OUT") { Description = "Where the pictures go." };
var command = new RootCommand("Takes a picture of every page.") { url, questions, output };
command.SetAction((parsed, _) => TakeAsync(parsed.GetRequiredValue(url), parsed.GetRequiredValue(questions), parsed.GetRequiredValue(output)));
return await command.Parse(args).InvokeAsync();

static async Task TakeAsync(string url, string questions, string output)
{
    Directory.CreateDirectory(output);
    string[] pictures = [.. Directory.GetFiles(questions).Order(StringComparer.Ordinal)];
    using IPlaywright playwright = await Playwright.CreateAsync();
    string program = Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/bin/chromium";
    await using IBrowser browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = program, Args = ["--no-sandbox"] });

    IPage page = await OpenAsync(ColorScheme.Light, 1200, 760);
    await AskAsync(page, pictures[0]);
    await ShootAsync(page, "ask");
    await GoAsync(page, "/collection");
    await ShootAsync(page, "collection");
    await GoAsync(page, "/collection/1");
    await ShootAsync(page, "picture");
    await GoAsync(page, "/map");
    await Expect(page.Locator("[data-count]")).ToContainTextAsync("pictures", new LocatorAssertionsToContainTextOptions { Timeout = 120_000 });
    await ShootAsync(page, "map");
    await GoAsync(page, "/model");
    await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Measure" }).ClickAsync();
    await Expect(page.GetByText("Mean reciprocal rank")).ToBeVisibleAsync(new LocatorAssertionsToBeVisibleOptions { Timeout = 120_000 });
    await ShootAsync(page, "model");

    int changes = await SpoilAsync(page);
    await GoAsync(page, "/review");
    await Expect(page.Locator("[data-finding]:not([data-finding=''])")).ToBeVisibleAsync(new LocatorAssertionsToBeVisibleOptions { Timeout = 120_000 });
    await page.Locator("[data-only=Label]").ClickAsync();
    await page.WaitForTimeoutAsync(1500);
    await ShootAsync(page, "review");
    await GoAsync(page, "/review/unnamed");
    await Expect(page.Locator("[data-name]")).ToBeVisibleAsync(new LocatorAssertionsToBeVisibleOptions { Timeout = 120_000 });
    await page.WaitForTimeoutAsync(1500);
    await ShootAsync(page, "unnamed");
    await CallAsync(page, changes, "POST", "/api/undo", "null");

    IPage dark = await OpenAsync(ColorScheme.Dark, 390, 780);
    await AskAsync(dark, pictures[1]);
    await ShootAsync(dark, "ask-phone");

    async Task<IPage> OpenAsync(ColorScheme theme, int width, int height)
    {
        IBrowserContext context = await browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = url,
            ColorScheme = theme,
            ReducedMotion = ReducedMotion.Reduce,
            ViewportSize = new ViewportSize { Width = width, Height = height },
        });
        IPage opened = await context.NewPageAsync();
        await GoAsync(opened, "/");
        return opened;
    }

    async Task AskAsync(IPage on, string picture)
    {
        await on.SetInputFilesAsync("[data-files]", picture);
        await Expect(on.Locator("[data-result]").First).ToBeVisibleAsync();
        await on.WaitForLoadStateAsync(LoadState.NetworkIdle); // its pictures
        await on.WaitForTimeoutAsync(700);
    }

    // Four pictures under wrong names, and three characters without one.
    async Task<int> SpoilAsync(IPage on)
    {
        string[] names = await on.EvaluateAsync<string[]>("async () => (await (await fetch('/api/characters')).json()).map(c => c.name)");
        int made = 0;
        for (int i = 0; i < 4; i++)
        {
            await RelabelAsync(names[3 * i], take: 1, $"\"{names[3 * i + 7]}\"");
        }

        foreach (string name in names[^3..])
        {
            await RelabelAsync(name, take: 200, "null");
        }

        return made;

        async Task RelabelAsync(string name, int take, string character)
        {
            string ids = await on.EvaluateAsync<string>(
                "async ([name, take]) => JSON.stringify((await (await fetch(`/api/images?character=${encodeURIComponent(name)}&take=${take}`)).json()).pictures.map(p => p.id))",
                new object[] { name, take });
            await CallAsync(on, 1, "PATCH", "/api/images", $"{{\"ids\":{ids},\"character\":{character}}}");
            made++;
        }
    }

    static Task CallAsync(IPage on, int times, string method, string path, string body) => on.EvaluateAsync(
        """
        async ([times, method, path, body]) => {
          const token = document.querySelector('meta[name=gyo-token]').content;
          for (let i = 0; i < times; i++) await fetch(path, { method, body, headers: { RequestVerificationToken: token, 'Content-Type': 'application/json' } });
        }
        """,
        new object[] { times, method, path, body });

    Task ShootAsync(IPage of, string name) => of.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(output, $"{name}.png") });
}

static async Task GoAsync(IPage page, string path)
{
    await page.GotoAsync(path, new PageGotoOptions { WaitUntil = WaitUntilState.NetworkIdle });
    await page.WaitForTimeoutAsync(700); // until what comes over the socket is drawn
}
