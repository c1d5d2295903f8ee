namespace Gyo.Evaluation;

/// <summary>A named line of a chart.</summary>
/// <param name="Name">Shown in the legend; empty for none.</param>
/// <param name="Style">CSS class that gives the colour.</param>
/// <param name="Points">Data coordinates, x ascending.</param>
internal sealed record Series(string Name, string Style, IReadOnlyList<(double X, double Y)> Points);
