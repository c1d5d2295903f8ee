using System.Text.Json;
using Gyo.Tests.Training;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace Gyo.Tests.Cli;

/// <summary>The server as a language model's host runs it: a process of its own, asked by the protocol's own client.</summary>
public sealed class McpTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<string> _errors = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Characters => _folder.File("characters");

    private string Gallery => _folder.File("gallery");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Tools_AllOfThem_AnswerAboutTheGallery()
    {
        string[] pictures = await IndexAsync();
        await using McpClient client = await ConnectAsync();

        IList<McpClientTool> tools = await client.ListToolsAsync(cancellationToken: Cancel);
        JsonElement characters = await AskAsync(client, "list_characters");
        JsonElement some = await AskAsync(client, "list_characters", ("offset", 1), ("take", 1));
        JsonElement byPath = await AskAsync(client, "search_by_picture", ("path", pictures[0]), ("top", 2));
        JsonElement byData = await AskAsync(client, "search_by_picture", ("data", Convert.ToBase64String(File.ReadAllBytes(pictures[0]))));
        JsonElement byUri = await AskAsync(client, "search_by_picture", ("data", "data:image/jpeg;base64," + Convert.ToBase64String(File.ReadAllBytes(pictures[0]))));
        string name = characters.GetProperty("characters")[1].GetProperty("name").GetString()!;
        JsonElement listed = await AskAsync(client, "list_pictures", ("character", name));

        Assert.Equal(["search_by_picture", "list_characters", "list_pictures", "show_picture"], tools.Select(t => t.Name));
        Assert.All(tools, t => Assert.True(t.ProtocolTool.Annotations?.ReadOnlyHint));
        Assert.Contains("gallery", client.ServerInstructions, StringComparison.Ordinal);
        Assert.Equal(3, characters.GetProperty("total").GetInt32());
        Assert.All(characters.GetProperty("characters").EnumerateArray(), c => Assert.Equal(4, c.GetProperty("pictures").GetInt32()));
        Assert.Equal(name, Assert.Single(some.GetProperty("characters").EnumerateArray()).GetProperty("name").GetString());
        Assert.Equal(2, byPath.GetProperty("characters").GetArrayLength());
        foreach (JsonElement answer in new[] { byPath, byData, byUri })
        {
            Assert.Equal(pictures[0], answer.GetProperty("pictures")[0].GetProperty("path").GetString()); // it finds itself
        }

        Assert.Equal(4, listed.GetProperty("total").GetInt32());
        Assert.All(listed.GetProperty("pictures").EnumerateArray(), p => Assert.Equal(name, p.GetProperty("character").GetString()));
    }

    [Fact]
    public async Task ShowPicture_OfTheGallery_IsAnImageNoLargerThanWanted()
    {
        string[] pictures = await IndexAsync();
        await using McpClient client = await ConnectAsync();
        JsonElement found = (await AskAsync(client, "search_by_picture", ("path", pictures[0]))).GetProperty("pictures")[0];

        CallToolResult shown = await client.CallToolAsync(
            "show_picture", new Dictionary<string, object?> { ["id"] = found.GetProperty("id").GetInt64(), ["side"] = 40 }, cancellationToken: Cancel);

        ImageContentBlock image = Assert.IsType<ImageContentBlock>(shown.Content[0]);
        Assert.Equal("image/jpeg", image.MimeType);
        using NetVips.Image jpeg = NetVips.Image.NewFromBuffer(image.DecodedData.ToArray());
        Assert.Equal(40, Math.Max(jpeg.Width, jpeg.Height));
        Assert.Equal(pictures[0], JsonDocument.Parse(Assert.IsType<TextContentBlock>(shown.Content[1]).Text).RootElement.GetProperty("path").GetString());
    }

    [Fact]
    public async Task Call_BadInput_IsAnErrorOfOneLineAndTheServerGoesOn()
    {
        string[] pictures = await IndexAsync();
        string broken = _folder.Write("broken.jpg", "no picture"u8.ToArray());
        await using McpClient client = await ConnectAsync();
        (string Tool, (string, object?)[] Arguments, string Saying)[] calls =
        [
            ("search_by_picture", [], "Give either 'path'"),
            ("search_by_picture", [("path", pictures[0]), ("data", "AAAA")], "Give either 'path'"),
            ("search_by_picture", [("path", _folder.File("none.jpg"))], "none.jpg"),
            ("search_by_picture", [("path", broken)], "broken.jpg: "),
            ("search_by_picture", [("data", "no base64!")], "'data' is not base64"),
            ("search_by_picture", [("data", Convert.ToBase64String("hello"u8))], "the picture that was sent: "),
            ("search_by_picture", [("path", pictures[0]), ("top", 0)], "'top' must be a whole number, 1 to 100, not 0."),
            ("search_by_picture", [("path", pictures[0]), ("top", "many")], "'top' must be a whole number, 1 to 100, not \"many\"."),
            ("search_by_picture", [("path", 5)], "'path' must be a text, not 5."),
            ("search_by_picture", [("paht", pictures[0])], "There is no argument 'paht'; there are path, data, top."),
            ("list_pictures", [("character", "Nobody")], "There is no character 'Nobody'"),
            ("list_characters", [("take", 1.5)], "'take' must be a whole number"),
            ("show_picture", [], "'id' is missing: The picture's id"),
            ("show_picture", [("id", 999_999)], "There is no picture 999999"),
            ("delete_everything", [], "There is no tool 'delete_everything'; there are search_by_picture"),
        ];

        foreach ((string tool, (string Name, object? Value)[] arguments, string saying) in calls)
        {
            CallToolResult result = await client.CallToolAsync(tool, arguments.ToDictionary(a => a.Name, a => a.Value), cancellationToken: Cancel);
            string text = Assert.IsType<TextContentBlock>(Assert.Single(result.Content)).Text;
            Assert.True(result.IsError, $"{tool}: {text}");
            Assert.Contains(saying, text, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', text);
        }

        Assert.Equal(3, (await AskAsync(client, "list_characters")).GetProperty("total").GetInt32());
        string line = Assert.Single(_errors); // what it says of itself goes to standard error, and complaints go to the client
        Assert.Contains("12 pictures of 3 characters", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_AfterAnotherProcessIndexed_SeesWhatIsNew()
    {
        await IndexAsync();
        await using McpClient client = await ConnectAsync();
        Assert.Equal(3, (await AskAsync(client, "list_characters")).GetProperty("total").GetInt32());
        Directory.Move(Directory.GetDirectories(Characters)[0], _folder.File("gone"));

        Assert.Equal(0, (await GyoProcess.RunAsync("index", Characters, "--gallery", Gallery)).ExitCode);

        Assert.Equal(2, (await AskAsync(client, "list_characters")).GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task Mcp_NoGallery_EndsWithOneLine()
    {
        GyoProcess process = await GyoProcess.RunAsync("mcp", "--gallery", Gallery);

        process.AssertOneLine(exitCode: 1, saying: "gallery");
    }

    private async Task<string[]> IndexAsync()
    {
        DrawnPictures.Write(Characters, characters: 3, picturesEach: 4);
        Assert.Equal(0, (await GyoProcess.RunAsync("index", Characters, "--gallery", Gallery)).ExitCode);
        return [.. Directory.GetFiles(Characters, "*.jpg", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
    }

    private async Task<McpClient> ConnectAsync() => await McpClient.CreateAsync(
        new StdioClientTransport(new StdioClientTransportOptions
        {
            Command = "dotnet",
            Arguments = [Path.Combine(AppContext.BaseDirectory, "Gyo.Cli.dll"), "mcp", "--gallery", Gallery],
            StandardErrorLines = _errors.Add,
        }),
        cancellationToken: Cancel);

    private static async Task<JsonElement> AskAsync(McpClient client, string tool, params (string Name, object? Value)[] arguments)
    {
        CallToolResult result = await client.CallToolAsync(tool, arguments.ToDictionary(a => a.Name, a => a.Value), cancellationToken: Cancel);
        string text = Assert.IsType<TextContentBlock>(Assert.Single(result.Content)).Text;
        Assert.False(result.IsError ?? false, text);
        return JsonDocument.Parse(text).RootElement;
    }
}
