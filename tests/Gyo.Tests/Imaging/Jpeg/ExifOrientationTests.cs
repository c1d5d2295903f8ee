using Gyo.Imaging.Jpeg;

namespace Gyo.Tests.Imaging.Jpeg;

public sealed class ExifOrientationTests
{
    // One directory at 8 of one entry: tag, type, count, value.
    private static readonly byte[] Little = [.. "Exif\0\0II*\0"u8, 8, 0, 0, 0, 1, 0, 0x12, 0x01, 3, 0, 1, 0, 0, 0, 1, 0, 0, 0];
    private static readonly byte[] Big = [.. "Exif\0\0MM\0*"u8, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 1, 0, 0];

    [Fact]
    public void IsUpright_One_Is() => Assert.True(ExifOrientation.IsUpright(Little) && ExifOrientation.IsUpright(Big));

    [Fact]
    public void IsUpright_Others_AreNot()
    {
        Assert.False(ExifOrientation.IsUpright([.. Little[..^4], 6, 0, 0, 0]));
        Assert.False(ExifOrientation.IsUpright([.. Big[..^4], 0, 6, 0, 0]));
    }

    [Fact]
    public void IsUpright_AnotherTag_SaysNothingOfIt() => Assert.True(ExifOrientation.IsUpright([.. Little[..16], 0x13, .. Little[17..^4], 6, 0, 0, 0]));

    [Fact]
    public void IsUpright_CutAnywhere_IsNotKnown() =>
        Assert.All(Enumerable.Range(0, Little.Length), length => Assert.False(ExifOrientation.IsUpright(Little.AsSpan(0, length))));

    [Fact]
    public void IsUpright_DirectoryBeyondTheEnd_IsNotKnown() =>
        Assert.False(ExifOrientation.IsUpright([.. Little[..10], 255, 255, 255, 255, .. Little[14..]]));
}
