namespace Gyo;

/// <summary>What indexing a folder came to.</summary>
/// <param name="Added">New pictures.</param>
/// <param name="Updated">Pictures embedded again: their content changed, they can be decoded at last, or the model is another.</param>
/// <param name="Moved">Pictures found under another path; their vectors were kept.</param>
/// <param name="Removed">Pictures whose files are gone.</param>
/// <param name="Unchanged">Pictures that were as before, also when only the time of their file was not.</param>
/// <param name="Skipped">Files that could not be read or decoded. They are tried again next time.</param>
public sealed record IndexResult(int Added, int Updated, int Moved, int Removed, int Unchanged, IReadOnlyList<SkippedImage> Skipped);
