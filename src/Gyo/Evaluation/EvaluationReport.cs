namespace Gyo.Evaluation;

/// <summary>The evaluation of one folder over one or more seeds: what <c>gyo eval FOLDER --json</c> writes.</summary>
public sealed record EvaluationReport
{
    /// <summary>The folder as the user gave it.</summary>
    public required string Folder { get; init; }

    /// <summary>Name of the recipe that was trained; null if a model was evaluated instead.</summary>
    public required string? Recipe { get; init; }

    /// <summary>The model that was evaluated; null if a recipe was trained instead.</summary>
    public required string? Model { get; init; }

    /// <summary>The first run's seed.</summary>
    public required int Seed { get; init; }

    /// <summary>The sizes of the first run's split.</summary>
    public required SplitCounts Split { get; init; }

    /// <summary>Queries of seen characters, mean over the runs; null if there were none.</summary>
    public required RetrievalFigures? Seen { get; init; }

    /// <summary>Queries of unseen characters, mean over the runs; null if there were none.</summary>
    public required RetrievalFigures? Unseen { get; init; }

    /// <summary>All queries together, mean over the runs; null if there were none.</summary>
    public required RetrievalFigures? All { get; init; }

    /// <summary>Known against unknown, mean over the runs; null if there were no queries.</summary>
    public required OpenSetFigures? OpenSet { get; init; }

    /// <summary>How true the confidences are, mean over the runs; null if there were no queries.</summary>
    public required CalibrationFigures? Calibration { get; init; }

    /// <summary>Mean training time of a run in seconds; null if nothing was trained.</summary>
    public required double? TrainSeconds { get; init; }

    /// <summary>Mean number of pictures embedded per second; null if not measured.</summary>
    public required double? EmbedImagesPerSecond { get; init; }

    /// <summary>Every run by itself, at least one.</summary>
    public required IReadOnlyList<RunResult> Runs { get; init; }

    /// <summary>Puts runs together.</summary>
    /// <param name="folder">The folder as the user gave it.</param>
    /// <param name="recipe">Name of the trained recipe, or null.</param>
    /// <param name="model">The evaluated model, or null.</param>
    /// <param name="runs">At least one run.</param>
    /// <exception cref="ArgumentException">There is no run.</exception>
    public static EvaluationReport Of(string folder, string? recipe, string? model, IReadOnlyList<RunResult> runs)
    {
        if (runs.Count == 0)
        {
            throw new ArgumentException("A report needs at least one run.", nameof(runs));
        }
        QueryResult[][] seen = [.. runs.Select(r => r.SeenQueries.ToArray())];
        QueryResult[][] unseen = [.. runs.Select(r => r.UnseenQueries.ToArray())];
        QueryResult[][] all = [.. seen.Zip(unseen, (s, u) => (QueryResult[])[.. s, .. u])];
        return new EvaluationReport
        {
            Folder = folder,
            Recipe = recipe,
            Model = model,
            Seed = runs[0].Seed,
            Split = runs[0].Split,
            Seen = Figures(seen),
            Unseen = Figures(unseen),
            All = Figures(all),
            OpenSet = OpenSetFigures.Of([.. all.Select(run => run.Select(q => q.OpenSet).OfType<OpenSetScores>().ToArray())]),
            Calibration = CalibrationFigures.Of(all),
            TrainSeconds = runs.Average(r => r.TrainSeconds),
            EmbedImagesPerSecond = runs.Average(r => r.EmbedImagesPerSecond),
            Runs = runs,
        };
    }

    private static RetrievalFigures? Figures(QueryResult[][] runs) =>
        RetrievalFigures.Of([.. runs.Select(run => run.Select(q => q.Outcome).ToArray())]);
}
