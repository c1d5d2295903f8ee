namespace Gyo.Evaluation;

/// <summary>What one query scores when its character is in the gallery and when it is not.</summary>
/// <param name="Known">Best character similarity with everything in the gallery.</param>
/// <param name="Unknown">Best character similarity with the query's own character left out.</param>
public readonly record struct OpenSetScores(float Known, float Unknown);
