using Gyo.Imaging;

namespace Gyo.Tests.Imaging;

/// <summary>Where the pixels of a picture end up.</summary>
public sealed class ImageDecoderShapeTests
{
    // The corners as a person sees them, row by row: R(ed), G(reen) / B(lue), W(hite) stored upright. EXIF 2.3, tag 0x0112.
    [Theory]
    [InlineData(1, "RGBW")]
    [InlineData(2, "GRWB")]
    [InlineData(3, "WBGR")]
    [InlineData(4, "BWRG")]
    [InlineData(5, "RBGW")]
    [InlineData(6, "BRWG")]
    [InlineData(7, "WGBR")]
    [InlineData(8, "GWRB")]
    public void Decode_ExifOrientation_TurnsThePictureUpright(int orientation, string corners)
    {
        byte[] file = TestPictures.Quadrants(64, 32).WithOrientation(orientation).JpegsaveBuffer(q: 95);

        RgbImage own = ImageDecoder.Decode(file, "turned");
        RgbImage square = ImageDecoder.Decode(file, "turned", 32, ResizeMode.Squeeze);

        Assert.Equal(orientation < 5 ? (64, 32) : (32, 64), (own.Width, own.Height));
        Assert.Equal(corners, Corners(own));
        Assert.Equal(corners, Corners(square));
    }

    [Theory]
    [InlineData(640, 568, 128)]
    [InlineData(7, 5, 64)]
    [InlineData(1, 1, 32)]
    [InlineData(1, 500, 32)]
    [InlineData(3000, 1, 32)]
    public void Decode_AnyShape_GivesTheSquareAsked(int width, int height, int size)
    {
        byte[] file = TestPictures.Solid(TestPictures.Rust, width, height).WriteToBuffer(".png");

        foreach (ResizeMode resize in Enum.GetValues<ResizeMode>())
        {
            RgbImage image = ImageDecoder.Decode(file, "shape", size, resize, new DecodeOptions { Background = TestPictures.Rust });

            Assert.Equal((size, size, size * size * 3), (image.Width, image.Height, image.Pixels.Length));
            ColorAssert.Near(TestPictures.Rust, image[0, 0], ColorAssert.Rounding);
            ColorAssert.Near(TestPictures.Rust, image[size / 2, size - 1], ColorAssert.Rounding);
        }
    }

    [Fact]
    public void Decode_Squeeze_FillsTheSquareWithAllOfThePicture()
    {
        byte[] file = TestPictures.Quadrants(120, 30).WriteToBuffer(".png");

        Assert.Equal("RGBW", Corners(ImageDecoder.Decode(file, "wide", 40, ResizeMode.Squeeze)));
    }

    [Theory]
    [InlineData(200, 100)] // shrunk by 5: rows 0–9 and 30–39 are bars
    [InlineData(20, 10)] // enlarged by 2
    public void Decode_PadWide_CentresBetweenBars(int width, int height)
    {
        DecodeOptions options = new() { Background = TestPictures.Blue };

        RgbImage image = ImageDecoder.Decode(
            TestPictures.Solid(TestPictures.Red, width, height).WriteToBuffer(".png"), "wide", 40, ResizeMode.Pad, options);

        for (int y = 0; y < 40; y++)
        {
            RgbColor expected = y is >= 10 and < 30 ? TestPictures.Red : TestPictures.Blue;
            ColorAssert.Near(expected, image[0, y], ColorAssert.Rounding);
            ColorAssert.Near(expected, image[39, y], ColorAssert.Rounding);
        }
    }

    [Fact]
    public void Decode_PadTall_CentresBetweenBars()
    {
        RgbImage image = ImageDecoder.Decode(
            TestPictures.Solid(TestPictures.Red, 50, 200).WriteToBuffer(".png"), "tall", 40, ResizeMode.Pad);

        ColorAssert.Near(TestPictures.White, image[14, 20], ColorAssert.Rounding);
        ColorAssert.Near(TestPictures.Red, image[15, 0], ColorAssert.Rounding);
        ColorAssert.Near(TestPictures.Red, image[24, 39], ColorAssert.Rounding);
        ColorAssert.Near(TestPictures.White, image[25, 20], ColorAssert.Rounding);
    }

    [Fact]
    public void Decode_OwnSize_ChangesNoPixel()
    {
        RgbImage image = ImageDecoder.Decode(TestPictures.Noise(300, 200).WriteToBuffer(".png"), "own");

        Assert.Equal((300, 200), (image.Width, image.Height));
        Assert.Equal(TestPictures.Noise(300, 200).WriteToMemory<byte>(), image.Pixels);
    }

    [Fact]
    public void Decode_PathAndBytes_GiveTheSamePixels()
    {
        byte[] file = TestPictures.Noise(300, 200).WriteToBuffer(".jpg");
        using TemporaryFolder folder = new();
        string path = folder.Write("picture.jpg", file);
        byte[] padded = [1, 2, .. file, 3];

        RgbImage fromPath = ImageDecoder.Decode(path, 64, ResizeMode.Squeeze);
        RgbImage fromBytes = ImageDecoder.Decode(file, "picture", 64, ResizeMode.Squeeze);
        RgbImage fromSlice = ImageDecoder.Decode(padded.AsMemory(2, file.Length), "picture", 64, ResizeMode.Squeeze);

        Assert.Equal(fromPath.Pixels, fromBytes.Pixels);
        Assert.Equal(fromPath.Pixels, fromSlice.Pixels);
        Assert.Equal(file, ImageDecoder.ReadFile(path));
    }

    [Fact]
    public void Decode_FileReplacedUnderTheSameName_GivesTheNewPicture()
    {
        using TemporaryFolder folder = new();
        folder.Write("picture.png", TestPictures.Solid(TestPictures.Red).WriteToBuffer(".png"));
        string path = folder.File("picture.png");
        RgbColor before = ImageDecoder.Decode(path)[0, 0];
        folder.Write("picture.png", TestPictures.Solid(TestPictures.Blue).WriteToBuffer(".png"));

        Assert.Equal((TestPictures.Red, TestPictures.Blue), (before, ImageDecoder.Decode(path)[0, 0]));
    }

    [Fact]
    public void Decode_ManyThreads_GiveTheSamePixels()
    {
        byte[][] files = [.. Enumerable.Range(1, 8).Select(seed =>
            TestPictures.Noise(200, 150, seed).WriteToBuffer(seed % 2 == 0 ? ".jpg" : ".webp"))];
        byte[][] expected = [.. files.Select(f => ImageDecoder.Decode(f, "once", 64, ResizeMode.Pad).Pixels)];

        Parallel.For(0, 200, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i =>
            Assert.Equal(expected[i % 8], ImageDecoder.Decode(files[i % 8], "again", 64, ResizeMode.Pad).Pixels));
    }

    private static string Corners(RgbImage image)
    {
        (int x, int y) = (image.Width / 4, image.Height / 4);
        return string.Concat(new[] { image[x, y], image[3 * x, y], image[x, 3 * y], image[3 * x, 3 * y] }.Select(Letter));
    }

    private static char Letter(RgbColor c) => (c.R > 128, c.G > 128, c.B > 128) switch
    {
        (true, false, false) => 'R',
        (false, true, false) => 'G',
        (false, false, true) => 'B',
        (true, true, true) => 'W',
        _ => '?',
    };
}
