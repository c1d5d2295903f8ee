using Microsoft.Data.Sqlite;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Gyo.Web.Tests;

/// <summary>The collection with a hundred thousand pictures of a thousand characters, whose files are nowhere: what is shown comes from the database alone.</summary>
public sealed class ManyPicturesTests(CollectionServer own, Browser browser) : IClassFixture<CollectionServer>
{
    private const int Pictures = 100_000;
    private const int MostTiles = 600; // some three windows full

    [Fact]
    public async Task Grid_ScrolledToItsEnd_ShowsTheLastPictures_AndHoldsNoMoreThanAFewWindows()
    {
        Fill(Path.Combine(own.Server.Folder, "gallery", "gallery.db"));
        IPage page = await browser.OpenAsync(own.Server, "/collection");
        int all = Pictures + DemoGallery.Characters * DemoGallery.PicturesEach;
        await Expect(page.Locator("[data-total]")).ToHaveTextAsync($"{all:N0} pictures");
        await Expect(page.Locator("[data-tile]").First).ToBeVisibleAsync();

        // A minute's turning of a wheel in two seconds; how long the longest frame took is told, not judged.
        double longest = await page.EvaluateAsync<double>(
            """
            () => new Promise(done => {
              let frames = 0, before = performance.now(), longest = 0;
              const step = now => {
                longest = Math.max(longest, now - before);
                before = now;
                scrollBy(0, 400);
                ++frames < 120 ? requestAnimationFrame(step) : done(longest);
              };
              requestAnimationFrame(step);
            })
            """);
        await Expect(page.Locator("[data-tile]")).Not.ToHaveCountAsync(0);
        Assert.InRange(await page.Locator("[data-tile]").CountAsync(), 1, MostTiles);

        long start = Environment.TickCount64;
        await page.EvaluateAsync("scrollTo(0, document.documentElement.scrollHeight)");
        await Expect(page.Locator($"[data-place='{all - 1}']")).ToBeVisibleAsync();
        TestContext.Current.TestOutputHelper?.WriteLine($"Longest frame {longest:f0} ms; from the beginning to the end {Environment.TickCount64 - start} ms.");
        Assert.InRange(await page.Locator("[data-tile]").CountAsync(), 1, MostTiles);
        await Browser.ScreenshotAsync(page, "collection-end");
    }

    [Fact]
    public async Task ShiftClick_FarDown_SelectsAllBetween()
    {
        Fill(Path.Combine(own.Server.Folder, "gallery", "gallery.db"));
        IPage page = await browser.OpenAsync(own.Server, "/collection");
        await page.Locator("[data-place='2'] [role=checkbox]").ClickAsync();
        await page.EvaluateAsync("scrollTo(0, document.documentElement.scrollHeight)");
        ILocator last = page.Locator($"[data-place='{Pictures + DemoGallery.Characters * DemoGallery.PicturesEach - 1}'] [role=checkbox]");
        await last.ClickAsync(new LocatorClickOptions { Modifiers = [KeyboardModifier.Shift] });
        await Expect(page.Locator("[data-selected]")).ToHaveTextAsync($"{Pictures + DemoGallery.Characters * DemoGallery.PicturesEach - 2:N0} selected");
    }

    private static void Fill(string database)
    {
        using SqliteConnection connection = new($"Data Source={database};Pooling=False;Default Timeout=30");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = $"""
            INSERT OR IGNORE INTO folder (path) VALUES ('/nowhere');
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {Pictures})
            INSERT OR IGNORE INTO image (folder_id, path, character, label, bytes, modified, sha256)
                SELECT (SELECT id FROM folder WHERE path = '/nowhere'), printf('c%03d/%06d.jpg', i % 1000, i), printf('c%03d', i % 1000),
                    printf('c%03d', i % 1000), 1000, 638000000000000000 + i, printf('%064d', i) FROM n;
            """;
        command.ExecuteNonQuery();
    }
}
