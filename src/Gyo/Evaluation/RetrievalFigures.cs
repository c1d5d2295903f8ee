namespace Gyo.Evaluation;

/// <summary>How well a set of queries was answered: each figure the mean over runs, 0–1, with its 95 % bootstrap interval.
/// See <see cref="RetrievalMetrics"/>.</summary>
public sealed record RetrievalFigures
{
    /// <summary>Share of queries whose character came first.</summary>
    public required double Top1 { get; init; }

    /// <summary>95 % interval of <see cref="Top1"/>.</summary>
    public required Interval Top1Interval { get; init; }

    /// <summary>Share of queries whose character was among the first five.</summary>
    public required double Top5 { get; init; }

    /// <summary>95 % interval of <see cref="Top5"/>.</summary>
    public required Interval Top5Interval { get; init; }

    /// <summary>Share of queries whose character was among the first ten.</summary>
    public required double Top10 { get; init; }

    /// <summary>95 % interval of <see cref="Top10"/>.</summary>
    public required Interval Top10Interval { get; init; }

    /// <summary>Mean average precision at R of the picture ranking.</summary>
    public required double MapAtR { get; init; }

    /// <summary>95 % interval of <see cref="MapAtR"/>.</summary>
    public required Interval MapAtRInterval { get; init; }

    /// <summary>Mean reciprocal rank of the right character.</summary>
    public required double Mrr { get; init; }

    /// <summary>95 % interval of <see cref="Mrr"/>.</summary>
    public required Interval MrrInterval { get; init; }

    /// <summary>How many queries were asked, over all runs.</summary>
    public required int Queries { get; init; }

    /// <summary>Measures the queries of one or more runs.</summary>
    /// <param name="runs">Each run's outcomes; runs without queries don't count.</param>
    /// <returns>The figures, or null if nothing was asked.</returns>
    public static RetrievalFigures? Of(IReadOnlyList<IReadOnlyList<QueryOutcome>> runs)
    {
        IReadOnlyList<QueryOutcome>[] asked = [.. runs.Where(r => r.Count > 0)];
        if (asked.Length == 0)
        {
            return null;
        }
        (double top1, Interval top1Interval) = Estimate(o => RetrievalMetrics.TopK(o, 1));
        (double top5, Interval top5Interval) = Estimate(o => RetrievalMetrics.TopK(o, 5));
        (double top10, Interval top10Interval) = Estimate(o => RetrievalMetrics.TopK(o, 10));
        (double mapAtR, Interval mapAtRInterval) = Estimate(RetrievalMetrics.MapAtR);
        (double mrr, Interval mrrInterval) = Estimate(RetrievalMetrics.MeanReciprocalRank);
        return new RetrievalFigures
        {
            Top1 = top1,
            Top1Interval = top1Interval,
            Top5 = top5,
            Top5Interval = top5Interval,
            Top10 = top10,
            Top10Interval = top10Interval,
            MapAtR = mapAtR,
            MapAtRInterval = mapAtRInterval,
            Mrr = mrr,
            MrrInterval = mrrInterval,
            Queries = asked.Sum(r => r.Count),
        };

        (double, Interval) Estimate(Func<IReadOnlyList<QueryOutcome>, double> figure) =>
            (asked.Average(figure), Bootstrap.Interval(asked, figure));
    }
}
