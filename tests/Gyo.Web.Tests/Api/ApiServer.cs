using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Gyo.Web.Tests.Api;

/// <summary>A server with settings of its own, over a copy of another one's gallery.</summary>
internal sealed class ApiServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly string _gallery;

    private ApiServer(WebApplication app, string gallery, Uri address)
    {
        (_app, _gallery, Address) = (app, gallery, address);
        Client = new HttpClient { BaseAddress = address };
    }

    public string Gallery => _gallery;

    public Uri Address { get; }

    public HttpClient Client { get; }

    public IServiceProvider Services => _app.Services;

    public static async Task<ApiServer> StartAsync(RunningServer other, Action<GyoWebOptions>? configure = null, params string[] args)
    {
        string gallery = Directory.CreateTempSubdirectory("gyo-api").FullName;
        string from = Path.Combine(other.Folder, "gallery");
        foreach (string file in Directory.GetFiles(from, "*", SearchOption.AllDirectories).Where(f => !f.EndsWith(".lock", StringComparison.Ordinal)))
        {
            string to = Path.Combine(gallery, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(file, to);
        }

        WebApplication app = GyoServer.Build([.. RunningServer.Arguments, .. args], options =>
        {
            options.Gallery = gallery;
            configure?.Invoke(options);
        });
        await app.StartAsync();
        return new ApiServer(app, gallery, new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()));
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        Directory.Delete(_gallery, recursive: true);
    }
}

/// <summary>Calls as programs and pages make them.</summary>
internal static partial class Calls
{
    public static ByteArrayContent File(byte[] bytes) => new(bytes) { Headers = { ContentType = new MediaTypeHeaderValue("application/octet-stream") } };

    public static async Task<(int Status, string Type, string Detail)> ProblemAsync(this HttpResponseMessage response)
    {
        string body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.Content.Headers.ContentType?.MediaType == "application/problem+json", $"{response.StatusCode}: {body}");
        JsonElement problem = JsonDocument.Parse(body).RootElement;
        Assert.Equal((int)response.StatusCode, problem.GetProperty("status").GetInt32());
        return ((int)response.StatusCode, problem.GetProperty("type").GetString()!["urn:gyo:problem:".Length..], problem.GetProperty("detail").GetString()!);
    }

    public static async Task<JsonElement> JsonAsync(this HttpResponseMessage response)
    {
        Assert.True(response.IsSuccessStatusCode, $"{response.StatusCode}: {await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)}");
        return await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
    }

    /// <summary>A client that has loaded the page, with its cookie and its token.</summary>
    public static async Task<HttpClient> PageAsync(Uri address, string? user = null)
    {
        HttpClient client = new() { BaseAddress = address };
        if (user is not null)
        {
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(user)));
        }

        string page = await client.GetStringAsync("/", TestContext.Current.CancellationToken);
        client.DefaultRequestHeaders.Add("RequestVerificationToken", Token().Match(page).Groups[1].Value);
        return client;
    }

    [GeneratedRegex("name=\"gyo-token\" content=\"([^\"]+)\"")]
    private static partial Regex Token();
}
