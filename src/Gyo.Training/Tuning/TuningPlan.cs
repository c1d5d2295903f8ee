namespace Gyo.Training.Tuning;

/// <summary>How many candidates and final rounds a search's time allows.</summary>
/// <remarks>
/// Nobody knows beforehand how long trials take, least of all on a machine that has other things to do. So nothing is fixed at the
/// beginning: before each trial it is asked whether it leaves enough time for the rungs to come, by what trials took so far.
/// </remarks>
internal static class TuningPlan
{
    /// <summary>Fewer candidates on the first rung, beside the start, are no search.</summary>
    public const int FewestOthers = 3;

    /// <summary>More would be chosen among by luck: the queries of one split do not tell so many apart.</summary>
    public const int MostOthers = 64;

    /// <summary>Fewer final rounds show little of what another split and seed would do.</summary>
    public const int FewestRounds = 2;

    /// <summary>Final rounds where there is time.</summary>
    public const int MostRounds = 3;

    /// <summary>With fewer candidates than this the time of a third round is better spent on more of them.</summary>
    private const int EnoughOthers = 8;

    /// <summary>Share of the time that is planned with: the rest is for reading pictures, and for trials that take longer than expected.</summary>
    private const double PlannedShare = 0.9;

    /// <summary>Whether there is time to try one more candidate on a rung, and enough left for the rungs after it.</summary>
    /// <param name="budget">Seconds for the whole search.</param>
    /// <param name="spent">Seconds that are over.</param>
    /// <param name="rung">The rung.</param>
    /// <param name="tried">Who was tried on it, and the candidate in question at the end; the start not counted.</param>
    /// <param name="cost">Estimated seconds of a trial, by candidate and rung.</param>
    public static bool LeavesEnough(double budget, double spent, int rung, IReadOnlyList<int> tried, Func<int, int, double> cost)
    {
        int rounds = tried.Count > EnoughOthers ? MostRounds : FewestRounds;
        return spent + cost(tried[^1], rung) + SecondsAfter(rung, tried, rounds, cost) <= PlannedShare * budget;
    }

    /// <summary>The time that the smallest search needs.</summary>
    /// <param name="cost">Estimated seconds of a trial, by candidate and rung.</param>
    public static double FewestSeconds(Func<int, int, double> cost)
    {
        int[] others = [.. Enumerable.Range(1, FewestOthers)];
        return (cost(0, 0) + others.Sum(c => cost(c, 0)) + SecondsAfter(0, others, FewestRounds, cost)) / PlannedShare;
    }

    /// <summary>What the rungs after one take. Who will be on them is not known yet, so each place costs the mean of those who may.</summary>
    private static double SecondsAfter(int rung, IReadOnlyList<int> candidates, int rounds, Func<int, int, double> cost)
    {
        double seconds = 0;
        int count = candidates.Count;
        for (int next = rung + 1; next <= SuccessiveHalving.FinalRung; next++)
        {
            count = SuccessiveHalving.GoingOn(count, next - 1);
            int times = next == SuccessiveHalving.FinalRung ? rounds : 1;
            seconds += times * (cost(0, next) + count * candidates.Average(c => cost(c, next)));
        }

        return seconds;
    }
}
