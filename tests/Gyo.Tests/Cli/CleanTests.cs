using System.Text.Json;
using Gyo.Tests.Training;

namespace Gyo.Tests.Cli;

/// <summary><c>gyo clean</c> as a person runs it, on drawn characters with a broken file, a copy and a wrong label among them.</summary>
public sealed class CleanTests : IDisposable
{
    private const int Done = 0;
    private const int Failed = 1;
    private const int BadUsage = 2;

    private readonly TemporaryFolder _folder = new();

    private string Characters => _folder.File("characters");

    private string Gallery => _folder.File("gallery");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Clean_Json_IsTheContract_AndDecisionsAreRemembered()
    {
        string[] pictures = await IndexAsync();

        JsonElement found = await CleanAsync("--json");

        Assert.Equal("broken.png", Path.GetFileName(found.GetProperty("unreadable")[0].GetProperty("path").GetString()));
        string[][] duplicates = [.. found.GetProperty("duplicates").EnumerateArray().Select(g => g.EnumerateArray().Select(p => p.GetString()!).ToArray())];
        Assert.Contains(duplicates, g => g.Contains(pictures[0]) && g.Contains(Path.Combine(Path.GetDirectoryName(pictures[0])!, "copy.jpg")));
        Assert.All(found.GetProperty("labelSuspects").EnumerateArray(), s =>
        {
            Assert.InRange(s.GetProperty("score").GetDouble(), 0, 1);
            Assert.All(["path", "label", "proposed", "reason"], name => Assert.True(s.TryGetProperty(name, out _)));
        });
        Assert.Equal(JsonValueKind.Array, found.GetProperty("alike").ValueKind);
        string broken = found.GetProperty("unreadable")[0].GetProperty("id").GetString()!;

        GyoProcess rejected = await GyoProcess.RunAsync("clean", "reject", broken, "--gallery", Gallery, "--json");
        Assert.Equal(Done, rejected.ExitCode);
        Assert.Contains("broken.png", JsonDocument.Parse(rejected.Output).RootElement[0].GetProperty("words").GetString(), StringComparison.Ordinal);
        Assert.Empty((await CleanAsync("--json")).GetProperty("unreadable").EnumerateArray());

        GyoProcess undone = await GyoProcess.RunAsync("clean", "undo", "--gallery", Gallery);
        Assert.Contains("Taken back", undone.Output, StringComparison.Ordinal);
        Assert.Single((await CleanAsync("--json")).GetProperty("unreadable").EnumerateArray());
    }

    [Fact]
    public async Task Clean_AcceptAKind_TakesOut_AndRestorePutsBack()
    {
        string[] pictures = await IndexAsync();
        string copy = Path.Combine(Path.GetDirectoryName(pictures[0])!, "copy.jpg");

        GyoProcess accepted = await GyoProcess.RunAsync("clean", "accept", "duplicates", "unreadable", "--at-least", "0.99", "--gallery", Gallery);
        GyoProcess takenOut = await GyoProcess.RunAsync("clean", "taken-out", "--gallery", Gallery);
        GyoProcess history = await GyoProcess.RunAsync("clean", "history", "--gallery", Gallery);

        Assert.Equal(Done, accepted.ExitCode);
        Assert.Contains("Took out", accepted.Output, StringComparison.Ordinal);
        Assert.Contains("broken.png", takenOut.Output, StringComparison.Ordinal);
        Assert.Contains("copy", history.Output, StringComparison.Ordinal);
        Assert.True(File.Exists(copy));
        string hidden = takenOut.Output.Contains(copy, StringComparison.Ordinal) ? copy : pictures[0];
        Assert.Equal(Done, (await GyoProcess.RunAsync("clean", "restore", hidden, "--gallery", Gallery)).ExitCode);
        (await GyoProcess.RunAsync("clean", "restore", hidden, "--gallery", Gallery)).AssertOneLine(Failed, "was not taken out");
    }

    [Fact]
    public async Task Clean_WrongUsage_IsOneLine()
    {
        await IndexAsync();

        GyoProcess unknown = await GyoProcess.RunAsync("clean", "accept", "x123", "--gallery", Gallery);
        Assert.Equal(BadUsage, unknown.ExitCode);
        Assert.Contains("no finding 'x123'", unknown.Errors, StringComparison.Ordinal);
        (await GyoProcess.RunAsync("clean", "accept", "labels", "--top", "0", "--gallery", Gallery)).AssertOneLine(BadUsage, "--top");
        (await GyoProcess.RunAsync("clean", "accept", "labels", "--at-least", "2", "--gallery", Gallery)).AssertOneLine(BadUsage, "--at-least");
        (await GyoProcess.RunAsync("clean", "undo", "0", "--gallery", Gallery)).AssertOneLine(BadUsage, "1 or more");
        (await GyoProcess.RunAsync("clean", "--gallery", _folder.File("none"))).AssertOneLine(Failed, "no gallery");
    }

    private async Task<JsonElement> CleanAsync(params string[] options)
    {
        GyoProcess clean = await GyoProcess.RunAsync(["clean", "--gallery", Gallery, .. options]);
        Assert.Equal(Done, clean.ExitCode);
        return JsonDocument.Parse(clean.Output).RootElement;
    }

    private async Task<string[]> IndexAsync()
    {
        DrawnPictures.Write(Characters, characters: 4, picturesEach: 5);
        string[] pictures = [.. Directory.GetFiles(Characters, "*.jpg", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
        File.Copy(pictures[0], Path.Combine(Path.GetDirectoryName(pictures[0])!, "copy.jpg"));
        File.WriteAllText(Path.Combine(Path.GetDirectoryName(pictures[0])!, "broken.png"), "no picture");
        await GyoProcess.RunAsync("index", Characters, "--gallery", Gallery);
        return pictures;
    }
}
