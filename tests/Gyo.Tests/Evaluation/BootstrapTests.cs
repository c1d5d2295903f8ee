using CsCheck;
using Gyo.Evaluation;

namespace Gyo.Tests.Evaluation;

public sealed class BootstrapTests
{
    [Fact]
    public void Interval_ConstantQueries_IsThePoint() =>
        Assert.Equal(new Interval(0.5, 0.5), Bootstrap.Interval([[0.5, 0.5, 0.5], [0.5]], Mean));

    [Fact]
    public void Interval_ManyCoinTosses_IsTheNormalInterval()
    {
        double[] tosses = [.. Enumerable.Range(0, 400).Select(i => i % 4 == 0 ? 1.0 : 0.0)];
        double expected = 1.96 * Math.Sqrt(0.25 * 0.75 / 400); // half the width, by the central limit theorem
        const double Tolerance = 0.006;                         // a thousand resamples leave about 5 % noise, and steps of 1/400

        Interval interval = Bootstrap.Interval([tosses], Mean);

        Assert.Equal(0.25 - expected, interval.Low, Tolerance);
        Assert.Equal(0.25 + expected, interval.High, Tolerance);
    }

    [Fact]
    public void Interval_SecondRun_NarrowsIt()
    {
        double[] run = [.. Enumerable.Range(0, 100).Select(i => i % 2.0)];
        Interval one = Bootstrap.Interval([run], Mean);
        Interval four = Bootstrap.Interval([run, run, run, run], Mean);

        Assert.Equal(0.5, (four.High - four.Low) / (one.High - one.Low), 0.1); // 1/√4, up to the noise of resampling
    }

    [Fact]
    public void Interval_MoreConfidence_IsWider()
    {
        double[] run = [.. Enumerable.Range(0, 400).Select(i => i % 2.0)];
        const double Tolerance = 0.15; // the ends of the wider one are the 5th of 1000 resamples

        Interval usual = Bootstrap.Interval([run], Mean);
        Interval surer = Bootstrap.Interval([run], Mean, confidence: 0.99);

        Assert.Equal(usual, Bootstrap.Interval([run], Mean, confidence: 0.95));
        Assert.Equal(2.576 / 1.96, (surer.High - surer.Low) / (usual.High - usual.Low), Tolerance);
    }

    [Fact]
    public void Interval_AnyQueries_LiesWithinThem() => Gen.Double[0, 1].Array[1, 20].Sample(values =>
    {
        const double Rounding = 1e-12;

        Interval interval = Bootstrap.Interval([values], Mean);

        Assert.True(interval.Low <= interval.High);
        Assert.InRange(interval.Low, values.Min() - Rounding, values.Max() + Rounding);
        Assert.InRange(interval.High, values.Min() - Rounding, values.Max() + Rounding);
    }, iter: 20);

    [Fact]
    public void Interval_SameSeed_IsTheSame()
    {
        double[] values = [.. Enumerable.Range(0, 30).Select(i => Math.Sqrt(i))];

        Assert.Equal(Bootstrap.Interval([values], Mean, seed: 4), Bootstrap.Interval([values], Mean, seed: 4));
        Assert.NotEqual(Bootstrap.Interval([values], Mean, seed: 4), Bootstrap.Interval([values], Mean, seed: 5));
    }

    [Fact]
    public void Interval_RunWithoutQueries_Throws()
    {
        Assert.Throws<ArgumentException>(() => Bootstrap.Interval<double>([], Mean));
        Assert.Throws<ArgumentException>(() => Bootstrap.Interval([[1.0], []], Mean));
    }

    private static double Mean(IReadOnlyList<double> values) => values.Average();
}
