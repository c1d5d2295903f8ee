using Gyo.Imaging;
using NetVips;

namespace Gyo.Tests.Imaging;

public sealed class ThumbnailTests
{
    [Theory]
    [InlineData(400, 200, 100, 50)]
    [InlineData(200, 400, 50, 100)]
    [InlineData(60, 30, 60, 30)]
    public void Jpeg_AnyShape_FitsTheLongestSideAndNeverGrows(int width, int height, int expectedWidth, int expectedHeight)
    {
        byte[] jpeg = Thumbnail.Jpeg(TestPictures.Solid(TestPictures.Rust, width, height).WriteToBuffer(".png"), "picture", 100);

        RgbImage image = ImageDecoder.Decode(jpeg, "thumbnail");
        Assert.Equal((expectedWidth, expectedHeight), (image.Width, image.Height));
        ColorAssert.Near(TestPictures.Rust, image[5, 5], ColorAssert.Lossy);
    }

    [Fact]
    public void Jpeg_FromPath_IsAJpegWithoutMetadata()
    {
        using TemporaryFolder folder = new();
        string path = folder.Write("turned.jpg", TestPictures.Quadrants().WithOrientation(6).WriteToBuffer(".jpg"));

        byte[] jpeg = Thumbnail.Jpeg(path, 32);

        Assert.Equal([0xFF, 0xD8], jpeg[..2]);
        using Image image = Image.NewFromBuffer(jpeg);
        Assert.Equal((16, 32), (image.Width, image.Height));
        Assert.DoesNotContain(image.GetFields(), field => field.StartsWith("exif", StringComparison.Ordinal));
    }
}
