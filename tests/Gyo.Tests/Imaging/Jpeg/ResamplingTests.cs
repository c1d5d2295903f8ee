using Gyo.Imaging.Jpeg;

namespace Gyo.Tests.Imaging.Jpeg;

public sealed class ResamplingTests
{
    private const float Rounding = 1e-4f;

    [Fact]
    public void Sum_SameSize_ChangesNothing() => Assert.Equal([3, 1, 4, 1, 5], Resampled([3, 1, 4, 1, 5], 5));

    [Fact]
    public void Sum_TwiceTheSize_IsThreeQuartersAndOne() =>
        Assert.Equal([0, 2, 6, 8], Resampled([0, 8], 4)); // what libjpeg calls fancy upsampling

    [Theory]
    [InlineData(100, 37)]
    [InlineData(37, 100)]
    [InlineData(5, 1)]
    [InlineData(1, 5)]
    [InlineData(4000, 3)]
    public void Sum_Constant_StaysSo(int count, int wanted) =>
        Assert.All(Resampled([.. Enumerable.Repeat(7f, count)], wanted), p => Assert.Equal(7, p, Rounding));

    [Fact]
    public void Sum_Ramp_KeepsItsPlace()
    {
        float[] half = Resampled([.. Enumerable.Range(0, 100).Select(i => (float)i)], 50);

        for (int i = 10; i < 40; i++) // where no edge is seen
        {
            Assert.Equal(2 * i + 0.5f, half[i], 0.01f);
        }
    }

    [Fact]
    public void Sum_EndWithinAPixel_CountsThatPixelInPart()
    {
        var resampling = new Resampling(new Axis(2.5, 8, 1), 5); // half a pixel each

        float[] rows = Rows([0, 10, 20]), sum = new float[32];
        resampling.Sum(4, rows.AsSpan(resampling.First(4) * 32), 32, sum);

        Assert.Equal(17.5f, sum[0], Rounding); // its middle lies at 2.25, a quarter before the middle of the last
    }

    private static float[] Resampled(float[] old, int count)
    {
        var resampling = new Resampling(new Axis(old.Length, 8, (old.Length + 7) / 8), count);
        float[] rows = Rows(old), sum = new float[32];
        return [.. Enumerable.Range(0, count).Select(i =>
        {
            resampling.Sum(i, rows.AsSpan(resampling.First(i) * 32), 32, sum);
            Assert.All(sum, s => Assert.Equal(sum[0], s));
            return sum[0];
        })];
    }

    /// <summary>Each value a row of its own, as wide as the kernel wants it.</summary>
    private static float[] Rows(float[] values) => [.. values.SelectMany(v => Enumerable.Repeat(v, Resampling.Padded(1)))];
}
