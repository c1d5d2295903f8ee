using Gyo.Training.Tuning;

namespace Gyo.Tests.Training.Tuning;

public sealed class TuningPlanTests
{
    private const double Planned = 0.9;

    /// <summary>Three others and the start at 1 second, then two others at 2, then one at 4, twice: 4 + 3 · 2 + 2 · 2 · 4.</summary>
    [Fact]
    public void FewestSeconds_CostsThatDouble_IsTheSumOfTheSmallestSearch() => Assert.Equal(26 / Planned, TuningPlan.FewestSeconds(Doubling), 9);

    /// <summary>
    /// The fifth of five costs 1; then three others and the start at 2, then two others and the start at 4, twice: 33. The ninth of nine must leave
    /// time for a third round: 1 + 6 · 2 + 3 · 4 · 4.
    /// </summary>
    [Theory]
    [InlineData(0, 5, 33)]
    [InlineData(0, 9, 61)]
    [InlineData(1, 2, 18)] // 2 + 2 · 2 · 4
    public void LeavesEnough_ARung_CountsThoseAfterIt(int rung, int tried, double seconds)
    {
        int[] candidates = [.. Enumerable.Range(1, tried)];

        Assert.True(TuningPlan.LeavesEnough((100 + seconds) / Planned + 0.01, spent: 100, rung, candidates, Doubling));
        Assert.False(TuningPlan.LeavesEnough((100 + seconds) / Planned - 0.01, spent: 100, rung, candidates, Doubling));
    }

    [Fact]
    public void LeavesEnough_AnExpensiveCandidate_CountsForItselfAndForItsChanceToGoOn()
    {
        double cheap = 1 + 2 * 2 + 2 * 2 * 4;
        const double Chance = 0.5 * 9 * (2 + 2 * 4); // it is one of two who may take the one place

        Assert.True(TuningPlan.LeavesEnough((cheap + 9 + Chance) / Planned + 0.01, 0, 0, [1, 2], (c, r) => Doubling(c, r) * (c == 2 ? 10 : 1)));
        Assert.False(TuningPlan.LeavesEnough((cheap + 9 + Chance) / Planned - 0.01, 0, 0, [1, 2], (c, r) => Doubling(c, r) * (c == 2 ? 10 : 1)));
    }

    private static double Doubling(int candidate, int rung) => 1 << rung;
}
