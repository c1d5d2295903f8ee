using System.Text.Json;
using Gyo.Tests.Training;

namespace Gyo.Tests.Cli;

/// <summary>What a process that was started for one question goes without.</summary>
public sealed class StartingTests : IDisposable
{
    /// <summary>The training engine and the drawing of the demo, managed and native, and the list that would have the host look for them.</summary>
    private static readonly string[] LeftOut = ["TorchSharp", "libLibTorchSharp", "LibTorchSharp", "libtorch", "torch", "libc10", "c10", "SkiaSharp", "libSkiaSharp"];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>Neither the managed nor the native half of the training engine is there, so whatever touched either would end in an error.</summary>
    [Fact]
    public async Task IndexAndSearch_TrainingEngineIsNotThere_DoNotMissIt()
    {
        string program = _folder.File("program");
        CopyProgram(program);
        string characters = _folder.File("characters");
        string gallery = _folder.File("gallery");
        DrawnPictures.Write(characters, characters: 2, picturesEach: 3);
        string picture = Directory.GetFiles(characters, "*.jpg", SearchOption.AllDirectories)[0];

        GyoProcess index = await GyoProcess.RunFromAsync(program, "index", characters, "--gallery", gallery);
        GyoProcess search = await GyoProcess.RunFromAsync(program, "search", picture, "--gallery", gallery, "--json");
        GyoProcess train = await GyoProcess.RunFromAsync(program, "train", characters, "--out", _folder.File("model"), "--epochs", "1");

        Assert.True(index.ExitCode == 0, index.Errors);
        Assert.True(search.ExitCode == 0, search.Errors);
        Assert.Equal(2, JsonDocument.Parse(search.Output).RootElement.GetProperty("characters").GetArrayLength());
        Assert.Contains("TorchSharp", train.Errors, StringComparison.Ordinal); // it really is not there
    }

    private static void CopyProgram(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (string file in Directory.GetFiles(AppContext.BaseDirectory))
        {
            string name = Path.GetFileName(file);
            if (!LeftOut.Any(left => name.StartsWith($"{left}.", StringComparison.Ordinal) || name.StartsWith($"{left}_", StringComparison.Ordinal))
                && !name.EndsWith(".deps.json", StringComparison.Ordinal))
            {
                File.Copy(file, Path.Combine(folder, name));
            }
        }
    }
}
