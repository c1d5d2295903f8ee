namespace Gyo.Evaluation;

/// <summary>A picture as evaluation sees it: where it lies and whom it shows.</summary>
/// <param name="Path">Path relative to its folder; either separator, compared after '\' became '/'.</param>
/// <param name="Character">Name of the character, or null for an unlabelled picture, which evaluation leaves out.</param>
public readonly record struct Picture(string Path, string? Character);
