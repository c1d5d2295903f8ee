using Gyo.Training.Drawing;
using Gyo.Web;
using Gyo.Web.Hosting;
using Microsoft.AspNetCore.Connections;

namespace Gyo.Cli;

/// <summary>Runs the page and the API as a verb.</summary>
internal static class Serving
{
    private const int DrawnCharacters = 16;
    private const int PicturesEach = 8;
    private const int Seed = 7;

    /// <summary>Complaints go to standard error like all others, and what is told in one line here is not told again.</summary>
    private static readonly string[] Logging =
    [
        "--Logging:Console:LogToStandardErrorThreshold=Trace",
        "--Logging:LogLevel:Microsoft.Hosting.Lifetime=Warning",
        "--Logging:LogLevel:Microsoft.Extensions.Hosting=None",
        "--Logging:LogLevel:Microsoft.AspNetCore.Server.Kestrel=None",
    ];

    /// <summary>Serves until it is cancelled.</summary>
    /// <exception cref="UsageException">An address can't be one.</exception>
    /// <exception cref="IOException">An address is in use.</exception>
    public static async Task RunAsync(string urls, Action<GyoWebOptions> configure, CancellationToken cancel)
    {
        CheckAddresses(urls);
        await using WebApplication app = GyoServer.Build([$"--urls={urls}", .. Logging], options =>
        {
            options.DrawCharacters = Draw;
            configure(options);
        });
        Gallery gallery = app.Services.GetRequiredService<GalleryHost>().Gallery; // what is wrong with it shows before anybody asks
        try
        {
            await app.StartAsync(cancel);
        }
        catch (OperationCanceledException)
        {
            return;
        }
        catch (IOException e) when (e.InnerException is AddressInUseException)
        {
            throw new IOException($"{urls} is in use, perhaps by another gyo serve; end that, or name another address with --urls.", e);
        }

        Console.Error.WriteLine(
            $"Gyo listens on {string.Join(" and ", app.Urls)} with {gallery.Count} pictures of {gallery.Characters.Count} characters; Ctrl+C ends it.");
        await app.WaitForShutdownAsync(cancel);
    }

    private static void CheckAddresses(string urls)
    {
        foreach (string url in urls.Split(';', StringSplitOptions.TrimEntries))
        {
            bool isAddress = true;
            try
            {
                isAddress = BindingAddress.Parse(url) is { Scheme: "http" or "https", PathBase: "" };
            }
            catch (FormatException)
            {
                isAddress = false;
            }

            if (!isAddress)
            {
                throw new UsageException($"--urls must be addresses such as {GyoServer.DefaultUrl}, not '{url}'.");
            }
        }
    }

    private static void Draw(string folder, CancellationToken cancel) =>
        CharacterArtist.WriteFolder(folder, CharacterDesign.Cast(DrawnCharacters, Seed), PicturesEach, Seed, cancel: cancel);
}
