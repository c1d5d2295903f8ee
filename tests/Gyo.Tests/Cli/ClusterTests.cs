using System.Text.Json;
using Gyo.Tests.Training;

namespace Gyo.Tests.Cli;

/// <summary><c>gyo cluster</c> as a user runs it.</summary>
public sealed class ClusterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string Gallery => _folder.File("gallery");

    [Fact]
    public async Task Cluster_UnnamedPictures_AreListedAndNamed()
    {
        string characters = _folder.File("characters");
        DrawnPictures.Write(characters, characters: 3, picturesEach: 4);
        foreach (string picture in Directory.GetFiles(Directory.GetDirectories(characters).Order(StringComparer.Ordinal).First()))
        {
            File.Move(picture, Path.Combine(characters, Path.GetFileName(picture)));
        }

        await GyoProcess.RunAsync("index", characters, "--gallery", Gallery);

        GyoProcess json = await GyoProcess.RunAsync("cluster", "--gallery", Gallery, "--json");
        GyoProcess person = await GyoProcess.RunAsync("cluster", "--gallery", Gallery);
        GyoProcess missing = await GyoProcess.RunAsync("cluster", "--gallery", Gallery, "--name", "c000000000=Gon");
        GyoProcess noName = await GyoProcess.RunAsync("cluster", "--gallery", Gallery, "--name", "c000000000");

        JsonElement answer = JsonDocument.Parse(json.Output).RootElement;
        JsonElement[] clusters = [.. answer.GetProperty("clusters").EnumerateArray()];
        Assert.Equal(
            4, answer.GetProperty("matches").GetArrayLength() + answer.GetProperty("alone").GetArrayLength() + clusters.Sum(c => c.GetProperty("pictures").GetArrayLength()));
        Assert.Contains("to be named", person.Output, StringComparison.Ordinal);
        Assert.Equal(2, missing.ExitCode);
        Assert.Contains("There is no group c000000000", missing.Errors, StringComparison.Ordinal);
        noName.AssertOneLine(2, "--name takes ID=NAME");
        foreach (JsonElement cluster in clusters)
        {
            GyoProcess named = await GyoProcess.RunAsync("cluster", "--gallery", Gallery, "--name", $"{cluster.GetProperty("id").GetString()}=Gon");
            Assert.Equal(0, named.ExitCode);
            Assert.Contains("is Gon now", named.Output, StringComparison.Ordinal);
        }
    }
}
