using System.Numerics.Tensors;
using CsCheck;
using Gyo.Embedding;
using Gyo.Imaging;
using Gyo.Imaging.Jpeg;
using Gyo.Training.Drawing;
using NetVips;
using SkiaSharp;

namespace Gyo.Tests.Imaging.Jpeg;

/// <summary>The fast road of JPEGs leads where libvips' own does, and goes nowhere else.</summary>
public sealed class FastJpegTests
{
    /// <summary>
    /// Mean difference of a byte to libvips' thumbnail, whose three roundings and other filter of colour are worth up to a level on what is soft.
    /// </summary>
    private const double Likeness = 1;

    /// <summary>The least cosine of the two roads' embeddings (issue: ≥ 0.995 on 500 pictures; here on some that can be drawn).</summary>
    private const float SameMeaning = 0.995f;

    [Theory]
    [InlineData(640, 568, 168)] // 4/8 on both axes
    [InlineData(640, 568, 128)] // 3/8
    [InlineData(640, 568, 8)] // 1/8, and much to resample
    [InlineData(300, 900, 128)] // another scale on each axis
    [InlineData(131, 203, 128)] // sides that end within blocks, and within a pixel of colour
    [InlineData(129, 129, 128)]
    [InlineData(128, 128, 128)] // nothing to resample
    [InlineData(2100, 1900, 168)]
    public void Decode_AnySize_EqualsLibvips(int width, int height, int side)
    {
        Image picture = Soft(width, height);

        AssertLike(picture.JpegsaveBuffer(q: 90), side);
        AssertLike(picture.JpegsaveBuffer(q: 90, subsampleMode: Enums.ForeignSubsample.Off), side);
        AssertLike(picture.Colourspace(Enums.Interpretation.Bw).JpegsaveBuffer(q: 90), side);
    }

    [Theory]
    [InlineData(SKJpegEncoderDownsample.Downsample420)]
    [InlineData(SKJpegEncoderDownsample.Downsample422)]
    [InlineData(SKJpegEncoderDownsample.Downsample444)]
    public void Decode_AnySubsampling_EqualsLibvips(SKJpegEncoderDownsample downsampling)
    {
        using SKBitmap bitmap = SKBitmap.Decode(Soft(333, 251).PngsaveBuffer());
        using SKPixmap pixels = bitmap.PeekPixels()!.WithColorSpace(null!); // or there would be a profile
        using SKData file = pixels.Encode(new SKJpegEncoderOptions(90, downsampling, SKJpegEncoderAlphaOption.Ignore))!;

        AssertLike(file.ToArray(), 100);
    }

    /// <summary>Where libvips decodes all of a picture, it enlarges its colours before all is shrunk; sharper ones would mean something else to a model.</summary>
    [Fact]
    public void Decode_StripesOfColour_AreAsSoftAsLibvipsMakesThem()
    {
        const int Size = 320;
        Image stripe = TestPictures.Solid(TestPictures.Rust, 6, Size).Join(TestPictures.Solid(new(60, 130, 200), 6, Size), Enums.Direction.Horizontal);
        Image stripes = stripe.Replicate(Size / 12 + 1, 1).Crop(0, 0, Size, Size).Gaussblur(2);

        AssertLike(stripes.JpegsaveBuffer(q: 95, subsampleMode: Enums.ForeignSubsample.On), 100);
        AssertLike(stripes.Rot90().JpegsaveBuffer(q: 95, subsampleMode: Enums.ForeignSubsample.On), 100);
    }

    [Fact]
    public void Decode_AnyCoding_GivesTheSamePixels()
    {
        Image picture = TestPictures.Noise(200, 160);
        byte[] plain = FastJpeg.Decode(picture.JpegsaveBuffer(q: 95), 90, 80)!;

        Assert.Equal(plain, FastJpeg.Decode(picture.JpegsaveBuffer(q: 95, optimizeCoding: true), 90, 80));
        foreach (int interval in new[] { 1, 3, 13, 1000 })
        {
            Assert.Equal(plain, FastJpeg.Decode(picture.JpegsaveBuffer(q: 95, restartInterval: interval), 90, 80));
        }
    }

    [Fact]
    public void Decode_OneColour_IsThatColourToTheEdge()
    {
        byte[] rgb = FastJpeg.Decode(TestPictures.Solid(TestPictures.Rust, 333, 222).JpegsaveBuffer(q: 95), 101, 99)!;

        Assert.All(rgb.Chunk(RgbImage.Channels), p => ColorAssert.Near(TestPictures.Rust, new RgbColor(p[0], p[1], p[2]), ColorAssert.Lossy));
    }

