namespace Gyo.Curation;

/// <summary>How one picture lies on another.</summary>
/// <param name="IsReversed">The first lies on the second, which shows more.</param>
/// <param name="Place">Where.</param>
/// <param name="Gain">What its contrast is multiplied by.</param>
/// <param name="Offset">What is added to its brightness.</param>
/// <param name="Evidence">How well they agree.</param>
internal sealed record CopyFit(bool IsReversed, Placement Place, float Gain, float Offset, CopyEvidence Evidence);
