using Gyo.Evaluation;

namespace Gyo.Training.Tuning;

/// <summary>A candidate that was trained to the end beside the recipe that the search started from.</summary>
public sealed record Finalist
{
    /// <summary>Its number.</summary>
    public required int Candidate { get; init; }

    /// <summary>The recipe, with all its epochs.</summary>
    public required Recipe Recipe { get; init; }

    /// <summary>Mean reciprocal rank of the seen characters, mean over the final rounds, 0–1.</summary>
    public required double SeenMrr { get; init; }

    /// <summary>The same for the unseen characters.</summary>
    public required double UnseenMrr { get; init; }

    /// <summary>By how much its <see cref="TrialFigures.Score"/> is above the start's on the same queries, −1 to 1.</summary>
    public required double Difference { get; init; }

    /// <summary>The interval of <see cref="Difference"/>.</summary>
    public required Interval Interval { get; init; }

    /// <summary>Whether it is better than the start beyond the luck of the queries.</summary>
    public bool BeatsStart => Interval.Low > 0;
}

/// <summary>What a search found.</summary>
public sealed record TuningResult
{
    /// <summary>The recipe that the search started from.</summary>
    public required Recipe Start { get; init; }

    /// <summary>All trials, in the order they were run or found in the log.</summary>
    public required IReadOnlyList<Trial> Trials { get; init; }

    /// <summary>The start's mean reciprocal rank of the seen characters, mean over the final rounds, 0–1.</summary>
    public required double StartSeenMrr { get; init; }

    /// <summary>The same for the unseen characters.</summary>
    public required double StartUnseenMrr { get; init; }

    /// <summary>Those trained to the end, best first; empty if all of them failed.</summary>
    public required IReadOnlyList<Finalist> Finalists { get; init; }

    /// <summary>Final rounds that were compared.</summary>
    public required int Rounds { get; init; }

    /// <summary>The confidence of each finalist's interval, such that all of them hold together with 95 %.</summary>
    public required double Confidence { get; init; }

    /// <summary>The best finalist that beats the start; null if none does.</summary>
    public Finalist? Winner => Finalists.FirstOrDefault(f => f.BeatsStart);
}
