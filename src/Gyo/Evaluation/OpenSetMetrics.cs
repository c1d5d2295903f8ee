namespace Gyo.Evaluation;

/// <summary>How well the best score tells a known character from an unknown one.</summary>
public static class OpenSetMetrics
{
    private const int TruePositivePercent = 95;
    private const int FalsePositivePercent = 5;

    /// <summary>Area under the ROC curve: the chance that a known query scores above an unknown one, ties counting one half
    /// (the Mann–Whitney rank statistic). 1 is perfect, ½ is chance. Exact, O(n log n).</summary>
    /// <param name="scores">At least one query, no score NaN.</param>
    /// <exception cref="ArgumentException">There are no scores.</exception>
    public static double Auroc(IReadOnlyList<OpenSetScores> scores)
    {
        (float[] known, float[] unknown) = Sorted(scores);
        long halfWins = 0;
        int below = 0;
        int notAbove = 0;
        foreach (float score in known)
        {
            while (below < unknown.Length && unknown[below] < score)
            {
                below++;
            }
            while (notAbove < unknown.Length && unknown[notAbove] <= score)
            {
                notAbove++;
            }
            halfWins += below + notAbove;
        }
        return halfWins / (2.0 * known.Length * unknown.Length);
    }

    /// <summary>False-positive rate at 95 % true-positive rate: of the unknown queries, the share that still reaches
    /// <see cref="ThresholdAt95Tpr"/>. 0 is perfect. Exact, O(n log n).</summary>
    /// <param name="scores">At least one query, no score NaN.</param>
    /// <exception cref="ArgumentException">There are no scores.</exception>
    public static double FprAt95Tpr(IReadOnlyList<OpenSetScores> scores)
    {
        float threshold = ThresholdAt95Tpr(scores);
        return (double)scores.Count(s => s.Unknown >= threshold) / scores.Count;
    }

    /// <summary>
    /// Detection and identification rate at 5 % false accepts: of the known queries, the share that is answered rightly and scores above
    /// all but 5 % of the unknown. 1 is perfect. Exact, O(n log n).
    /// </summary>
    /// <remarks>Phillips, Grother and Micheals, "Evaluation Methods in Face Recognition", Handbook of Face Recognition, 2011, section 21.3.</remarks>
    /// <param name="scores">At least one query, no score NaN.</param>
    /// <exception cref="ArgumentException">There are no scores.</exception>
    public static double IdentifiedAt5Fpr(IReadOnlyList<OpenSetScores> scores)
    {
        float[] unknown = Sorted(scores).Unknown;
        float threshold = unknown[unknown.Length - 1 - (unknown.Length * FalsePositivePercent / 100)];
        return (double)scores.Count(s => s.Right && s.Known > threshold) / scores.Count;
    }

    /// <summary>Of the known queries, the share that is answered rightly and not called unknown at the default rate of false accepts.</summary>
    /// <param name="scores">At least one query.</param>
    public static double Identified(IReadOnlyList<OpenSetScores> scores) => (double)scores.Count(s => s.Right && s.Accepted) / scores.Count;

    /// <summary>Of the unknown queries, the share that is not called unknown at the default rate of false accepts, and should be that rate.</summary>
    /// <param name="scores">At least one query.</param>
    public static double FalseAccepts(IReadOnlyList<OpenSetScores> scores) => (double)scores.Count(s => s.StrangerAccepted) / scores.Count;

    /// <summary>The highest score that at least 95 % of the known queries reach.</summary>
    /// <param name="scores">At least one query, no score NaN.</param>
    /// <exception cref="ArgumentException">There are no scores.</exception>
    public static float ThresholdAt95Tpr(IReadOnlyList<OpenSetScores> scores)
    {
        float[] known = Sorted(scores).Known;
        int rejected = known.Length * (100 - TruePositivePercent) / 100;
        return known[rejected];
    }

    private static (float[] Known, float[] Unknown) Sorted(IReadOnlyList<OpenSetScores> scores)
    {
        if (scores.Count == 0)
        {
            throw new ArgumentException("Open-set figures need at least one query.", nameof(scores));
        }
        float[] known = [.. scores.Select(s => s.Known)];
        float[] unknown = [.. scores.Select(s => s.Unknown)];
        Array.Sort(known);
        Array.Sort(unknown);
        return (known, unknown);
    }
}
