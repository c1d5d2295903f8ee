namespace Gyo.Evaluation;

/// <summary>How far an evaluation has come.</summary>
/// <param name="Done">Pictures asked.</param>
/// <param name="Total">Pictures to ask.</param>
public readonly record struct EvaluationProgress(int Done, int Total);
