using Gyo.Training;
using Gyo.Training.Tuning;

namespace Gyo.Tests.Training.Tuning;

public sealed class FinalComparisonTests
{
    private const double Tolerance = 1e-12;

    /// <summary>
    /// Gains by hand: seen 1 − 1/2 and 1/2 − 1/2, mean 0.25; unseen 1/4 − 1, mean −0.75; second round nothing. Both kinds and rounds
    /// count the same: (0.25 − 0.75 + 0 + 0) / 4.
    /// </summary>
    [Fact]
    public void Compare_TwoRounds_IsTheMeanOfThePairedGains()
    {
        Finalist finalist = FinalComparison.Compare(
            Recipes.Default,
            [(Of(3, [1, 2], [4]), Of(0, [2, 2], [1])), (Of(3, [1, 1], [1]), Of(0, [1, 1], [1]))],
            confidence: 0.95);

        Assert.Equal(-0.125, finalist.Difference, Tolerance);
        Assert.Equal(3, finalist.Candidate);
        Assert.Equal((0.75 + 1) / 2, finalist.SeenMrr, Tolerance);
        Assert.Equal((0.25 + 1) / 2, finalist.UnseenMrr, Tolerance);
        Assert.InRange(finalist.Difference, finalist.Interval.Low, finalist.Interval.High);
        Assert.False(finalist.BeatsStart);
    }

    [Fact]
    public void Compare_AlwaysALittleBetter_BeatsTheStartThoughTheFiguresThemselvesVary()
    {
        int[] start = [.. Enumerable.Range(0, 60).Select(i => 2 + i % 5)];
        int[] better = [.. start.Select(r => r - 1)];

        Finalist finalist = FinalComparison.Compare(Recipes.Default, [(Of(1, better, better), Of(0, start, start))], confidence: 0.95);

        Assert.True(finalist.BeatsStart); // paired: each query's gain is above 0
    }

    [Fact]
    public void Confidence_MoreFinalists_IsHigherForEach()
    {
        Assert.Equal(0.95, FinalComparison.Confidence(1), Tolerance);
        Assert.Equal(1 - 0.05 / 3, FinalComparison.Confidence(3), Tolerance);
    }

    private static Trial Of(int candidate, int[] seen, int[] unseen) => new()
    {
        Pictures = "",
        Candidate = candidate,
        Rung = SuccessiveHalving.FinalRung,
        Seed = 1,
        Recipe = Recipes.Default,
        Figures = new TrialFigures(seen, unseen, 0.5),
        TrainSeconds = 1,
        MeasureSeconds = 1,
        Seconds = 2,
    };
}
