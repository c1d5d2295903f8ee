namespace Gyo.Evaluation;

/// <summary>How far a figure would move with other queries: the percentile bootstrap (Efron, 1979).</summary>
public static class Bootstrap
{
    /// <summary>How often the queries are drawn again; enough for stable second digits at both ends.</summary>
    public const int Resamples = 1000;

    /// <summary>The interval of a figure that is the mean over runs of a statistic over each run's queries. Every resample
    /// draws each run's queries anew with replacement; the ends are the quantiles that leave out the same share on both sides
    /// (2.5 % and 97.5 % for a confidence of 95 %), interpolated.
    /// It covers the luck of the queries, not that of training: that shows between the runs.</summary>
    /// <typeparam name="T">What a query contributes.</typeparam>
    /// <param name="runs">One or more runs of one or more queries each.</param>
    /// <param name="statistic">A figure of one run's queries; the list it gets is only lent.</param>
    /// <param name="seed">The same seed draws the same resamples.</param>
    /// <param name="confidence">Share of the resamples within the interval, above 0 and below 1.</param>
    /// <exception cref="ArgumentException">There is no run, or one without queries.</exception>
    public static Interval Interval<T>(IReadOnlyList<IReadOnlyList<T>> runs, Func<IReadOnlyList<T>, double> statistic, int seed = 0, double confidence = 0.95)
    {
        if (runs.Count == 0 || runs.Any(r => r.Count == 0))
        {
            throw new ArgumentException("An interval needs at least one run, and at least one query in each.", nameof(runs));
        }
        Random random = new(seed);
        T[][] drawn = [.. runs.Select(r => new T[r.Count])];
        double[] figures = new double[Resamples];
        for (int i = 0; i < Resamples; i++)
        {
            double sum = 0;
            for (int run = 0; run < runs.Count; run++)
            {
                T[] draw = drawn[run];
                for (int j = 0; j < draw.Length; j++)
                {
                    draw[j] = runs[run][random.Next(draw.Length)];
                }
                sum += statistic(draw);
            }
            figures[i] = sum / runs.Count;
        }
        Array.Sort(figures);
        double outside = (1 - confidence) / 2;
        return new Interval(Quantile(figures, outside), Quantile(figures, 1 - outside));
    }

    /// <summary>The quantile of sorted values, interpolated between neighbours (type 7 of Hyndman &amp; Fan, 1996).</summary>
    private static double Quantile(double[] sorted, double share)
    {
        double position = share * (sorted.Length - 1);
        int below = (int)position;
        int above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((position - below) * (sorted[above] - sorted[below]));
    }
}
