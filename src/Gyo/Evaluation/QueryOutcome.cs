namespace Gyo.Evaluation;

/// <summary>How one query went, in the two numbers that every retrieval figure is made of.</summary>
/// <param name="Rank">Rank of the right character among the distinct characters, from 1.</param>
/// <param name="AveragePrecision">Average precision at R of the picture ranking, 0–1;
/// see <see cref="RetrievalMetrics.AveragePrecisionAtR"/>.</param>
public readonly record struct QueryOutcome(int Rank, double AveragePrecision);
