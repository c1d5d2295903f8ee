namespace Gyo.Curation;

/// <summary>Pictures taken together.</summary>
/// <param name="Sum">The sum of their coordinates: D floats.</param>
/// <param name="Count">How many there are.</param>
internal readonly record struct PictureGroup(float[] Sum, int Count);
