namespace Gyo.Evaluation;

/// <summary>The sizes of a gallery folder asked with a query folder.</summary>
/// <param name="Characters">Characters in the gallery.</param>
/// <param name="Gallery">Pictures in the gallery.</param>
/// <param name="Queries">Queries asked.</param>
/// <param name="Unlabelled">Pictures of both folders without a character, left out.</param>
/// <param name="Unanswerable">Queries left out because the gallery has no picture of their character.</param>
public sealed record CrossCounts(int Characters, int Gallery, int Queries, int Unlabelled, int Unanswerable);
