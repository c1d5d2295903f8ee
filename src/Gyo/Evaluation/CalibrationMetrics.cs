namespace Gyo.Evaluation;

/// <summary>How far confidences are from what they say.</summary>
public static class CalibrationMetrics
{
    /// <summary>How many bins of equal width confidences are put into.</summary>
    public const int Bins = 15;

    /// <summary>
    /// Expected calibration error: queries are binned by the confidence of their first answer; the difference between a bin's mean
    /// confidence and its share of right answers, weighted by the bin's share of queries. 0 is perfect.
    /// </summary>
    /// <remarks>Guo et al., "On Calibration of Modern Neural Networks", ICML 2017, equation 3.</remarks>
    /// <param name="queries">At least one.</param>
    /// <exception cref="ArgumentException">There are no queries.</exception>
    public static double ExpectedError(IReadOnlyList<QueryResult> queries) => queries.Count == 0
        ? throw new ArgumentException("Calibration is measured on at least one query.", nameof(queries))
        : Reliability(queries).Sum(bin => Math.Abs(bin.Confidence - bin.Right) * bin.Queries) / queries.Count;

    /// <summary>The bins that hold a query, by confidence: mean confidence, share of right answers, and number of queries.</summary>
    /// <param name="queries">Any number.</param>
    public static IReadOnlyList<(double Confidence, double Right, int Queries)> Reliability(IEnumerable<QueryResult> queries) =>
    [
        .. queries
            .GroupBy(q => Math.Min((int)(q.Answers[0].Confidence * Bins), Bins - 1))
            .OrderBy(bin => bin.Key)
            .Select(bin => (bin.Average(q => q.Answers[0].Confidence), bin.Average(q => q.Outcome.Rank == 1 ? 1.0 : 0.0), bin.Count())),
    ];
}
