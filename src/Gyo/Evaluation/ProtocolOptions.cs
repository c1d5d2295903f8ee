namespace Gyo.Evaluation;

/// <summary>How <see cref="Protocol"/> splits a folder.</summary>
public sealed record ProtocolOptions
{
    /// <summary>Share of the characters that training never sees, 0–1. A quarter leaves enough of both kinds to measure.</summary>
    public double Unseen { get; init; } = 0.25;

    /// <summary>Share of each character's pictures that are asked instead of put in the gallery, 0–1.</summary>
    public double Query { get; init; } = 0.2;

    /// <summary>Characters with fewer pictures than this ask none: all they have is gallery.</summary>
    public int MinPicturesToAsk { get; init; } = 2;

    /// <summary>Goes into every hash: another seed is another split.</summary>
    public int Seed { get; init; }
}
