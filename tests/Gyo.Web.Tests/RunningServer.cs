using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Gyo.Web.Tests;

/// <summary>A server at a free port of this machine, with a gallery of its own of drawn characters.</summary>
public sealed class RunningServer : IAsyncLifetime
{
    private WebApplication? _app;

    /// <summary>A free port of this machine, and words only about what goes wrong.</summary>
    public static IReadOnlyList<string> Arguments { get; } =
        ["--urls=http://127.0.0.1:0", "--Logging:LogLevel:Default=Warning", "--Logging:LogLevel:Microsoft.Hosting.Lifetime=Warning"];

    /// <summary>Changes the options before it starts; set it before <see cref="InitializeAsync"/>.</summary>
    public Action<GyoWebOptions> Configure { get; init; } = _ => { };

    /// <summary>Whether the gallery is to hold nothing.</summary>
    public bool IsEmpty { get; init; }

    /// <summary>Holds <c>characters</c>, <c>questions</c> and <c>gallery</c>.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("gyo-web").FullName;

    /// <summary>Where it listens.</summary>
    public Uri Address => new(_app!.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    /// <summary>What it works with.</summary>
    public IServiceProvider Services => _app!.Services;

    /// <summary>A client of it.</summary>
    public HttpClient Client { get; private set; } = null!;

    /// <summary>The pictures that are not in the gallery, each called as its character.</summary>
    public string Question(string character) => Path.Combine(Folder, "questions", $"{character}.jpg");

    /// <summary>The characters.</summary>
    public IReadOnlyList<string> Characters => [.. Directory.GetFiles(Path.Combine(Folder, "questions")).Select(f => Path.GetFileNameWithoutExtension(f)!).Order(StringComparer.Ordinal)];

    public async ValueTask InitializeAsync()
    {
        DemoGallery.Draw(Folder);
        string gallery = IsEmpty ? Path.Combine(Folder, "gallery") : DemoGallery.Index(Folder);
        _app = GyoServer.Build([.. Arguments], options =>
        {
            options.Gallery = gallery;
            Configure(options);
        });
        await _app.StartAsync();
        Client = new HttpClient { BaseAddress = Address };
    }

    public async ValueTask DisposeAsync()
    {
        Client?.Dispose();
        if (_app is not null)
        {
            await _app.StopAsync();
            await _app.DisposeAsync();
        }

        Directory.Delete(Folder, recursive: true);
    }
}
