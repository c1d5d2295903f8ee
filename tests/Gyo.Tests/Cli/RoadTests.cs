using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;
using Gyo.Embedding;
using Gyo.Tests.Embedding.Backbones;
using Gyo.Tests.Training;

namespace Gyo.Tests.Cli;

/// <summary>The verbs one after another, as a user goes: train, index, search, eval.</summary>
public sealed class RoadTests : IDisposable
{
    private const int Done = 0;
    private const int Failed = 1;
    private const int DoneWithSkippedImages = 3;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string Characters => _folder.File("characters");

    private string Gallery => _folder.File("gallery");

    private string Model => _folder.File("model");

    [Fact]
    public async Task IndexAndSearch_BaseModel_AnswerAsTheContractSays()
    {
        DrawnPictures.Write(Characters, characters: 3, picturesEach: 4);
        string picture = Directory.GetFiles(Characters, "*.jpg", SearchOption.AllDirectories).Order(StringComparer.Ordinal).First();
        File.WriteAllText(Path.Combine(Characters, "broken.png"), "no picture");

        GyoProcess index = await GyoProcess.RunAsync("index", Characters, "--gallery", Gallery, "--json");
        GyoProcess one = await GyoProcess.RunAsync("search", picture, "--gallery", Gallery, "--json", "--top", "2");
        GyoProcess two = await GyoProcess.RunAsync("search", picture, picture, "--gallery", Gallery, "--json");
        GyoProcess person = await GyoProcess.RunAsync("search", picture, "--gallery", Gallery);

        Assert.Equal(DoneWithSkippedImages, index.ExitCode);
        Assert.Contains("broken.png", index.Errors, StringComparison.Ordinal);
        Assert.Equal(12, JsonDocument.Parse(index.Output).RootElement.GetProperty("added").GetInt32());
        Assert.Equal(Done, one.ExitCode);
        JsonElement answer = JsonDocument.Parse(one.Output).RootElement;
        Assert.Equal(picture, answer.GetProperty("query").GetString());
        Assert.True(answer.GetProperty("unknown").ValueKind is JsonValueKind.True or JsonValueKind.False);
        JsonElement[] characters = [.. answer.GetProperty("characters").EnumerateArray()];
        Assert.Equal([1, 2], characters.Select(c => c.GetProperty("rank").GetInt32()));
        Assert.InRange(characters[0].GetProperty("confidence").GetDouble(), 0, 1);
        Assert.InRange(characters[0].GetProperty("similarity").GetDouble(), -1, 1);
        Assert.Equal(1, answer.GetProperty("pictures")[0].GetProperty("similarity").GetDouble(), precision: 3); // it finds itself
        Assert.All(["decode", "embed", "search"], stage => Assert.True(answer.GetProperty("milliseconds").GetProperty(stage).GetDouble() >= 0));
        Assert.Equal(2, JsonDocument.Parse(two.Output).RootElement.GetArrayLength());
        Assert.Contains("confidence", person.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Search_BrokenPictureAmongGood_AnswersTheRest()
    {
        DrawnPictures.Write(Characters, characters: 2, picturesEach: 2);
        string picture = Directory.GetFiles(Characters, "*.jpg", SearchOption.AllDirectories)[0];
        string broken = _folder.File("broken.jpg");
        File.WriteAllText(broken, "");
        await GyoProcess.RunAsync("index", Characters, "--gallery", Gallery);

        GyoProcess mixed = await GyoProcess.RunAsync("search", picture, broken, "--gallery", Gallery, "--json");
        GyoProcess alone = await GyoProcess.RunAsync("search", broken, "--gallery", Gallery, "--json");

        Assert.Equal(DoneWithSkippedImages, mixed.ExitCode);
        Assert.Equal(1, JsonDocument.Parse(mixed.Output).RootElement.GetArrayLength());
        Assert.Contains("broken.jpg", mixed.Errors, StringComparison.Ordinal);
        Assert.Equal(Failed, alone.ExitCode);
    }

    [Fact]
    [Trait("Category", "Slow")]
    public async Task TrainIndexSearch_OwnModel_IsUsedAndKept()
    {
        DrawnPictures.Write(Characters, characters: 3, picturesEach: 10);
        string picture = Directory.GetFiles(Characters, "*.jpg", SearchOption.AllDirectories)[0];

        GyoProcess train = await GyoProcess.RunAsync("train", Characters, "--out", Model, "--epochs", "1", "--json");
        GyoProcess index = await GyoProcess.RunAsync("index", Characters, "--gallery", Gallery, "--model", Model);
        Directory.Delete(Model, recursive: true); // the gallery has its own copy
        GyoProcess again = await GyoProcess.RunAsync("index", Characters, "--gallery", Gallery);
        GyoProcess search = await GyoProcess.RunAsync("search", picture, "--gallery", Gallery, "--json");

        Assert.True(train.ExitCode == Done, train.Errors);
        Assert.InRange(JsonDocument.Parse(train.Output).RootElement.GetProperty("metrics").GetProperty("seenTop1").GetDouble(), 0, 1);
        JsonElement comparison = JsonDocument.Parse(train.Output).RootElement.GetProperty("comparison");
        Assert.InRange(comparison.GetProperty("own").GetProperty("base").GetProperty("top1").GetDouble(), 0, 1);
        Assert.InRange(comparison.GetProperty("new").GetProperty("trained").GetProperty("top1").GetDouble(), 0, 1);
        Assert.Contains(comparison.GetProperty("recommendation").GetString(), new[] { "trained", "trainedForItsOwnCharacters", "base" });
        Assert.True(index.ExitCode == Done, index.Errors);
        Assert.Contains("30 unchanged", again.Output, StringComparison.Ordinal);
        Assert.Equal(Done, search.ExitCode);
    }

    [Fact]
    [Trait("Category", "Slow")]
    public async Task TrainIndexSearchEval_Backbone_AnswerAsWithAnyModel()
    {
        DrawnPictures.Write(Characters, characters: 4, picturesEach: 10);
        string picture = Directory.GetFiles(Characters, "*.jpg", SearchOption.AllDirectories)[0];
        string backbone = _folder.Write("backbone.onnx", new BackboneFile().ToBytes());

        GyoProcess train = await GyoProcess.RunAsync("train", Characters, "--out", Model, "--backbone", backbone, "--json");
        File.Delete(backbone); // the model holds all of it
        GyoProcess index = await GyoProcess.RunAsync("index", Characters, "--gallery", Gallery, "--model", Model);
        GyoProcess search = await GyoProcess.RunAsync("search", picture, "--gallery", Gallery, "--json");

        Assert.True(train.ExitCode == Done, train.Errors);
        JsonElement trained = JsonDocument.Parse(train.Output).RootElement;
        Assert.Equal("backbone", trained.GetProperty("recipe").GetString());
        Assert.InRange(trained.GetProperty("metrics").GetProperty("seenTop1").GetDouble(), 0, 1);
        Assert.InRange(trained.GetProperty("comparison").GetProperty("new").GetProperty("trained").GetProperty("top1").GetDouble(), 0, 1);
        Assert.Equal(["embedding.onnx", "model.json"], Directory.GetFiles(Model).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.True(index.ExitCode == Done, index.Errors);
        JsonElement answer = JsonDocument.Parse(search.Output).RootElement;
        Assert.Equal(1, answer.GetProperty("pictures")[0].GetProperty("similarity").GetDouble(), precision: 3); // it finds itself

        string again = _folder.Write("backbone.onnx", new BackboneFile { Outputs = [BackboneFile.Tokens, BackboneFile.Map] }.ToBytes());
        GyoProcess eval = await GyoProcess.RunAsync(
            "eval", Characters, "--backbone", again, "--backbone-output", "tokens", "--backbone-pixels", "unit", "--seeds", "2",
            "--json", _folder.File("figures.json"));
        Assert.True(eval.ExitCode == Done, eval.Errors);
        JsonElement figures = JsonDocument.Parse(File.ReadAllText(_folder.File("figures.json"))).RootElement;
        Assert.Equal("backbone", figures.GetProperty("recipe").GetString());
        (await GyoProcess.RunAsync("train", Characters, "--out", Model, "--backbone", again)).AssertOneLine(Failed, "--backbone-output");
    }

    [Fact]
    public async Task Eval_Model_WritesFiguresAndReport()
    {
        DrawnPictures.Write(Characters, characters: 4, picturesEach: 5);
        string json = _folder.File("figures.json");
        string report = _folder.File("report.html");

        GyoProcess split = await GyoProcess.RunAsync(
            "eval", Characters, "--model", "base", "--seeds", "2", "--json", json, "--report", report);
        GyoProcess cross = await GyoProcess.RunAsync(
            "eval", "--gallery-folder", Characters, "--query-folder", Characters, "--json", _folder.File("cross.json"));

        Assert.True(split.ExitCode == Done, split.Errors);
        JsonElement figures = JsonDocument.Parse(File.ReadAllText(json)).RootElement;
        Assert.Equal(2, figures.GetProperty("runs").GetArrayLength());
        Assert.InRange(figures.GetProperty("seen").GetProperty("top1").GetDouble(), 0, 1);
        Assert.InRange(figures.GetProperty("openSet").GetProperty("auroc").GetDouble(), 0, 1);
        Assert.StartsWith("<!DOCTYPE html>", File.ReadAllText(report), StringComparison.OrdinalIgnoreCase);
        Assert.True(cross.ExitCode == Done, cross.Errors);
        JsonElement block = JsonDocument.Parse(File.ReadAllText(_folder.File("cross.json"))).RootElement.GetProperty("cross");
        Assert.InRange(block.GetProperty("top1").GetDouble(), 0.5, 1); // every query is in the gallery itself
    }

    [Fact]
    [Trait("Category", "Slow")]
    public async Task Train_CtrlC_LeavesACheckpointThatResumes()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() || OperatingSystem.IsMacOS(), "sends SIGINT");
        DrawnPictures.Write(Characters, characters: 3, picturesEach: 10);
        string[] command = ["train", Characters, "--out", Model, "--epochs", "12", "--no-comparison"];
        using Process process = GyoProcess.Start(command);
        Task<string> errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string log = Path.Combine(Model, "training.jsonl");
        while (!process.HasExited && (!File.Exists(log) || new FileInfo(log).Length == 0))
        {
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        Assert.Equal(0, SendSignal(process.Id, Interrupt));
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(Failed, process.ExitCode);
        Assert.Contains("Stopped", await errors, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(Model, "checkpoint.safetensors")));
        GyoProcess anew = await GyoProcess.RunAsync(command);
        Assert.Equal(Failed, anew.ExitCode);
        Assert.Contains("--resume", anew.Errors, StringComparison.Ordinal);
        GyoProcess resumed = await GyoProcess.RunAsync([.. command, "--resume"]);
        Assert.True(resumed.ExitCode == Done, resumed.Errors);
        Assert.Equal(12, File.ReadAllLines(log).Length);
        Assert.False(File.Exists(Path.Combine(Model, "checkpoint.safetensors")));
        Assert.Equal(3, ModelPackage.Load(Model).Manifest.Characters.Count);
    }

    private const int Interrupt = 2;

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int SendSignal(int process, int signal);
}
