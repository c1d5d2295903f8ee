using Gyo.Imaging;

namespace Gyo.Tests.Imaging;

public sealed class PictureFingerprintTests
{
    [Fact]
    public void Of_SixtyFourPixels_AveragesFourToACell()
    {
        RgbImage image = Noise(64, 64, seed: 1);

        PictureFingerprint fingerprint = PictureFingerprint.Of(image);

        for (int i = 0; i < fingerprint.Grey.Length; i++)
        {
            (int x, int y) = (i % 32 * 2, i / 32 * 2);
            double expected = (Luma(image[x, y]) + Luma(image[x + 1, y]) + Luma(image[x, y + 1]) + Luma(image[x + 1, y + 1])) / 4;
            Assert.InRange(fingerprint.Grey[i], expected - 1, expected + 1);
        }
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(5, 7)]
    [InlineData(31, 33)]
    [InlineData(1, 200)]
    public void Of_OddShapesOfOneColour_IsThatColourEverywhere(int width, int height)
    {
        PictureFingerprint fingerprint = PictureFingerprint.Of(new RgbImage(width, height, [.. Enumerable.Repeat((byte)200, width * height * 3)]));

        Assert.All(fingerprint.Grey.ToArray(), value => Assert.Equal(200, value));
        Assert.Equal(0, fingerprint.Colourfulness);
        Assert.Equal((0, 0), fingerprint.Tint);
        Assert.Equal(0UL, fingerprint.Hash);
    }

    [Fact]
    public void Of_Red_IsColourfulAndTintedRed()
    {
        PictureFingerprint fingerprint = PictureFingerprint.Of(new RgbImage(1, 1, [255, 0, 0]));

        Assert.Equal(255, fingerprint.Colourfulness);
        Assert.Equal((-38, 89), fingerprint.Tint); // luma 76: half of 0 − 76, half of 255 − 76
    }

    [Fact]
    public void MirroredHash_IsTheHashOfTheMirroredPicture()
    {
        RgbImage image = Noise(64, 64, seed: 2);
        byte[] mirrored = new byte[image.Pixels.Length];
        for (int i = 0; i < mirrored.Length; i++)
        {
            (int y, int x, int c) = (i / (64 * 3), i / 3 % 64, i % 3);
            mirrored[i] = image.Pixels[(y * 64 + 63 - x) * 3 + c];
        }

        Assert.Equal(PictureFingerprint.Of(new RgbImage(64, 64, mirrored)).Hash, PictureFingerprint.Of(image).MirroredHash);
        Assert.NotEqual(PictureFingerprint.Of(image).Hash, PictureFingerprint.Of(image).MirroredHash);
    }

    [Fact]
    public void FromBytes_OfToBytes_IsTheSame()
    {
        byte[] bytes = PictureFingerprint.Of(Noise(50, 40, seed: 3)).ToBytes();

        Assert.Equal(PictureFingerprint.Length, bytes.Length);
        Assert.Equal(bytes, PictureFingerprint.FromBytes(bytes)!.ToBytes());
    }

    [Fact]
    public void FromBytes_OtherVersionOrLength_IsNull()
    {
        byte[] bytes = PictureFingerprint.Of(Noise(50, 40, seed: 3)).ToBytes();

        Assert.Null(PictureFingerprint.FromBytes([]));
        Assert.Null(PictureFingerprint.FromBytes(bytes.AsSpan(1)));
        Assert.Null(PictureFingerprint.FromBytes([(byte)(bytes[0] + 1), .. bytes.AsSpan(1)]));
    }

    private static RgbImage Noise(int width, int height, int seed)
    {
        byte[] pixels = new byte[width * height * 3];
        new Random(seed).NextBytes(pixels);
        return new RgbImage(width, height, pixels);
    }

    private static double Luma(RgbColor c) => (0.299 * c.R) + (0.587 * c.G) + (0.114 * c.B);
}
