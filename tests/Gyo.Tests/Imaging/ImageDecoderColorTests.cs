using Gyo.Imaging;
using NetVips;

namespace Gyo.Tests.Imaging;

/// <summary>Whatever a file holds comes out as the colour a person sees.</summary>
public sealed class ImageDecoderColorTests
{
    [Theory]
    [InlineData(".png", ColorAssert.Rounding)]
    [InlineData(".png[palette]", ColorAssert.Rounding)]
    [InlineData(".png[interlace]", ColorAssert.Rounding)]
    [InlineData(".gif", ColorAssert.Rounding)]
    [InlineData(".tif", ColorAssert.Rounding)]
    [InlineData(".tif[compression=lzw,tile]", ColorAssert.Rounding)]
    [InlineData(".tif[bigtiff]", ColorAssert.Rounding)]
    [InlineData(".webp[lossless]", ColorAssert.Rounding)]
    [InlineData(".webp[Q=95]", ColorAssert.Lossy)]
    [InlineData(".jpg[Q=95]", ColorAssert.Lossy)]
    [InlineData(".jpg[Q=95,interlace]", ColorAssert.Lossy)]
    [InlineData(".avif[Q=90]", ColorAssert.Lossy)]
    public void Decode_EveryFormat_GivesItsColourAndSize(string format, int tolerance)
    {
        RgbImage image = ImageDecoder.Decode(TestPictures.Solid(TestPictures.Rust, 64, 48).WriteToBuffer(format), format);

        Assert.Equal((64, 48), (image.Width, image.Height));
        ColorAssert.Near(TestPictures.Rust, image[32, 24], tolerance);
    }

    [Fact]
    public void Decode_UltraHdrJpeg_GivesItsPlainPicture()
    {
        byte[] file = TestPictures.Solid(TestPictures.Rust).Colourspace(Enums.Interpretation.Scrgb).UhdrsaveBuffer();
        byte[] plain = Image.JpegloadBuffer(file).IccTransform("srgb", embedded: true).WriteToBuffer(".png[keep=none]");

        ColorAssert.Near(Middle(plain), Middle(file), ColorAssert.Rounding);
    }

    [Theory]
    [InlineData(".png")]
    [InlineData(".tif")]
    [InlineData(".jpg[Q=95]")]
    public void Decode_Grey_GivesThreeEqualChannels(string format)
    {
        Image grey = (Image.Black(40, 40) + 90).Cast(Enums.BandFormat.Uchar).Copy(interpretation: Enums.Interpretation.Bw);

        ColorAssert.Near(new RgbColor(90, 90, 90), Middle(grey.WriteToBuffer(format)), ColorAssert.Rounding);
    }

    [Theory]
    [InlineData(".png")]
    [InlineData(".tif")]
    public void Decode_SixteenBits_KeepsTheUpperEight(string format)
    {
        byte[] file = (TestPictures.Solid(TestPictures.Rust) * 257)
            .Cast(Enums.BandFormat.Ushort).Copy(interpretation: Enums.Interpretation.Rgb16).WriteToBuffer(format);

        ColorAssert.Near(TestPictures.Rust, Middle(file), ColorAssert.Rounding);
    }

    [Fact]
    public void Decode_SixteenBitGreyWithAlpha_IsLaidOverTheBackground()
    {
        Image grey = (Image.Black(40, 40) + (100 * 257)).Bandjoin(0)
            .Cast(Enums.BandFormat.Ushort).Copy(interpretation: Enums.Interpretation.Grey16);

        ColorAssert.Near(TestPictures.White, Middle(grey.WriteToBuffer(".png")), ColorAssert.Rounding);
    }

    [Theory]
    [InlineData(".png", 0, 0, 0, 255)]
    [InlineData(".png", 255, 200, 100, 50)]
    [InlineData(".png", 51, 40, 20, 214)] // A fifth of rust, four fifths of blue: 40, 20, 10 + 204
    [InlineData(".webp[lossless]", 51, 40, 20, 214)]
    [InlineData(".tif", 51, 40, 20, 214)]
    [InlineData(".gif", 0, 0, 0, 255)]
    public void Decode_Alpha_IsLaidOverTheBackground(string format, byte alpha, byte r, byte g, byte b)
    {
        byte[] file = TestPictures.Solid(TestPictures.Rust).Bandjoin(alpha).WriteToBuffer(format);
        DecodeOptions options = new() { Background = TestPictures.Blue };

        ColorAssert.Near(new RgbColor(r, g, b), Middle(file, options), ColorAssert.Rounding);
    }

