using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;
using Gyo.Evaluation;
using Gyo.Tests.Training;
using Gyo.Tests.Training.Tuning;
using Gyo.Training;
using Gyo.Training.Tuning;

namespace Gyo.Tests.Cli;

/// <summary><c>gyo tune</c> as a user runs it. Trials that a test wrote into the log stand for hours of training.</summary>
public sealed class TuneTests : IDisposable
{
    private const int Done = 0;
    private const int Failed = 1;
    private const int Seed = 1;
    private const int Interrupt = 2;

    private readonly TemporaryFolder _folder = new();

    public TuneTests() => DrawnPictures.Write(Characters, characters: 6, picturesEach: 6);

    public void Dispose() => _folder.Dispose();

    private string Characters => _folder.File("characters");

    private string Recipe => _folder.File("tuned.json");

    private string Log => $"{Recipe}.trials.jsonl";

    [Fact]
    public async Task Tune_AWinner_WritesItsRecipeAndSaysHowToMeasureIt()
    {
        WriteTrials(candidate => candidate == 9 ? 0.9 : 0.5);

        GyoProcess person = await GyoProcess.RunAsync("tune", Characters, "--out", Recipe);
        GyoProcess program = await GyoProcess.RunAsync("tune", Characters, "--out", Recipe, "--json");

        Assert.True(person.ExitCode == Done, person.Errors);
        Assert.Contains("Candidate 9 beats default: +0.200", person.Output, StringComparison.Ordinal);
        Assert.Contains($"gyo eval {Characters} --recipe {Recipe} --seeds 1 --seed 1", person.Output, StringComparison.Ordinal);
        Assert.Equal(RecipeSpace.Draw(Recipes.Default, Seed, 9), RecipeFile.Read(Recipe));
        JsonElement answer = JsonDocument.Parse(program.Output).RootElement;
        JsonElement winner = answer.GetProperty("winner");
        Assert.Equal(9, winner.GetProperty("candidate").GetInt32());
        Assert.Equal(0.2, winner.GetProperty("difference").GetDouble(), 9);
        Assert.InRange(winner.GetProperty("interval")[0].GetDouble(), 0, 0.2);
        Assert.Equal("tuned", winner.GetProperty("recipe").GetProperty("name").GetString());
        Assert.Equal(Recipe, answer.GetProperty("recipe").GetString());
        Assert.Equal(File.ReadAllLines(Log).Length, answer.GetProperty("trials").GetArrayLength());
    }

    [Fact]
    public async Task Tune_NothingBetter_WritesNothingAndSaysSo()
    {
        WriteTrials(_ => 0.5);

        GyoProcess person = await GyoProcess.RunAsync("tune", Characters, "--out", Recipe);
        GyoProcess program = await GyoProcess.RunAsync("tune", Characters, "--out", Recipe, "--json");

        Assert.True(person.ExitCode == Done, person.Errors);
        Assert.Contains("Nothing was found that is better than default", person.Output, StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Null, JsonDocument.Parse(program.Output).RootElement.GetProperty("winner").ValueKind);
        Assert.False(File.Exists(Recipe));
    }

    [Fact]
    [Trait("Category", "Slow")]
    public async Task Tune_CtrlC_KeepsFinishedTrials()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() || OperatingSystem.IsMacOS(), "sends SIGINT");
        using Process process = GyoProcess.Start("tune", Characters, "--out", Recipe, "--minutes", "600");
        Task<string> output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        Task<string> errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        while (!process.HasExited && (!File.Exists(Log) || new FileInfo(Log).Length == 0))
        {
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        Assert.Equal(0, SendSignal(process.Id, Interrupt));
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(Failed, process.ExitCode);
        Assert.Single((await errors).Split('\n'), l => l.Contains("gyo: Stopped", StringComparison.Ordinal));
        Assert.Empty(await output);
        string[] trials = File.ReadAllLines(Log);
        Assert.NotEmpty(trials);

        // No time for a single training: what is said comes from the log.
        GyoProcess resumed = await GyoProcess.RunAsync("tune", Characters, "--out", Recipe, "--minutes", "0.0001");
        Assert.Equal(Failed, resumed.ExitCode);
        Assert.Contains("Give --minutes", resumed.Errors, StringComparison.Ordinal);
        Assert.Equal(trials, File.ReadAllLines(Log));
    }

    [Fact]
    [Trait("Category", "Slow")]
    public async Task TrainAndEval_ARecipeFile_AreOfThatRecipe()
    {
        RecipeFile.Write(Recipe, DrawnPictures.SmallRecipe with { Name = "my.own", Epochs = 1 });

        GyoProcess train = await GyoProcess.RunAsync(
            "train", Characters, "--out", _folder.File("model"), "--recipe", Recipe, "--no-comparison", "--json");
        GyoProcess eval = await GyoProcess.RunAsync("eval", Characters, "--recipe", Recipe, "--seeds", "1", "--json", _folder.File("figures.json"));

        Assert.True(train.ExitCode == Done, train.Errors);
        Assert.Equal("my.own", JsonDocument.Parse(train.Output).RootElement.GetProperty("recipe").GetString());
        Assert.True(eval.ExitCode == Done, eval.Errors);
        Assert.Equal("my.own", JsonDocument.Parse(File.ReadAllText(_folder.File("figures.json"))).RootElement.GetProperty("recipe").GetString());
    }

    /// <summary>Fills the log with a whole search, whose trials take no time.</summary>
    private void WriteTrials(Func<int, double> quality)
    {
        var pictures = FolderPictures.Read(Characters, TestContext.Current.CancellationToken);
        var options = new TuningOptions { Seed = Seed, Pictures = new FolderTrials(pictures, Seed).Fingerprint };
        var trials = new FakeTrials(Recipes.Default, Seed, quality) { SecondsAnEpoch = 1e-3 };
        using TrialLog log = TrialLog.Open(Log);
        new Tuner(options, log, trials.Run).Search(cancel: TestContext.Current.CancellationToken);
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int SendSignal(int process, int signal);
}
