using Gyo.Curation;

namespace Gyo.Tests.Curation;

public sealed class LearningCurveTests
{
    private const int Many = 100_000; // so many characters that the prior's half weighs nothing
    private const double Near = 1e-4;

    [Fact]
    public void ErrorAt_StepsOfMany_IsWhatWasMeasured()
    {
        LearningCurve curve = LearningCurve.Of([.. Enumerable.Repeat(new double?[] { 0.8, 0.4, 0.3, 0.2 }, Many)]);

        Assert.Equal(0.8, curve.ErrorAt(1), Near);
        Assert.Equal(0.4, curve.ErrorAt(2), Near);
        Assert.Equal(0.2, curve.ErrorAt(4), Near);
        Assert.Equal(1, curve.Exponent, Near); // 0.8 to 0.2 from 1 to 4
        Assert.Equal(0.1, curve.ErrorAt(8), Near);
    }

    [Fact]
    public void ErrorAt_HardCharactersHaveMorePictures_StillFalls()
    {
        double?[] easyWithFew = [0.4, 0.2];
        double?[] hardWithMany = [1.0, 0.8, 0.7];
        LearningCurve curve = LearningCurve.Of([.. Enumerable.Repeat(easyWithFew, Many), .. Enumerable.Repeat(hardWithMany, Many)]);

        Assert.Equal(0.7, curve.ErrorAt(1), Near);
        Assert.Equal(0.5, curve.ErrorAt(2), Near);
        Assert.Equal(0.5 * 7 / 8, curve.ErrorAt(3), Near); // and not 0.7, which is that of the hard ones alone
    }

    [Fact]
    public void Of_Nothing_FallsAsAMeanDoes()
    {
        LearningCurve curve = LearningCurve.Of([]);

        Assert.Equal(0.5, curve.ErrorAt(1));
        Assert.Equal(0.25, curve.ErrorAt(4));
    }

    [Fact]
    public void Of_ErrorsThatRise_NeverRises()
    {
        LearningCurve curve = LearningCurve.Of([.. Enumerable.Repeat(new double?[] { 0.2, 0.5, null, 0.9 }, Many)]);

        Assert.Equal(curve.ErrorAt(1), curve.ErrorAt(2));
        Assert.True(curve.ErrorAt(100) < curve.ErrorAt(2));
        Assert.Throws<ArgumentOutOfRangeException>(() => curve.ErrorAt(0));
    }
}
