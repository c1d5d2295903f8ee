using System.Text.Json.Serialization;

namespace Gyo.Evaluation;

/// <summary>A gallery folder asked with a query folder: what <c>gyo eval --gallery-folder … --query-folder … --json</c> writes.</summary>
public sealed record CrossReport
{
    /// <summary>The gallery's folder as the user gave it.</summary>
    public required string GalleryFolder { get; init; }

    /// <summary>The queries' folder as the user gave it.</summary>
    public required string QueryFolder { get; init; }

    /// <summary>The model that was evaluated.</summary>
    public required string Model { get; init; }

    /// <summary>The sizes of both folders.</summary>
    public required CrossCounts Counts { get; init; }

    /// <summary>How well the queries were answered; null if none could be.</summary>
    public required RetrievalFigures? Cross { get; init; }

    /// <summary>Known against unknown; null if there were no queries, or only one character.</summary>
    public required OpenSetFigures? OpenSet { get; init; }

    /// <summary>How true the confidences are; null if there were no queries.</summary>
    public required CalibrationFigures? Calibration { get; init; }

    /// <summary>Pictures embedded per second, decoding included; null if not measured.</summary>
    public double? EmbedImagesPerSecond { get; init; }

    /// <summary>The answers behind <see cref="Cross"/>; not part of the JSON.</summary>
    [JsonIgnore]
    public IReadOnlyList<QueryResult> Queries { get; init; } = [];
}
