using System.CommandLine;
using Gyo.Cli.Mcp;

namespace Gyo.Cli.Commands;

/// <summary><c>gyo mcp --gallery DIR</c>: answers a language model's questions about a gallery, by the Model Context Protocol.</summary>
internal static class McpCommand
{
    public static Command Create()
    {
        Option<string> gallery = Options.Gallery();
        var command = new Command("mcp", "Let a language model look into a gallery (Model Context Protocol, on standard input and output).") { gallery };
        command.SetAction(async (parsed, cancel) =>
        {
            using Gallery opened = Gallery.Open(parsed.GetRequiredValue(gallery));
            await GalleryMcpServer.RunAsync(opened, cancel);
            return ExitCode.Done;
        });
        return command;
    }
}
