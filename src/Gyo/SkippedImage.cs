namespace Gyo;

/// <summary>A picture that a batch went past, and why.</summary>
/// <param name="Path">The file as the caller named it.</param>
/// <param name="Reason">One line a person can act on.</param>
public sealed record SkippedImage(string Path, string Reason);
