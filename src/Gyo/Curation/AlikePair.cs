namespace Gyo.Curation;

/// <summary>Two characters that look like one.</summary>
/// <param name="Larger">The one with more pictures; of two with as many, the first by name.</param>
/// <param name="Smaller">The other.</param>
/// <param name="Score">How sure it is that they are one, 0.5–1.</param>
public sealed record AlikePair(string Larger, string Smaller, float Score)
{
    /// <summary>Why, in words.</summary>
    public required string Reason { get; init; }

    /// <summary>The pictures of <see cref="Larger"/> that are nearest to one of the other, nearest first.</summary>
    public required IReadOnlyList<long> LargerEvidence { get; init; }

    /// <summary>The pictures of <see cref="Smaller"/> likewise.</summary>
    public required IReadOnlyList<long> SmallerEvidence { get; init; }
}
