using Gyo.Training.Optimisation;

namespace Gyo.Tests.Training.Optimisation;

public sealed class LearningRateScheduleTests
{
    [Fact]
    public void At_NoWarmUp_IsConstant() => Assert.All([0, 50, 99], step => Assert.Equal(1, LearningRateSchedule.At(step, 100, null)));

    [Fact]
    public void At_WarmUp_RisesThenFallsToNothing()
    {
        double[] rates = [.. Enumerable.Range(0, 100).Select(step => LearningRateSchedule.At(step, 100, 0.1))];

        Assert.Equal(rates[..10].Order(), rates[..10]);
        Assert.Equal(1, rates[10]);
        Assert.Equal(rates[10..].OrderDescending(), rates[10..]);
        Assert.Equal(0.5, rates[55], precision: 10);
        Assert.InRange(rates[99], 0, 0.001);
    }
}