    [Theory]
    [InlineData(".jpg")]
    [InlineData(".tif")]
    public void Decode_CmykWithoutProfile_IsReadAsInk(string format)
    {
        Image Ink(params double[] cmyk) =>
            (Image.Black(40, 40) + cmyk).Cast(Enums.BandFormat.Uchar).Copy(interpretation: Enums.Interpretation.Cmyk);

        ColorAssert.Near(TestPictures.White, Middle(Ink(0, 0, 0, 0).WriteToBuffer(format)), ColorAssert.Print);

        // What cyan looks like is the printer's affair; that it is not red is certain.
        RgbColor cyan = Middle(Ink(255, 0, 0, 0).WriteToBuffer(format));
        Assert.True(cyan.R < 100 && cyan.G > 130 && cyan.B > 180, cyan.ToString());
    }

    [Theory]
    [InlineData(".jpg[Q=95]")]
    [InlineData(".tif")]
    public void Decode_CmykWithProfile_IsConvertedByIt(string format)
    {
        byte[] file = TestPictures.Solid(TestPictures.Rust).IccTransform("cmyk", inputProfile: "srgb").WriteToBuffer(format);

        ColorAssert.Near(TestPictures.Rust, Middle(file), ColorAssert.Print);
    }

    [Fact]
    public void Decode_WideGamutProfile_IsConvertedToSrgb()
    {
        Image wide = TestPictures.Solid(TestPictures.Rust).IccTransform("p3", inputProfile: "srgb");
        Assert.True(wide.Getpoint(0, 0)[0] < TestPictures.Rust.R - ColorAssert.Lossy, "the stored numbers must differ");

        ColorAssert.Near(TestPictures.Rust, Middle(wide.WriteToBuffer(".png")), 2 * ColorAssert.Rounding);
    }

    [Theory]
    [InlineData(".png")]
    [InlineData(".jpg[Q=95]")]
    [InlineData(".webp[lossless]")]
    public void Decode_BrokenProfile_IsPassedOver(string format)
    {
        byte[] file = TestPictures.Solid(TestPictures.Rust).WithProfile(new byte[200]).WriteToBuffer(format);

        ColorAssert.Near(TestPictures.Rust, Middle(file), ColorAssert.Lossy);
    }

    [Fact]
    public void Decode_ProfileOfAnotherKindOfPicture_IsPassedOver()
    {
        byte[] ink = (byte[])TestPictures.Solid(TestPictures.Rust).IccTransform("cmyk", inputProfile: "srgb").Get("icc-profile-data");
        byte[] file = TestPictures.Solid(TestPictures.Rust).WithProfile(ink).WriteToBuffer(".png");

        ColorAssert.Near(TestPictures.Rust, Middle(file), ColorAssert.Rounding);
    }

    [Fact]
    public void Decode_Animation_GivesTheFirstFrame()
    {
        Image first = TestPictures.Solid(TestPictures.Red, 20, 20), second = TestPictures.Solid(TestPictures.Blue, 20, 20);
        Image frames = Image.Arrayjoin([first, second], across: 1);

        foreach (byte[] file in new[] { frames.GifsaveBuffer(pageHeight: 20), frames.WebpsaveBuffer(lossless: true, pageHeight: 20) })
        {
            RgbImage image = ImageDecoder.Decode(file, "animation");
            Assert.Equal((20, 20), (image.Width, image.Height));
            ColorAssert.Near(TestPictures.Red, image[10, 10], ColorAssert.Rounding);
        }
    }

    private static RgbColor Middle(byte[] file, DecodeOptions? options = null)
    {
        RgbImage image = ImageDecoder.Decode(file, "test", options);
        RgbImage square = ImageDecoder.Decode(file, "test", 16, ResizeMode.Squeeze, options);
        ColorAssert.Near(image[image.Width / 2, image.Height / 2], square[8, 8], ColorAssert.Rounding);
        return image[image.Width / 2, image.Height / 2];
    }
}
