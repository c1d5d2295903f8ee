using Gyo.Evaluation;

namespace Gyo.Training.Tuning;

/// <summary>Compares finalists with the start on the queries that both answered.</summary>
internal static class FinalComparison
{
    /// <summary>All intervals together hold with this confidence.</summary>
    private const double JointConfidence = 0.95;

    /// <summary>
    /// The confidence of one of several intervals (Bonferroni): of three candidates one is better by luck more often than one alone is.
    /// </summary>
    /// <param name="finalists">How many, at least 1.</param>
    public static double Confidence(int finalists) => 1 - (1 - JointConfidence) / finalists;

    /// <summary>Compares one finalist.</summary>
    /// <param name="recipe">The finalist's recipe.</param>
    /// <param name="rounds">Its trials and the start's, round by round; none failed, and there is at least one.</param>
    /// <param name="confidence">The interval's.</param>
    public static Finalist Compare(Recipe recipe, IReadOnlyList<(Trial Finalist, Trial Start)> rounds, double confidence)
    {
        // Seen and unseen queries of every round are each drawn anew by themselves, and their means count the same: as in the score.
        IReadOnlyList<double>[] gains =
        [
            .. rounds.Select(r => Gains(r.Finalist.Figures!.SeenRanks, r.Start.Figures!.SeenRanks)),
            .. rounds.Select(r => Gains(r.Finalist.Figures!.UnseenRanks, r.Start.Figures!.UnseenRanks)),
        ];
        return new Finalist
        {
            Candidate = rounds[0].Finalist.Candidate,
            Recipe = recipe,
            SeenMrr = rounds.Average(r => r.Finalist.Figures!.SeenMrr),
            UnseenMrr = rounds.Average(r => r.Finalist.Figures!.UnseenMrr),
            Difference = gains.Average(Mean),
            Interval = Bootstrap.Interval(gains, Mean, confidence: confidence),
        };

        static double Mean(IReadOnlyList<double> values) => values.Average();
    }

    /// <summary>Query by query, by how much the reciprocal rank is higher.</summary>
    private static double[] Gains(IReadOnlyList<int> ranks, IReadOnlyList<int> startRanks) =>
        [.. ranks.Zip(startRanks, (rank, start) => 1.0 / rank - 1.0 / start)];
}
