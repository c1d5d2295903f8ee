using Gyo.Web.Asking;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Gyo.Web.Tests.Api;

public sealed class UrlTests(RunningServer server)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> PrivateAddresses { get; } = new(
        "http://127.0.0.1/a.jpg", "http://localhost/a.jpg", "http://127.1/a.jpg", "http://2130706433/a.jpg", "http://0x7f000001/a.jpg", "http://0177.0.0.1/a.jpg",
        "http://0.0.0.0/a.jpg", "http://[::1]/a.jpg", "http://[::]/a.jpg", "http://[::ffff:127.0.0.1]/a.jpg", "http://[::ffff:7f00:1]/a.jpg",
        "http://[0:0:0:0:0:ffff:10.0.0.1]/a.jpg", "http://[fe80::1]/a.jpg", "http://[fd00::1]/a.jpg", "http://[64:ff9b::7f00:1]/a.jpg", "http://[2002:7f00:1::]/a.jpg",
        "http://10.0.0.1/a.jpg", "http://172.16.0.1/a.jpg", "http://192.168.0.1/a.jpg", "http://169.254.169.254/latest/meta-data", "http://100.64.0.1/a.jpg",
        "http://224.0.0.1/a.jpg", "http://255.255.255.255/a.jpg");

    [Theory]
    [MemberData(nameof(PrivateAddresses))]
    public async Task Fetch_PrivateAddress_IsRefused(string url)
    {
        using UrlFetcher fetcher = Fetcher();
        UrlException e = await Assert.ThrowsAsync<UrlException>(() => fetcher.FetchAsync(url, Cancel));
        Assert.Equal("url-refused", e.Type);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a.jpg")]
    [InlineData("//host/a.jpg")]
    [InlineData("file:///etc/passwd")]
    [InlineData("ftp://example.com/a.jpg")]
    [InlineData("gopher://example.com/")]
    [InlineData("data:image/gif;base64,R0lGODlhAQABAAAAACw=")]
    [InlineData("http://user:password@example.com/a.jpg")]
    [InlineData("http://")]
    [InlineData("http://exa mple.com")]
    public async Task Fetch_NoPublicWebAddress_IsRefused(string url)
    {
        using UrlFetcher fetcher = Fetcher();
        Assert.Equal("url-refused", (await Assert.ThrowsAsync<UrlException>(() => fetcher.FetchAsync(url, Cancel))).Type);
    }

    [Fact]
    public async Task Fetch_AllowedSite_KeepsThePictureAndRefusesWhatIsNone()
    {
        await using WebApplication site = await SiteAsync();
        string root = AddressOf(site);
        using UrlFetcher fetcher = Fetcher("127.0.0.1/32"); // as if it were a public address
        QueryFile file = await fetcher.FetchAsync($"{root}/folder/%2e%2e%2fgon.jpg?x=1", Cancel);
        Assert.Equal("gon.jpg", file.Name);
        Assert.Equal(await File.ReadAllBytesAsync(server.Question(server.Characters[0]), Cancel), file.Bytes);
        Assert.Equal(file.Bytes, (await fetcher.FetchAsync($"{root}/moved", Cancel)).Bytes);

        await Assert.ThrowsAsync<Gyo.Imaging.ImageDecodeException>(() => fetcher.FetchAsync($"{root}/text", Cancel));
        Assert.Equal(413, (await Assert.ThrowsAsync<BadHttpRequestException>(() => fetcher.FetchAsync($"{root}/endless", Cancel))).StatusCode);
        foreach (string url in new[] { root + "/missing", root + "/loop", "http://127.0.0.1:1/", "http://no-such-name.invalid/" })
        {
            Assert.Equal("url-failed", (await Assert.ThrowsAsync<UrlException>(() => fetcher.FetchAsync(url, Cancel))).Type);
        }
    }

    [Theory]
    [InlineData("/to-other-loopback")]
    [InlineData("/to-metadata")]
    [InlineData("/to-ipv6")]
    public async Task Fetch_RedirectToAPrivateAddress_IsRefused(string path)
    {
        await using WebApplication site = await SiteAsync();
        using UrlFetcher fetcher = Fetcher("127.0.0.1/32");
        Assert.Equal("url-refused", (await Assert.ThrowsAsync<UrlException>(() => fetcher.FetchAsync(AddressOf(site) + path, Cancel))).Type);
    }

    [Fact]
    public async Task Endpoint_Off_SaysSo()
    {
        using HttpClient page = await Calls.PageAsync(server.Address);
        using HttpResponseMessage response = await page.PostAsJsonAsync("/ask/pictures/url", new { url = "https://example.com/a.jpg" }, Cancel);
        Assert.Equal((403, "urls-not-allowed"), ((int)response.StatusCode, (await response.ProblemAsync()).Type));
    }

    [Fact]
    public async Task Endpoint_On_NeedsTheTokenAndRefusesPrivateAddresses()
    {
        await using ApiServer own = await ApiServer.StartAsync(server, o => o.AllowUrls = true);
        using HttpResponseMessage bare = await own.Client.PostAsJsonAsync("/ask/pictures/url", new { url = "https://example.com/a.jpg" }, Cancel);
        Assert.Equal("stale-page", (await bare.ProblemAsync()).Type);
        using HttpClient page = await Calls.PageAsync(own.Address);
        foreach (string url in new[] { own.Address.ToString(), "http://169.254.169.254/", "nonsense" })
        {
            using HttpResponseMessage response = await page.PostAsJsonAsync("/ask/pictures/url", new { url }, Cancel);
            Assert.Equal((422, "url-refused"), ((int)response.StatusCode, (await response.ProblemAsync()).Type));
        }
    }

    private static string AddressOf(WebApplication site) => site.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    /// <summary>A site with a picture, and with all that redirects can point to. It listens at every address of loopback, so a refusal is no accident.</summary>
    private async Task<WebApplication> SiteAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        WebApplication site = builder.Build();
        site.Urls.Add("http://127.0.0.1:0");
        string picture = server.Question(server.Characters[0]);
        site.MapGet("/folder/{name}", () => Results.File(picture, "image/jpeg"));
        site.MapGet("/gon.jpg", () => Results.File(picture, "image/jpeg"));
        site.MapGet("/moved", () => Results.Redirect("/gon.jpg"));
        site.MapGet("/loop", () => Results.Redirect("/loop"));
        site.MapGet("/text", () => "no picture");
        site.MapGet("/endless", async (HttpContext context) =>
        {
            byte[] block = new byte[1 << 16];
            while (!context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.Body.WriteAsync(block, context.RequestAborted);
            }
        });
        site.MapGet("/to-other-loopback", (HttpRequest r) => Results.Redirect($"http://127.0.0.2:{r.Host.Port}/gon.jpg"));
        site.MapGet("/to-metadata", () => Results.Redirect("http://169.254.169.254/latest/meta-data/"));
        site.MapGet("/to-ipv6", (HttpRequest r) => Results.Redirect($"http://[::1]:{r.Host.Port}/gon.jpg"));
        await site.StartAsync(Cancel);
        return site;
    }

    private UrlFetcher Fetcher(params string[] allowed)
    {
        GyoWebOptions options = new() { AllowUrls = true, MaxPictureBytes = 1 << 20 };
        return new UrlFetcher(options, new UploadRoom(options), new QueryPictures(), server.Services.GetRequiredService<AskLimiter>(), allowed);
    }
}
