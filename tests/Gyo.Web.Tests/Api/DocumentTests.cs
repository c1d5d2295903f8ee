using System.Text.RegularExpressions;
using Microsoft.OpenApi;
using Microsoft.OpenApi.Reader;
using Microsoft.Playwright;

namespace Gyo.Web.Tests.Api;

/// <summary>What tells about the API, and what browsers are told.</summary>
public sealed class DocumentTests(RunningServer server, Browser browser)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task OpenApi_IsValid31AndNamesEveryCall()
    {
        string json = await server.Client.GetStringAsync("/openapi/v1.json", Cancel);
        ReadResult read = OpenApiDocument.Parse(json, "json");
        Assert.Empty(read.Diagnostic!.Errors);
        Assert.Empty(read.Diagnostic.Warnings);
        Assert.Equal(OpenApiSpecVersion.OpenApi3_1, read.Diagnostic.SpecificationVersion);
        string[] calls = [.. read.Document!.Paths.SelectMany(p => p.Value.Operations!.Keys.Select(m => $"{m} {p.Key}")).Order(StringComparer.Ordinal)];
        Assert.Equal(
            [
                "DELETE /api/images", "GET /api/characters", "GET /api/findings", "GET /api/images", "GET /api/images/{id}", "GET /api/images/{id}/file",
                "GET /api/images/{id}/thumbnail", "GET /api/stats", "PATCH /api/images", "POST /api/findings",
                "POST /api/findings/{id}/accept", "POST /api/findings/{id}/reject", "POST /api/images", "POST /api/search", "POST /api/undo",
            ],
            calls);
        Assert.All(read.Document.Paths.SelectMany(p => p.Value.Operations!.Values), o => Assert.False(string.IsNullOrEmpty(o.Summary)));
        Assert.Contains("multipart/form-data", read.Document.Paths["/api/search"].Operations![HttpMethod.Post].RequestBody!.Content!.Keys);
    }

    [Fact]
    public async Task Metrics_AfterAQuestion_CountIt()
    {
        await using ApiServer own = await ApiServer.StartAsync(server);
        byte[] file = await File.ReadAllBytesAsync(server.Question(server.Characters[0]), Cancel);
        using HttpResponseMessage asked = await own.Client.PostAsync("/api/search", Calls.File(file), Cancel);
        await asked.JsonAsync();
        string metrics = await own.Client.GetStringAsync("/metrics", Cancel);
        Assert.Matches("gyo_answers_total\\{[^}]*\\} 1", metrics);
        foreach (string name in new[] { "gyo_decode_duration_seconds_count", "gyo_embed_duration_seconds_count", "gyo_search_duration_seconds_count" })
        {
            Assert.Matches(name + "\\{[^}]*\\} 1", metrics);
        }

        Assert.Matches("gyo_queue_depth\\{[^}]*\\} 0", metrics);
        Assert.Matches("gyo_gallery_pictures\\{[^}]*\\} 64", metrics);
        Assert.Matches("http_server_request_duration_seconds_count\\{[^}]*/api/search[^}]*\\} 1", metrics);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/collection")]
    [InlineData("/map")]
    [InlineData("/model")]
    [InlineData("/not-found")]
    [InlineData("/scalar/")]
    public async Task Page_UnderItsPolicy_BreaksNoneOfItAndLoadsNothingFromElsewhere(string path)
    {
        IPage page = await browser.OpenAsync(server, "/not-found");
        List<string> faults = [];
        page.Console += (_, message) =>
        {
            if (message.Text.Contains("Content Security Policy", StringComparison.Ordinal) || message.Type == "error")
            {
                faults.Add(message.Text);
            }
        };
        page.Request += (_, request) =>
        {
            if (new Uri(request.Url) is { Scheme: "http" or "https" } url && url.Authority != server.Address.Authority)
            {
                faults.Add(request.Url);
            }
        };
        await page.GotoAsync(path, new PageGotoOptions { WaitUntil = WaitUntilState.NetworkIdle });
        if (path == "/scalar/")
        {
            await Assertions.Expect(page.GetByText("Asks who is in pictures.").First).ToBeVisibleAsync();
            await Browser.ScreenshotAsync(page, "api-reference");
        }

        Assert.DoesNotContain(faults, f => path != "/not-found" || !f.Contains("404", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/api/stats")]
    [InlineData("/api/images/1/file")]
    [InlineData("/api/nothing")]
    [InlineData("/healthz")]
    public async Task Answer_AlwaysHasTheSecurityHeaders(string path)
    {
        using HttpResponseMessage response = await server.Client.GetAsync(path, Cancel);
        string policy = response.Headers.GetValues("Content-Security-Policy").First();
        Assert.Matches("(^|; )script-src 'self'(;|$)", policy);
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("same-origin", response.Headers.GetValues("Cross-Origin-Resource-Policy").Single());
        Assert.False(response.Headers.Contains("Server"));
        Assert.DoesNotMatch(new Regex("<script(?![^>]*src=)"), path == "/" ? await response.Content.ReadAsStringAsync(Cancel) : "");
    }

    [Fact]
    public async Task Errors_EveryTypeThatIsMade_IsInTheDocumentation()
    {
        string docs = await File.ReadAllTextAsync(Path.Combine(Root, "docs", "api.md"), Cancel);
        string[] sources = [Path.Combine("Api", "Problems.cs"), Path.Combine("Asking", "UrlException.cs")];
        string[] types = [.. sources.SelectMany(s => Regex.Matches(File.ReadAllText(Path.Combine(Root, "src", "Gyo.Web", s)), "\"([a-z]+(?:-[a-z]+)+|busy|gallery|internal)\"").Select(m => m.Groups[1].Value)).Distinct()];
        Assert.True(types.Length > 15);
        Assert.All(types, t => Assert.Contains($"`{t}`", docs, StringComparison.Ordinal));
    }

    internal static string Root
    {
        get
        {
            DirectoryInfo? folder = new(AppContext.BaseDirectory);
            while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Gyo.slnx")))
            {
                folder = folder.Parent;
            }

            return folder!.FullName;
        }
    }
}
