#:project ../../src/Gyo.Web/Gyo.Web.csproj
#:package System.CommandLine
#:package Microsoft.Playwright
#:property PublishAot=false
#:property AssemblyName=drops

// How long a person waits: from dropping a picture on the page to its answer on the screen, and from opening the page to its first paint:
//
//     dotnet run -c Release bench/web/drops.cs -- http://127.0.0.1:5080 PICTURE… [--drops 50]
//
// Drives the system's Chromium against a server that is running. The clock is the browser's own: from the drop event to the first frame that shows
// an answer to this picture.

using System.CommandLine;
using System.Globalization;
using Microsoft.Playwright;

Argument<string> url = new("URL") { Description = "Where Gyo serves." };
Argument<string[]> pictures = new("PICTURE") { Description = "Pictures to drop.", Arity = ArgumentArity.OneOrMore };
Option<int> drops = new("--drops") { Description = "How many.", DefaultValueFactory = _ => 50 };
var command = new RootCommand("Measures dropping pictures on the page.") { url, pictures, drops };
command.SetAction((parsed, _) => Measure(parsed.GetRequiredValue(url), parsed.GetRequiredValue(pictures), parsed.GetValue(drops)));
return await command.Parse(args).InvokeAsync();

static async Task Measure(string url, string[] pictures, int drops)
{
    const string Drop = """
        async ([base64, name]) => {
          const bytes = Uint8Array.from(atob(base64), c => c.charCodeAt(0));
          const transfer = new DataTransfer();
          transfer.items.add(new File([bytes], name, { type: 'image/jpeg' }));
          const start = performance.now();
          document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }));
          const shown = () => document.querySelector('.query-name')?.title === name && document.querySelector('[aria-busy=false] [data-results]');
          while (!shown()) await new Promise(requestAnimationFrame);
          await new Promise(requestAnimationFrame);
          return performance.now() - start;
        }
        """;
    using IPlaywright playwright = await Playwright.CreateAsync();
    string program = Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/bin/chromium";
    await using IBrowser browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = program, Args = ["--no-sandbox"] });
    List<double> paints = [];
    IPage page = null!;
    for (int i = 0; i < 10; i++)
    {
        IBrowserContext context = await browser.NewContextAsync(new BrowserNewContextOptions { BaseURL = url });
        page = await context.NewPageAsync();
        await page.GotoAsync("/", new PageGotoOptions { WaitUntil = WaitUntilState.NetworkIdle });
        paints.Add(await page.EvaluateAsync<double>("performance.getEntriesByName('first-contentful-paint')[0].startTime"));
    }

    List<double> answers = [];
    for (int i = -5; i < drops; i++)
    {
        string picture = pictures[(i + 5) % pictures.Length];
        string name = string.Create(CultureInfo.InvariantCulture, $"{i} {Path.GetFileName(picture)}");
        double milliseconds = await page.EvaluateAsync<double>(Drop, new object[] { Convert.ToBase64String(await File.ReadAllBytesAsync(picture)), name });
        if (i >= 0)
        {
            answers.Add(milliseconds); // the first five only warm up
        }
    }

    Print("first contentful paint, fresh browser context, 10 times", paints);
    Print($"drop to answer, {drops} drops", answers);
}

static void Print(string what, List<double> milliseconds)
{
    milliseconds.Sort();
    double At(double share) => milliseconds[(int)(share * (milliseconds.Count - 1))];
    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"{what}: median {At(0.5):f0} ms, tenth {At(0.1):f0}, nine tenths {At(0.9):f0}, longest {At(1):f0}"));
}
