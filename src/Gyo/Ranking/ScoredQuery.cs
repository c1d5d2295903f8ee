namespace Gyo.Ranking;

/// <summary>A query whose answer is known: what a calibration is fitted to.</summary>
/// <param name="Similarities">The similarity of every character in the gallery, in any order.</param>
/// <param name="TrueCharacter">The true character's place in <paramref name="Similarities"/>, −1 when it is not there.</param>
public sealed record ScoredQuery(IReadOnlyList<float> Similarities, int TrueCharacter)
{
    /// <summary>The <see cref="TrueCharacter"/> of a query that shows none of the gallery's characters.</summary>
    public const int Unknown = -1;
}
