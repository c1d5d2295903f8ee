namespace Gyo;

/// <summary>Where the time of an answer went, in milliseconds.</summary>
/// <param name="Decode">File to pixels.</param>
/// <param name="Embed">Pixels to vector.</param>
/// <param name="Search">Vector to ranked characters.</param>
public sealed record SearchMilliseconds(double Decode, double Embed, double Search);
