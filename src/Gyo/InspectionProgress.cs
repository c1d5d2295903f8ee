namespace Gyo;

/// <summary>How far an inspection has come.</summary>
/// <param name="Step">What is being looked for.</param>
/// <param name="Share">The share of the whole that is done, 0 to 1.</param>
public readonly record struct InspectionProgress(string Step, double Share);
