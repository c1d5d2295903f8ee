using Gyo.Imaging;

namespace Gyo.Tests.Imaging;

public sealed class RgbImageTests
{
    [Fact]
    public void Indexer_RowMajor_GivesThePixel()
    {
        RgbImage image = new(2, 2, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);

        Assert.Equal(new RgbColor(4, 5, 6), image[1, 0]);
        Assert.Equal(new RgbColor(7, 8, 9), image[0, 1]);
    }

    [Theory]
    [InlineData(2, 0)]
    [InlineData(0, 2)]
    [InlineData(-1, 0)]
    public void Indexer_Outside_Throws(int x, int y) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new RgbImage(2, 2, new byte[12])[x, y]);

    [Fact]
    public void Constructor_WrongLength_Throws()
    {
        Assert.Throws<ArgumentException>(() => new RgbImage(2, 2, new byte[11]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RgbImage(0, 2, []));
    }
}
