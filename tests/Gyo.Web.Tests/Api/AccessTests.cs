using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Gyo.Web.Hosting;
using Gyo.Web.Safety;

namespace Gyo.Web.Tests.Api;

/// <summary>Who may do what: every kind of caller against every kind of call.</summary>
public sealed class AccessTests(RunningServer server)
{
    private const string Key = "correct horse battery staple";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> Writes { get; } = new() { { "POST", "/api/images" }, { "PATCH", "/api/images" }, { "DELETE", "/api/images?id=1" } };

    [Theory]
    [MemberData(nameof(Writes))]
    public async Task Write_WithoutAKeyAndWithoutThePagesToken_IsRefused(string method, string path)
    {
        using HttpResponseMessage bare = await server.Client.SendAsync(Call(method, path), Cancel);
        Assert.Equal((403, "write-not-allowed"), await KindAsync(bare));

        using HttpRequestMessage guessed = Call(method, path);
        guessed.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "guessed");
        guessed.Headers.Add("RequestVerificationToken", "guessed");
        using HttpResponseMessage refused = await server.Client.SendAsync(guessed, Cancel);
        Assert.Equal((403, "write-not-allowed"), await KindAsync(refused));
    }

    [Fact]
    public async Task Write_WithThePagesToken_AddsRelabelsAndTakesOut()
    {
        await using ApiServer own = await ApiServer.StartAsync(server);
        using HttpClient page = await Calls.PageAsync(own.Address);
        await AddRelabelAndTakeOutAsync(own, page);
    }

    [Fact]
    public async Task Write_WithTheKey_AddsRelabelsAndTakesOut()
    {
        await using ApiServer own = await ApiServer.StartAsync(server, o => o.ApiKey = Key);
        own.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Key);
        await AddRelabelAndTakeOutAsync(own, own.Client);
    }

    [Fact]
    public async Task Write_WithAPassword_NeedsThePagesTokenToo()
    {
        await using ApiServer own = await ApiServer.StartAsync(server, o => o.ApiKey = Key);
        using HttpClient page = await Calls.PageAsync(own.Address, $"anyone:{Key}");
        using HttpResponseMessage allowed = await page.SendAsync(Call("DELETE", "/api/images?id=1"), Cancel);
        Assert.Equal(1, (await allowed.JsonAsync()).GetProperty("pictures").GetInt32());

        page.DefaultRequestHeaders.Remove("RequestVerificationToken");
        using HttpResponseMessage refused = await page.SendAsync(Call("DELETE", "/api/images?id=2"), Cancel);
        Assert.Equal((403, "write-not-allowed"), await KindAsync(refused));
    }

    [Fact]
    public async Task Write_OfNonsense_SaysWhatIsWrong()
    {
        await using ApiServer own = await ApiServer.StartAsync(server, o => o.ApiKey = Key);
        own.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Key);
        async Task Refused(string method, string path, HttpContent? body, int status, string type)
        {
            using HttpResponseMessage response = await own.Client.SendAsync(new HttpRequestMessage(new HttpMethod(method), path) { Content = body }, Cancel);
            Assert.Equal((status, type), await KindAsync(response));
        }

        await Refused("DELETE", "/api/images", null, 400, "bad-request");
        await Refused("DELETE", "/api/images?id=x", null, 400, "bad-request");
        await Refused("PATCH", "/api/images", new StringContent("{", Encoding.UTF8, "application/json"), 400, "bad-request");
        await Refused("PATCH", "/api/images", new StringContent("ids=1"), 415, "bad-request");
        await Refused("PATCH", "/api/images", JsonContent.Create(new { ids = Array.Empty<long>() }), 400, "bad-request");
        await Refused("PATCH", "/api/images", JsonContent.Create(new { ids = new[] { 1 }, character = "two\nlines" }), 400, "bad-request");
        await Refused("POST", "/api/images", Calls.File([]), 400, "no-picture");
        await Refused("POST", "/api/images", Calls.File([1, 2, 3]), 422, "not-a-picture");
        await Refused("POST", "/api/images?colour=red", Calls.File([1, 2, 3]), 400, "bad-request");
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/api/stats")]
    [InlineData("/api/images/1/file")]
    [InlineData("/metrics")]
    [InlineData("/openapi/v1.json")]
    [InlineData("/scalar/")]
    [InlineData("/_content/Gyo.Web/gyo.css")]
    public async Task Read_OfAServerWithAKey_NeedsIt(string path)
    {
        await using ApiServer own = await ApiServer.StartAsync(server, o => o.ApiKey = Key);
        async Task<(int, string)> With(string? authorization)
        {
            using HttpRequestMessage request = new(HttpMethod.Get, path);
            if (authorization is not null)
            {
                request.Headers.TryAddWithoutValidation("Authorization", authorization);
            }

            using HttpResponseMessage response = await own.Client.SendAsync(request, Cancel);
            return response.IsSuccessStatusCode ? (200, "") : await KindAsync(response);
        }

        string Basic(string password) => $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"me:{password}"))}";
        Assert.Equal((401, "key-needed"), await With(null));
        Assert.Equal((401, "wrong-key"), await With("Bearer wrong"));
        Assert.Equal((401, "wrong-key"), await With($"Bearer {Key}x"));
        Assert.Equal((401, "wrong-key"), await With("Basic !!!"));
        Assert.Equal((401, "wrong-key"), await With(Basic("wrong")));
        Assert.Equal((401, "wrong-key"), await With($"Digest {Key}"));
        Assert.Equal((200, ""), await With($"Bearer {Key}"));
        Assert.Equal((200, ""), await With(Basic(Key)));
    }

    [Fact]
    public async Task Health_NeedsNoKey()
    {
        await using ApiServer own = await ApiServer.StartAsync(server, o => o.ApiKey = Key);
        Assert.Equal("Healthy", await own.Client.GetStringAsync("/healthz", Cancel));
        while (!own.Services.GetRequiredService<GalleryHost>().IsReady)
        {
            await Task.Delay(20, Cancel);
        }

        Assert.Equal("Healthy", await own.Client.GetStringAsync("/readyz", Cancel));
    }

    [Fact]
    public async Task Ready_WithAGalleryThatIsNone_IsNot()
    {
        string file = Path.Combine(server.Folder, "no-gallery");
        await File.WriteAllTextAsync(file, "", Cancel);
        await using ApiServer own = await ApiServer.StartAsync(server, o => o.Gallery = file);
        using HttpResponseMessage response = await own.Client.GetAsync("/readyz", Cancel);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site", 403)]
    [InlineData("Sec-Fetch-Site", "same-site", 403)]
    [InlineData("Sec-Fetch-Site", "same-origin", 400)]
    [InlineData("Origin", "https://example.com", 403)]
    [InlineData("Origin", "null", 403)]
    public async Task Post_FromThePageOfAnotherSite_IsRefused(string header, string value, int status)
    {
        foreach (string path in new[] { "/api/search", "/api/images", "/ask/pictures" })
        {
            using HttpRequestMessage request = new(HttpMethod.Post, path) { Content = Calls.File([]) };
            request.Headers.TryAddWithoutValidation(header, value);
            using HttpResponseMessage response = await server.Client.SendAsync(request, Cancel);
            (int actual, string type) = await KindAsync(response);
            Assert.Equal(status == 403, type == "cross-origin");
            Assert.InRange(actual, 400, 403);
        }
    }

    [Fact]
    public async Task Host_ThatIsNotThisMachine_IsRefused()
    {
        using HttpRequestMessage request = new(HttpMethod.Get, "/api/stats") { Headers = { Host = "rebound.example.com" } };
        using HttpResponseMessage response = await server.Client.SendAsync(request, Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Theory]
    [InlineData("--urls=http://0.0.0.0:0")]
    [InlineData("--urls=http://*:0")]
    [InlineData("--urls=http://+:0")]
    [InlineData("--urls=http://[::]:0")]
    [InlineData("--urls=http://192.168.1.5:5080")]
    [InlineData("--urls=http://127.0.0.1:0;http://0.0.0.0:0")]
    [InlineData("--urls=http://127.0.0.1.example.com:0")]
    [InlineData("--Kestrel:Endpoints:Lan:Url=http://0.0.0.0:0")]
    public void Listen_WhereOthersReachItWithoutAKey_IsRefusedInOneLine(string argument)
    {
        UnsafeAddressException e = Assert.Throws<UnsafeAddressException>(() => GyoServer.Build([argument], o => o.Gallery = "nowhere"));
        Assert.Contains("there is no key: set one", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', e.Message);
    }

    [Theory]
    [InlineData("--urls=http://localhost:0")]
    [InlineData("--urls=http://127.0.0.2:0")]
    [InlineData("--urls=http://[::1]:0")]
    [InlineData("--urls=http://0.0.0.0:0", "--Gyo:ApiKey=key")]
    public async Task Listen_OnThisMachineOrWithAKey_IsAllowed(params string[] arguments)
    {
        WebApplication app = GyoServer.Build(arguments, o => o.Gallery = "nowhere");
        await app.DisposeAsync();
    }

    private static HttpRequestMessage Call(string method, string path) => new(new HttpMethod(method), path)
    {
        Content = method == "PATCH" ? JsonContent.Create(new { ids = new[] { 1 }, character = "X" }) : method == "POST" ? Calls.File([1]) : null,
    };

    private static async Task<(int Status, string Type)> KindAsync(HttpResponseMessage response)
    {
        (int status, string type, _) = await response.ProblemAsync();
        return (status, type);
    }

    private async Task AddRelabelAndTakeOutAsync(ApiServer own, HttpClient client)
    {
        byte[] file = await File.ReadAllBytesAsync(server.Question(server.Characters[0]), Cancel);
        using MultipartFormDataContent form = new() { { Calls.File(file), "image", "../../up.jpg" }, { new StringContent("Nobody Else"), "character" } };
        using HttpResponseMessage added = await client.PostAsync("/api/images", form, Cancel);
        Assert.Equal(HttpStatusCode.Created, added.StatusCode);
        JsonElement picture = (await added.JsonAsync())[0];
        long id = picture.GetProperty("id").GetInt64();
        Assert.Equal(("up.jpg", "Nobody Else"), (picture.GetProperty("name").GetString(), picture.GetProperty("character").GetString()));
        Assert.StartsWith(own.Services.GetRequiredService<GyoWebOptions>().Gallery, picture.GetProperty("path").GetString(), StringComparison.Ordinal);

        using HttpResponseMessage relabelled = await client.PatchAsJsonAsync("/api/images", new { ids = new[] { id }, character = server.Characters[0] }, Cancel);
        Assert.Equal(1, (await relabelled.JsonAsync()).GetProperty("pictures").GetInt32());
        using HttpResponseMessage asked = await client.PostAsync("/api/search", Calls.File(file), Cancel);
        Assert.Equal(id, (await asked.JsonAsync()).GetProperty("pictures")[0].GetProperty("id").GetInt64());

        using HttpResponseMessage removed = await client.DeleteAsync($"/api/images?id={id}&id=99999", Cancel);
        Assert.Equal(1, (await removed.JsonAsync()).GetProperty("pictures").GetInt32());
        using HttpResponseMessage gone = await client.GetAsync($"/api/images/{id}", Cancel);
        Assert.Equal((404, "not-found"), await KindAsync(gone));
    }
}
