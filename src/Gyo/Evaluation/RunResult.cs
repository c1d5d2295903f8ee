using System.Text.Json.Serialization;

namespace Gyo.Evaluation;

/// <summary>One split, trained (or not), asked and measured.</summary>
public sealed record RunResult
{
    /// <summary>The seed of the split, and of the training.</summary>
    public required int Seed { get; init; }

    /// <summary>The sizes of the split.</summary>
    public required SplitCounts Split { get; init; }

    /// <summary>Queries of characters that training saw; null if there were none.</summary>
    public required RetrievalFigures? Seen { get; init; }

    /// <summary>Queries of characters that training never saw; null if there were none.</summary>
    public required RetrievalFigures? Unseen { get; init; }

    /// <summary>All queries together; null if there were none.</summary>
    public required RetrievalFigures? All { get; init; }

    /// <summary>Known against unknown, over all queries; null if there were none.</summary>
    public required OpenSetFigures? OpenSet { get; init; }

    /// <summary>How true the confidences are, over all queries; null if there were none.</summary>
    public required CalibrationFigures? Calibration { get; init; }

    /// <summary>Wall time of the training in seconds; null if nothing was trained.</summary>
    public double? TrainSeconds { get; init; }

    /// <summary>Pictures embedded per second, decoding included; null if not measured.</summary>
    public double? EmbedImagesPerSecond { get; init; }

    /// <summary>The answers behind <see cref="Seen"/>; not part of the JSON.</summary>
    [JsonIgnore]
    public IReadOnlyList<QueryResult> SeenQueries { get; init; } = [];

    /// <summary>The answers behind <see cref="Unseen"/>; not part of the JSON.</summary>
    [JsonIgnore]
    public IReadOnlyList<QueryResult> UnseenQueries { get; init; } = [];

    /// <summary>The mean loss of each epoch, for the report; empty if nothing was trained. Not part of the JSON.</summary>
    [JsonIgnore]
    public IReadOnlyList<double> TrainingLoss { get; init; } = [];

    /// <summary>
    /// The temperature that fits these characters if each had one picture in the gallery (see
    /// <see cref="Embedding.ModelManifest.SinglePictureTemperature"/>); null if that could not be tried. Not part of the JSON.
    /// </summary>
    [JsonIgnore]
    public float? SinglePictureTemperature { get; init; }

    /// <summary>Measures the answers to a split's queries.</summary>
    /// <param name="split">The split.</param>
    /// <param name="seen">One answer per query of a seen character.</param>
    /// <param name="unseen">One answer per query of an unseen character.</param>
    public static RunResult Of(Split split, IReadOnlyList<QueryResult> seen, IReadOnlyList<QueryResult> unseen) => new()
    {
        Seed = split.Seed,
        Split = split.Counts,
        Seen = RetrievalFigures.Of([[.. seen.Select(q => q.Outcome)]]),
        Unseen = RetrievalFigures.Of([[.. unseen.Select(q => q.Outcome)]]),
        All = RetrievalFigures.Of([[.. seen.Concat(unseen).Select(q => q.Outcome)]]),
        OpenSet = OpenSetFigures.Of([[.. seen.Concat(unseen).Select(q => q.OpenSet).OfType<OpenSetScores>()]]),
        Calibration = CalibrationFigures.Of([[.. seen, .. unseen]]),
        SeenQueries = seen,
        UnseenQueries = unseen,
    };
}
