using System.CommandLine;
using Gyo.Web;

namespace Gyo.Cli.Commands;

/// <summary><c>gyo serve --gallery DIR</c>: the page and the HTTP API.</summary>
internal static class ServeCommand
{
    public static Command Create()
    {
        Option<string> gallery = Options.Gallery();
        var urls = new Option<string>("--urls") { Description = "Where to listen.", DefaultValueFactory = _ => GyoServer.DefaultUrl };
        var command = new Command("serve", "Start the page to ask with pictures, and the HTTP API.") { gallery, urls };
        command.SetAction((parsed, cancel) => RunAsync(parsed.GetRequiredValue(gallery), parsed.GetRequiredValue(urls), cancel));
        return command;
    }

    private static async Task<int> RunAsync(string directory, string urls, CancellationToken cancel)
    {
        await GyoServer.RunAsync([$"--urls={urls}"], options => options.Gallery = directory, cancel);
        return ExitCode.Done;
    }
}
