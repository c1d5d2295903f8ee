namespace Gyo;

/// <summary>What an answer should hold.</summary>
public sealed record SearchOptions
{
    /// <summary>How many characters at most, at least 1. Default 10: what fits a screen.</summary>
    public int Top { get; init; } = 10;

    /// <summary>How many of a character's pictures at most are shown as evidence, at least 1. Default 3: enough to convince.</summary>
    public int BestPictures { get; init; } = 3;

    /// <summary>
    /// The share of strangers that may be taken for somebody, 0 to 1: the lower, the more pictures of the gallery's own characters are called
    /// unknown too. Default 0.05. At 1 nobody is unknown.
    /// </summary>
    public double FalseAcceptRate { get; init; } = 0.05;

    /// <summary>How many of the nearest pictures at most, whoever they show; at least 0. Default 10.</summary>
    public int Pictures { get; init; } = 10;
}
