using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Gyo.Web.Tests;

public sealed class AccessibilityTests(RunningServer server, Browser browser)
{
    public static TheoryData<string, ColorScheme> Pages
    {
        get
        {
            TheoryData<string, ColorScheme> pages = [];
            foreach (string path in new[] { "/", "/collection", "/collection/1", "/map", "/model", "/not-found" })
            {
                pages.Add(path, ColorScheme.Light);
                pages.Add(path, ColorScheme.Dark);
            }

            return pages;
        }
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Page_ByAxe_HasNothingSerious(string path, ColorScheme theme)
    {
        IPage page = await browser.OpenAsync(server, path, theme: theme);
        await CheckAsync(page);
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Answer_ByAxe_HasNothingSerious(ColorScheme theme)
    {
        IPage page = await browser.OpenAsync(server, theme: theme);
        await page.ChooseAsync(server.Question(server.Characters[0]));
        await Assertions.Expect(page.Locator("[data-result]").First).ToContainTextAsync(server.Characters[0]);
        await CheckAsync(page);
    }

    internal static async Task CheckAsync(IPage page)
    {
        AxeResult result = await page.RunAxe();
        string[] found =
            [.. result.Violations.Where(v => v.Impact is "serious" or "critical").Select(v => $"{v.Id}: {v.Help}: {string.Join(" | ", v.Nodes.Select(n => n.Html))}")];
        Assert.True(found.Length == 0, string.Join('\n', found));
    }
}
