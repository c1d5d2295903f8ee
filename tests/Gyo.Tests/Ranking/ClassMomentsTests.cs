using Gyo.Ranking;

namespace Gyo.Tests.Ranking;

public sealed class ClassMomentsTests
{
    private const double Rounding = 1e-6; // the vectors are floats

    private static readonly float[][] Vectors = [[1, 0], [3, 2], [0, 4], [0, 6], [0, 8]];
    private static readonly string[] Labels = ["a", "a", "b", "b", "b"];

    [Fact]
    public void Of_TwoClasses_IsAsByHand()
    {
        ClassMoments moments = ClassMoments.Of(2, Labels, i => Vectors[i]);

        Assert.Equal([2, 1], moments.Means[0]);
        Assert.Equal([0, 6], moments.Means[1]);
        Assert.Equal(3, moments.Freedom);
        Assert.Equal([0.5, 1.75], moments.Centre()); // (1, 3½) · 2/(2 + 2)
        // About the means: ±(1, 1) and (0, −2), (0, 0), (0, 2).
        Assert.Equal([2 / 3.0, 2 / 3.0, 2 / 3.0, 10 / 3.0], moments.Within().ToRowMajorArray().Select(v => Math.Round(v, 12)).ToArray(), Close);
        // The means lie at ±(1, −2½) about theirs, and two of them leave one degree of freedom.
        Assert.Equal([2, -5, -5, 12.5], moments.Between().ToRowMajorArray());
    }

    [Fact]
    public void MeanSquareAbout_APoint_IsAsTheNaiveLoop()
    {
        double[] point = [0.5, 1.75];
        double naive = Vectors.Average(v => (Math.Pow(v[0] - point[0], 2) + Math.Pow(v[1] - point[1], 2)) / 2);

        Assert.Equal(naive, ClassMoments.Of(2, Labels, i => Vectors[i]).MeanSquareAbout(point), Rounding);
        Assert.Equal(naive, ClassMoments.Of(2, Labels, i => Vectors[i], scatter: false).MeanSquareAbout(point), Rounding);
    }

    [Fact]
    public void Of_AnotherLength_Throws() => Assert.Throws<ArgumentException>(() => ClassMoments.Of(2, ["a"], _ => new float[3]));

    private static bool Close(double x, double y) => Math.Abs(x - y) < Rounding;
}
