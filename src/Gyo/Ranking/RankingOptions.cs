namespace Gyo.Ranking;

/// <summary>How pictures become characters.</summary>
public sealed record RankingOptions
{
    /// <summary>How many characters the ranking names at most, at least 1. Default 10: what fits a screen.</summary>
    public int Top { get; init; } = 10;

    /// <summary>
    /// A character is as similar as the mean of this many of its most similar pictures, at least 1. Default 3: one lucky picture
    /// does not decide, and a character of few pictures is not held back.
    /// </summary>
    public int BestPictures { get; init; } = 3;

    /// <summary>
    /// Whether vectors are whitened by the gallery's own labels before they are compared. True: the gain is large and costs nothing
    /// (docs/quality.md). For who compares them; a <see cref="CharacterRanker"/> sees similarities only.
    /// </summary>
    public bool Whiten { get; init; } = true;
}
