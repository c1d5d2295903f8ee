using System.Text.Json.Nodes;
using Gyo.Training;
using Gyo.Training.Tuning;
using Spectre.Console;

namespace Gyo.Cli;

/// <summary>Says what a search for a recipe found.</summary>
internal static class Tunings
{
    /// <summary>For a person: the rungs, those that came to the end, and what follows.</summary>
    /// <param name="result">What was found.</param>
    /// <param name="folder">The pictures' folder.</param>
    /// <param name="output">The recipe file, written if there is a winner.</param>
    /// <param name="seed">The search's seed.</param>
    public static void Print(TuningResult result, string folder, string output, int seed)
    {
        PrintRungs(result);
        PrintFinalists(result);
        if (result.Winner is { } winner)
        {
            Console.Out.WriteLine($"Candidate {winner.Candidate} beats {result.Start.Name}: {Difference(winner)}. Its recipe is in {output}.");
            Console.Out.WriteLine(
                $"Now measure it on the pictures that the search never looked at: gyo eval {folder} --recipe {output} --seeds 1 --seed {seed} "
                + $"(and {result.Start.Name}: the same without --recipe).");
            return;
        }

        string best = result.Finalists is [{ } first, ..] ? $" (the best, candidate {first.Candidate}: {Difference(first)})" : "";
        Console.Out.WriteLine($"Nothing was found that is better than {result.Start.Name}{best}; {output} was not written.");
    }

    /// <summary>The same for a program.</summary>
    public static object ToJson(TuningResult result, string folder, string output, int seed, IReadOnlyList<SkippedImage> skipped) => new
    {
        folder,
        seed,
        recipe = result.Winner is null ? null : output,
        start = new { name = result.Start.Name, seenMrr = result.StartSeenMrr, unseenMrr = result.StartUnseenMrr },
        winner = result.Winner is { } winner ? ToJson(winner) : null,
        rounds = result.Rounds,
        confidence = result.Confidence,
        finalists = result.Finalists.Select(ToJson),
        trials = result.Trials.Select(t => new
        {
            candidate = t.Candidate,
            rung = t.Rung,
            seed = t.Seed,
            recipe = RecipeFile.ToJson(t.Recipe),
            seenMrr = t.Figures?.SeenMrr,
            unseenMrr = t.Figures?.UnseenMrr,
            score = t.Figures?.Score,
            mapAtR = t.Figures?.MapAtR,
            failure = t.Failure,
            seconds = t.Seconds,
        }),
        skipped,
    };

    private static object ToJson(Finalist finalist) => new
    {
        candidate = finalist.Candidate,
        recipe = RecipeFile.ToJson(finalist.Recipe),
        seenMrr = finalist.SeenMrr,
        unseenMrr = finalist.UnseenMrr,
        difference = finalist.Difference,
        interval = finalist.Interval,
        beatsStart = finalist.BeatsStart,
    };

    /// <summary>Scores are the mean of the seen and the unseen characters' mean reciprocal rank.</summary>
    private static void PrintRungs(TuningResult result)
    {
        Table table = new Table().Border(TableBorder.Rounded)
            .AddColumns("rung", $"epochs of {result.Start.Name}", "candidates", "failed")
            .AddColumns($"{result.Start.Name}'s score", "best", "median", "minutes");
        foreach (IGrouping<int, Trial> rung in result.Trials.GroupBy(t => t.Rung).OrderBy(r => r.Key))
        {
            double[] scores = [.. rung.Where(t => t.Candidate != 0).Select(t => t.Figures?.Score).OfType<double>().OrderDescending()];
            table.AddRow(
                $"{rung.Key + 1}",
                $"{rung.First(t => t.Candidate == 0).Recipe.Epochs}",
                $"{rung.Select(t => t.Candidate).Distinct().Count(c => c != 0)}",
                $"{rung.Count(t => t.Failure is not null)}",
                $"{rung.Where(t => t.Candidate == 0).Average(t => t.Figures?.Score):f3}",
                scores.Length == 0 ? "" : $"{scores[0]:f3}",
                scores.Length == 0 ? "" : $"{scores[scores.Length / 2]:f3}",
                $"{rung.Sum(t => t.Seconds) / 60:f1}");
        }

        Terminal.Out.Write(table);
    }

    private static void PrintFinalists(TuningResult result)
    {
        Table table = new Table().Border(TableBorder.Rounded)
            .AddColumns("candidate", "seen MRR", "unseen MRR", $"difference ({100 * result.Confidence:0.#} %)", "differs by");
        table.AddRow(Markup.Escape(result.Start.Name), $"{result.StartSeenMrr:f3}", $"{result.StartUnseenMrr:f3}", "", "");
        foreach (Finalist f in result.Finalists)
        {
            table.AddRow($"{f.Candidate}", $"{f.SeenMrr:f3}", $"{f.UnseenMrr:f3}", Difference(f), Markup.Escape(Changes(result.Start, f.Recipe)));
        }

        Terminal.Out.Write(table);
    }

    private static string Difference(Finalist f) =>
        $"{f.Difference:+0.000;−0.000} ({f.Interval.Low:+0.000;−0.000} to {f.Interval.High:+0.000;−0.000})";

    /// <summary>The properties that are not the start's, as they stand in the recipe file.</summary>
    private static string Changes(Recipe start, Recipe recipe)
    {
        return string.Join(", ", Changed(RecipeFile.ToJson(start), RecipeFile.ToJson(recipe)));

        static IEnumerable<string> Changed(JsonObject before, JsonObject after) => after.Where(p => p.Key != "name").SelectMany(p =>
            p.Value is JsonObject inner && before[p.Key] is JsonObject innerBefore ? Changed(innerBefore, inner)
            : JsonNode.DeepEquals(p.Value, before[p.Key]) ? []
            : [$"{p.Key} {p.Value}"]);
    }
}
