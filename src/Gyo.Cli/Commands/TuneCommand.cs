using System.CommandLine;
using Gyo.Evaluation;
using Gyo.Training;
using Gyo.Training.Tuning;

namespace Gyo.Cli.Commands;

/// <summary><c>gyo tune FOLDER --out FILE.json</c>: searches a recipe that does better on a folder's pictures than the default.</summary>
internal static class TuneCommand
{
    private const double DefaultMinutes = 20;
    private const double MostMinutes = 60 * 24 * 365;

    public static Command Create()
    {
        var folder = new Argument<string>("FOLDER") { Description = "Pictures, one sub-folder per character." };
        var output = new Option<string>("--out")
        {
            Description = "Recipe file to write if something better is found; what was tried is kept beside it, and not tried again.",
            Required = true,
            HelpName = "FILE.json",
        };
        var minutes = new Option<double>("--minutes")
        {
            Description = "Time for all trials, those of an interrupted search that is continued included.",
            DefaultValueFactory = _ => DefaultMinutes,
        };
        Option<int> seed = Options.Seed();
        seed.Description = "Decides what is tried, and which pictures are kept for `gyo eval` with the same seed.";
        Option<bool> json = Options.Json();
        var command = new Command("tune", "Search a recipe that trains better on a folder than the default.") { folder, output, minutes, seed, json };
        command.SetAction((parsed, cancel) => Task.FromResult(Run(
            parsed.GetRequiredValue(folder),
            RecipeFileFrom(parsed.GetRequiredValue(output)),
            BudgetFrom(parsed.GetValue(minutes)),
            parsed.GetValue(seed),
            parsed.GetValue(json),
            cancel)));
        return command;
    }

    private static int Run(string folder, string output, TimeSpan budget, int seed, bool json, CancellationToken cancel)
    {
        FolderPictures pictures = FolderPictures.Read(folder, cancel);
        var trials = new FolderTrials(pictures, seed);
        TuningOptions options = new() { Budget = budget, Seed = seed, Pictures = trials.Fingerprint };
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(output))!);
        using TrialLog log = TrialLog.Open($"{output}.trials.jsonl");
        TuningResult result = TrainingBar.Show(
            "Tuning", progress => new Tuner(options, log, trials.Run).Search(progress, cancel));
        if (result.Winner is { } winner)
        {
            RecipeFile.Write(output, winner.Recipe);
        }

        if (json)
        {
            Json.Print(Tunings.ToJson(result, folder, output, seed, pictures.Skipped));
        }
        else
        {
            Tunings.Print(result, folder, output, seed);
        }

        return Terminal.Skipped(pictures.Skipped);
    }

    /// <summary>The file as given, if `gyo train --recipe` would take it for one.</summary>
    /// <exception cref="UsageException">It would not.</exception>
    private static string RecipeFileFrom(string output) => RecipeFile.IsFile(output)
        ? output
        : throw new UsageException($"--out must name a file that ends in {RecipeFile.Extension}, not {output}.");

    private static TimeSpan BudgetFrom(double minutes) => minutes is > 0 and <= MostMinutes
        ? TimeSpan.FromMinutes(minutes)
        : throw new UsageException($"--minutes must be above 0 and at most {MostMinutes} (a year), not {minutes}.");
}
