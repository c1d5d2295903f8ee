namespace Gyo;

/// <summary>How far indexing has come. Pictures that have not changed are no work and not counted.</summary>
/// <param name="Done">Pictures whose work is committed.</param>
/// <param name="Total">Pictures that need work.</param>
public readonly record struct IndexProgress(int Done, int Total);