    [Fact]
    public void Decode_DrawnPictures_MeanTheSameToAModel()
    {
        using var embedder = new OnnxEmbedder(BaseModel.Create());
        int side = embedder.Preprocessing.ReadSize;
        CharacterDesign[] cast = [.. CharacterDesign.Cast(12, seed: 3)];

        for (int i = 0; i < cast.Length; i++)
        {
            byte[] file = CharacterArtist.DrawJpeg(cast[i], rendition: i, size: 300 + 37 * i);
            float[] fast = Embed(FastJpeg.Decode(file, side, side)!), slow = Embed(Slow(file, side));
            Assert.True(TensorPrimitives.Dot<float>(fast, slow) > SameMeaning, $"{TensorPrimitives.Dot<float>(fast, slow)}");
        }

        float[] Embed(byte[] pixels)
        {
            float[] vector = new float[embedder.Dimension];
            embedder.Embed(pixels, vector, TestContext.Current.CancellationToken);
            return vector;
        }
    }

    [Fact]
    public void Decode_OtherKinds_AreLeftToLibvips()
    {
        Image picture = TestPictures.Noise(200, 160);

        Assert.Null(FastJpeg.Decode(picture.JpegsaveBuffer(interlace: true), 50, 50));
        Assert.Null(FastJpeg.Decode(picture.IccTransform("cmyk", inputProfile: "srgb").JpegsaveBuffer(), 50, 50));
        Assert.Null(FastJpeg.Decode(picture.PngsaveBuffer(), 50, 50));
        Assert.Null(FastJpeg.Decode(picture.JpegsaveBuffer(), 201, 50)); // smaller than what is wanted
        Assert.Null(FastJpeg.Decode(picture.JpegsaveBuffer(), 50, 161));
        Assert.Null(FastJpeg.Decode(picture.JpegsaveBuffer(), 50, 50, maxPixels: 200 * 160 - 1));
        Assert.Null(FastJpeg.Decode(picture.JpegsaveBuffer(profile: "p3", keep: Enums.ForeignKeep.Icc), 50, 50));
        Assert.Null(FastJpeg.Decode([], 50, 50));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(6)]
    [InlineData(8)]
    public void Decode_ExifOrientation_IsLeftToLibvipsUnlessUpright(int orientation)
    {
        byte[] file = TestPictures.Noise(200, 160).WithOrientation(orientation).JpegsaveBuffer();

        Assert.Equal(orientation != 1, FastJpeg.Decode(file, 50, 50) is null);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    public void Decode_CutAnywhere_IsLeftToLibvips(int restartInterval)
    {
        byte[] file = TestPictures.Noise(64, 48).JpegsaveBuffer(restartInterval: restartInterval);

        for (int length = 0; length < file.Length; length++)
        {
            Assert.Null(FastJpeg.Decode(file.AsSpan(0, length), 16, 16));
        }

        Assert.NotNull(FastJpeg.Decode(file, 16, 16));
    }

    [Fact]
    public void Decode_AnyBytesChanged_DecodesNothingThatLibvipsRefuses()
    {
        byte[] file = TestPictures.Noise(40, 36).JpegsaveBuffer(restartInterval: 3);
        Gen<(double At, byte Value)[]> changes = Gen.Select(Gen.Double[0, 0.999], Gen.Byte).Array[1, 6];

        changes.Sample(change =>
        {
            byte[] broken = [.. file];
            foreach ((double at, byte value) in change)
            {
                broken[(int)(at * broken.Length)] = value;
            }

            byte[]? fast = FastJpeg.Decode(broken, 16, 12);
            Assert.True(fast is null or { Length: 16 * 12 * 3 });
            if (fast is not null)
            {
                using Image slow = LibVips.Load(broken, "broken", 16, Enums.Size.Force, new DecodeOptions()); // which throws at what it refuses
            }
        }, iter: 5000);
    }

    /// <summary>Noise without the finest grain, so that what filters make of the highest frequencies does not count.</summary>
    private static Image Soft(int width, int height) => TestPictures.Noise(width, height).Gaussblur(4).Linear([6], [-600]).Cast(Enums.BandFormat.Uchar)
        .Copy(interpretation: Enums.Interpretation.Srgb);

    private static void AssertLike(byte[] file, int side)
    {
        byte[] fast = FastJpeg.Decode(file, side, side)!, slow = Slow(file, side);

        double difference = fast.Zip(slow).Average(p => Math.Abs(p.First - p.Second));
        Assert.True(difference < Likeness, $"{difference}");
    }

    private static byte[] Slow(byte[] file, int side)
    {
        using Image image = LibVips.Load(file, "slow", side, Enums.Size.Force, new DecodeOptions());
        return image.WriteToMemory<byte>();
    }
}
