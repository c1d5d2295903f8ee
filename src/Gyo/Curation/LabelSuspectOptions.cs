namespace Gyo.Curation;

/// <summary>What <see cref="LabelSuspects"/> lists.</summary>
public sealed record LabelSuspectOptions
{
    /// <summary>Pictures whose labels are more often wrong than right score above this: accepting all of them does more good than harm.</summary>
    public const float AcceptScore = 0.5f;

    /// <summary>Least probability that a label is wrong for the picture to be listed, 0–1. One in a hundred costs a glance.</summary>
    public float LeastScore { get; init; } = 0.01f;

    /// <summary>How many pictures are listed at most, at least 0: what a person looks through in an afternoon. Later runs list the rest.</summary>
    public int Most { get; init; } = 2000;

    /// <summary>How many pictures of each character are named as evidence at most, at least 1.</summary>
    public int Evidence { get; init; } = 4;

    /// <summary>Pictures whose labels a person has called right: they are believed, and never listed.</summary>
    public IReadOnlySet<long> Confirmed { get; init; } = new HashSet<long>();

    /// <summary>Characters that a person has said a picture does not show: they are not proposed for it.</summary>
    public IReadOnlySet<(long Id, string Character)> Denied { get; init; } = new HashSet<(long, string)>();
}
