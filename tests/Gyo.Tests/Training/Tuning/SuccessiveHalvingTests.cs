using Gyo.Training;
using Gyo.Training.Tuning;

namespace Gyo.Tests.Training.Tuning;

public sealed class SuccessiveHalvingTests
{
    [Theory]
    [InlineData(25, 0, 6)]
    [InlineData(25, 1, 12)]
    [InlineData(25, 2, 25)]
    [InlineData(1, 0, 1)]
    public void Epochs_OnARung_IsItsShareAndAtLeastOne(int epochs, int rung, int expected) =>
        Assert.Equal(expected, SuccessiveHalving.Epochs(epochs, rung));

    [Theory]
    [InlineData(8, 0, 4)]
    [InlineData(7, 0, 4)]
    [InlineData(1, 0, 1)]
    [InlineData(4, 1, 2)]
    [InlineData(30, 1, SuccessiveHalving.MostFinalists)]
    [InlineData(0, 1, 0)]
    public void GoingOn_ACount_IsHalfOfItButFewFinalists(int count, int rung, int expected) =>
        Assert.Equal(expected, SuccessiveHalving.GoingOn(count, rung));

    [Fact]
    public void Best_Trials_GoByScoreThenMapAtRThenNumber()
    {
        Trial[] trials = [Of(1, rank: 2, 0.5), Of(2, rank: 1, 0.3), Of(3, rank: 1, 0.4), Of(5, rank: 2, 0.5), Of(4, rank: 2, 0.6)];

        Assert.Equal([3, 2, 4, 1], SuccessiveHalving.Best(trials, 4));
    }

    [Fact]
    public void Best_FailedTrials_NeverGoOn()
    {
        Trial[] trials = [Of(1, rank: 9, 0.1), Of(2, rank: 1, 0.3) with { Figures = null, Failure = "The training collapsed." }];

        Assert.Equal([1], SuccessiveHalving.Best(trials, 2));
    }

    private static Trial Of(int candidate, int rank, double mapAtR) => new()
    {
        Pictures = "",
        Candidate = candidate,
        Rung = 0,
        Seed = 1,
        Recipe = Recipes.Default,
        Figures = new TrialFigures([rank], [rank], mapAtR),
        TrainSeconds = 1,
        MeasureSeconds = 1,
        Seconds = 2,
    };
}
