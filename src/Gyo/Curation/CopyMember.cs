namespace Gyo.Curation;

/// <summary>A picture in a group of copies.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Similarity">With the group's first, 0 to 1.</param>
/// <param name="Words">What was done to it, against the group's first: "mirrored", "the same file"; empty for the first itself.</param>
public sealed record CopyMember(long Id, double Similarity, string Words);
