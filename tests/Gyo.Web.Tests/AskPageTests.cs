using Microsoft.Playwright;

namespace Gyo.Web.Tests;

public sealed class AskPageTests(RunningServer server, Browser browser)
{
    private const string Pictures = "[data-files]";

    [Fact]
    public async Task Ask_ChosenPicture_NamesItsCharacterFirst()
    {
        IPage page = await browser.OpenAsync(server);
        string character = server.Characters[0];
        await page.SetInputFilesAsync(Pictures, server.Question(character));
        await Assertions.Expect(page.Locator("[data-result]").First).ToContainTextAsync(character);
        await Browser.ScreenshotAsync(page, "ask-answer");
    }
}
