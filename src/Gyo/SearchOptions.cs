namespace Gyo;

/// <summary>What an answer should hold.</summary>
public sealed record SearchOptions
{
    /// <summary>How many characters at most, at least 1. Default 10: what fits a screen.</summary>
    public int Top { get; init; } = 10;

    /// <summary>How many pictures at most speak for a character, and are shown as evidence; at least 1. Default 3.</summary>
    public int BestPictures { get; init; } = 3;

    /// <summary>How many of the nearest pictures at most, whoever they show; at least 0. Default 10.</summary>
    public int Pictures { get; init; } = 10;
}
