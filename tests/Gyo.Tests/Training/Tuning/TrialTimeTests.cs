using Gyo.Training;
using Gyo.Training.Tuning;

namespace Gyo.Tests.Training.Tuning;

public sealed class TrialTimeTests
{
    private const double Tolerance = 1e-9; // sums in another order

    [Fact]
    public void Of_TheRecipeLearnedFrom_IsWhatItTook()
    {
        TrialTime time = After(train: 30, measure: 5);

        Assert.Equal(35, time.Of(Recipes.Default), Tolerance);
        Assert.Equal(65, time.Of(Recipes.Default with { Epochs = 2 * Recipes.Default.Epochs }), Tolerance); // measuring takes no longer
    }

    [Fact]
    public void Of_OtherRecipes_GrowsWithSizeAndShrinksWithFrozenStages()
    {
        TrialTime time = After(train: 30, measure: 5);

        Assert.Equal(4 * 35, time.Of(Recipes.Default with { Size = 256 }), Tolerance);
        Assert.Equal(30 + 4 * 5, time.Of(Recipes.Default with { AnswerSize = 256 }), Tolerance);
        Assert.InRange(time.Of(Recipes.Default with { FrozenStages = 19 }), 35.0 / 3, 35 * 0.9);
        Assert.True(time.Of(Recipes.Default with { FrozenStages = 4 }) > 35);
    }

    [Fact]
    public void Of_MachineThatSlowsDown_LearnsIt()
    {
        TrialTime time = After(train: 30, measure: 0);
        time.Learn(Recipes.Default, 90, 0);

        Assert.Equal(60, time.Of(Recipes.Default), Tolerance);
    }

    private static TrialTime After(double train, double measure)
    {
        var time = new TrialTime();
        time.Learn(Recipes.Default, train, measure);
        return time;
    }
}
