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
// Asks with the first questions of the folder. Everything shown is the demo's own drawing.

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

    Task ShootAsync(IPage of, string name) => of.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(output, $"{name}.png") });
}

static async Task GoAsync(IPage page, string path)
{
    await page.GotoAsync(path, new PageGotoOptions { WaitUntil = WaitUntilState.NetworkIdle });
    await page.WaitForTimeoutAsync(700); // until what comes over the socket is drawn
}
