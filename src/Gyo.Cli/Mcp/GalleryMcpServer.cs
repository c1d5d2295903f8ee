using Gyo.Collections;
using Gyo.Embedding;
using Gyo.Imaging;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace Gyo.Cli.Mcp;

/// <summary>A gallery as a server of the Model Context Protocol. It only reads.</summary>
internal static class GalleryMcpServer
{
    private const string Instructions =
        "A gallery of the user's own pictures, each showing one character (or product, plant, pet …). search_by_picture says who is in a picture and shows what proves "
        + "it; 'unknown' means that nobody in the gallery looks like it. list_characters and list_pictures tell what there is, show_picture shows it. Nothing here changes the gallery.";

    /// <summary>Serves one client on standard input and output until it leaves.</summary>
    public static async Task RunAsync(Gallery gallery, CancellationToken cancel)
    {
        GalleryTool[] tools = GalleryTools.Of(gallery);
        var options = new McpServerOptions
        {
            ServerInfo = new Implementation { Name = "gyo", Title = "Gyo", Version = typeof(GalleryMcpServer).Assembly.GetName().Version!.ToString(3) },
            ServerInstructions = Instructions,
        };
        options.Handlers.ListToolsHandler = (_, _) => ValueTask.FromResult(new ListToolsResult { Tools = [.. tools.Select(t => t.Description)] });
        options.Handlers.CallToolHandler = (request, _) => ValueTask.FromResult(Call(gallery, tools, request.Params!));
        await using var transport = new StdioServerTransport(options.ServerInfo.Name);
        await using McpServer server = McpServer.Create(transport, options);
        Console.Error.WriteLine($"Gyo answers the client with {gallery.Count} pictures of {gallery.Characters.Count} characters, until it leaves.");
        try
        {
            await server.RunAsync(cancel);
        }
        catch (OperationCanceledException)
        {
            // Ctrl+C, or whoever started it: nothing is left to be done.
        }
    }

    /// <summary>Calls a tool; whatever goes wrong is an answer of one line.</summary>
    private static CallToolResult Call(Gallery gallery, GalleryTool[] tools, CallToolRequestParams call)
    {
        try
        {
            GalleryTool tool = Array.Find(tools, t => t.Description.Name == call.Name)
                ?? throw new ToolException($"There is no tool '{call.Name}'; there are {string.Join(", ", tools.Select(t => t.Description.Name))}.");
            gallery.RefreshIfChanged(); // another process may have indexed meanwhile
            return tool.Call(new ToolArguments(tool.Description.InputSchema, call.Arguments));
        }
        catch (Exception e) when (e is ToolException or ImageDecodeException or GalleryException or ModelFormatException or IOException or UnauthorizedAccessException)
        {
            return Failed(e.Message);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Console.Error.WriteLine($"gyo: {call.Name}: {e}");
            return Failed($"{e.Message} ({e.GetType().Name})"); // ours, not the client's: the whole of it is in the log
        }
    }

    private static CallToolResult Failed(string message) =>
        new() { IsError = true, Content = [new TextContentBlock { Text = message.ReplaceLineEndings(" ") }] };
}
