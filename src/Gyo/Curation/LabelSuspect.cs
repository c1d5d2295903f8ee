namespace Gyo.Curation;

/// <summary>A picture whose label looks wrong.</summary>
/// <param name="Id">The picture.</param>
/// <param name="Label">Whom it is shown as.</param>
/// <param name="Proposed">Whom it looks like instead; null if like nobody that is known.</param>
/// <param name="Score">The probability that the label is wrong, 0–1.</param>
public sealed record LabelSuspect(long Id, string Label, string? Proposed, float Score)
{
    /// <summary>Why, in words.</summary>
    public required string Reason { get; init; }

    /// <summary>The pictures of <see cref="Proposed"/> that are nearest to it, nearest first; none if nobody is proposed.</summary>
    public required IReadOnlyList<long> ProposedEvidence { get; init; }

    /// <summary>The pictures of <see cref="Label"/> that are nearest to it, nearest first.</summary>
    public required IReadOnlyList<long> OwnEvidence { get; init; }
}
