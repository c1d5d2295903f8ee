namespace Gyo.Curation;

/// <summary>Pictures that are copies of one.</summary>
/// <param name="Similarity">Of the one that agrees least, 0 to 1; 1 when all are the same file.</param>
/// <param name="Members">At least two: first the one that all others are tied to, then those by similarity.</param>
public sealed record CopyGroup(double Similarity, IReadOnlyList<CopyMember> Members);
