namespace Gyo.Evaluation;

/// <summary>How well rankings put the right one first. All figures are 0–1, higher is better.</summary>
public static class RetrievalMetrics
{
    /// <summary>Average precision at R: (1/R) Σ P(i)·rel(i) for i = 1…R, where rel(i) is 1 if the i-th picture shows the query's
    /// character and P(i) is the share of such pictures among the first i (Musgrave et al., "A Metric Learning Reality Check", 2020, §3.2).
    /// Its mean over the queries is MAP@R.</summary>
    /// <param name="relevant">Whether each ranked picture shows the query's character, best first; only the first R count.</param>
    /// <param name="r">R: how many pictures of the character the gallery holds, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="r"/> is below 1.</exception>
    public static double AveragePrecisionAtR(ReadOnlySpan<bool> relevant, int r)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(r, 1);
        int found = 0;
        double sum = 0;
        for (int i = 0; i < Math.Min(r, relevant.Length); i++)
        {
            if (relevant[i])
            {
                found++;
                sum += (double)found / (i + 1);
            }
        }
        return sum / r;
    }

    /// <summary>Top-k accuracy: the share of the queries whose character is among the first k distinct characters.</summary>
    /// <param name="outcomes">At least one query.</param>
    /// <param name="k">From 1.</param>
    /// <exception cref="ArgumentException">There are no outcomes.</exception>
    public static double TopK(IReadOnlyList<QueryOutcome> outcomes, int k) => Mean(outcomes, o => o.Rank <= k ? 1 : 0);

    /// <summary>MAP@R: the mean of the average precisions.</summary>
    /// <param name="outcomes">At least one query.</param>
    /// <exception cref="ArgumentException">There are no outcomes.</exception>
    public static double MapAtR(IReadOnlyList<QueryOutcome> outcomes) => Mean(outcomes, o => o.AveragePrecision);

    /// <summary>MRR: the mean of one over the rank of the right character.</summary>
    /// <param name="outcomes">At least one query.</param>
    /// <exception cref="ArgumentException">There are no outcomes.</exception>
    public static double MeanReciprocalRank(IReadOnlyList<QueryOutcome> outcomes) => Mean(outcomes, o => 1.0 / o.Rank);

    private static double Mean(IReadOnlyList<QueryOutcome> outcomes, Func<QueryOutcome, double> figure)
    {
        if (outcomes.Count == 0)
        {
            throw new ArgumentException("A mean needs at least one query.", nameof(outcomes));
        }
        double sum = 0;
        for (int i = 0; i < outcomes.Count; i++)
        {
            sum += figure(outcomes[i]);
        }
        return sum / outcomes.Count;
    }
}
