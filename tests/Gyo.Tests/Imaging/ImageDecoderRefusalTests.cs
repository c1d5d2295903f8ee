using System.Text;
using CsCheck;
using Gyo.Imaging;

namespace Gyo.Tests.Imaging;

/// <summary>What is not a whole, permitted picture is refused with a path and a reason, and with nothing else.</summary>
public sealed class ImageDecoderRefusalTests
{
    public static readonly TheoryData<string> Formats =
    [
        ".jpg", ".jpg[interlace]", ".png", ".png[interlace]", ".webp", ".webp[lossless]",
        ".gif", ".tif", ".tif[compression=lzw,tile]", ".avif",
    ];

    [Theory]
    [MemberData(nameof(Formats))]
    public void Decode_Truncated_IsRefused(string format)
    {
        byte[] file = TestPictures.Noise(160, 120).WriteToBuffer(format);

        foreach (double kept in new[] { 0.001, 0.01, 0.1, 0.3, 0.5, 0.7, 0.9, 0.98 })
        {
            ReadOnlyMemory<byte> cut = file.AsMemory(0, (int)Math.Ceiling(file.Length * kept));
            Refused(() => ImageDecoder.Decode(cut, "cut"), "cut");
            Refused(() => ImageDecoder.Decode(cut, "cut", 32, ResizeMode.Squeeze), "cut");
        }
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Decode_AnyBytesChangedOrCut_DecodesOrIsRefused(string format)
    {
        byte[] file = TestPictures.Noise(24, 20).WriteToBuffer(format);
        Gen<(double At, byte Value)[]> changes = Gen.Select(Gen.Double[0, 0.999], Gen.Byte).Array[0, 6];

        Gen.Select(changes, Gen.Double[0.3, 1.4]).Sample((change, kept) =>
        {
            byte[] broken = [.. file];
            foreach ((double at, byte value) in change)
            {
                broken[(int)(at * broken.Length)] = value;
            }

            ReadOnlyMemory<byte> cut = broken.AsMemory(0, (int)(broken.Length * Math.Min(1, kept)));
            try
            {
                Assert.Equal(16, ImageDecoder.Decode(cut, "broken", 16, ResizeMode.Pad).Width);
            }
            catch (ImageDecodeException e)
            {
                Assert.Equal("broken", e.Path);
            }
        }, iter: 300);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("Just words, and some more of them so that there is something to sniff.")]
    [InlineData("PK\u0003\u0004\u0014\0\0\0\u0008\0")]
    [InlineData("%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF")]
    [InlineData("<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"><circle r=\"9\"/></svg>")]
    [InlineData("P3 1 1 255 1 2 3\n")]
    [InlineData("1,2,3\n4,5,6\n")]
    [InlineData("#?RADIANCE\nFORMAT=32-bit_rle_rgbe\n\n-Y 1 +X 1\nabcd")]
    [InlineData("SIMPLE  =                    T")]
    [InlineData("MATLAB 5.0 MAT-file")]
    [InlineData("GIF89a\0\0\0\0\0\0\0;")]
    [InlineData("GIF89a")]
    [InlineData("\u00FF\u00D8\u00FF")]
    public void Decode_NotAPicture_IsRefused(string content)
    {
        byte[] file = Encoding.Latin1.GetBytes(content);

        Refused(() => ImageDecoder.Decode(file, "odd"), "odd");
        Refused(() => ImageDecoder.Decode(file, "odd", 32, ResizeMode.Pad), "odd");
        Refused(() => Thumbnail.Jpeg(file, "odd", 32), "odd");
    }

    [Fact]
    public void Decode_Heic_SaysWhatToDo()
    {
        byte[] file = Encoding.Latin1.GetBytes("\0\0\0\u0018ftypheic\0\0\0\0mif1heic\0\0\0\u0008meta");

        Assert.Contains("HEIC", Refused(() => ImageDecoder.Decode(file, "phone"), "phone").Reason);
    }

    [Fact]
    public void Decode_FormatOfLibvipsItself_IsRefused()
    {
        using TemporaryFolder folder = new();
        string path = folder.File("picture.v");
        TestPictures.Noise().WriteToFile(path);

        Refused(() => ImageDecoder.Decode(path), path);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 48)]
    [InlineData(64, 480)] // more rows than there are
    [InlineData(640, 48)] // longer rows than there are
    [InlineData(-1, -1)]
    public void Decode_HeaderThatLies_IsRefused(int width, int height) =>
        Refused(() => ImageDecoder.Decode(TestPictures.PngClaiming(width, height), "lie"), "lie");

    [Fact]
    public void Decode_HeaderClaimsTooManyPixels_IsRefusedWithTheNumbers()
    {
        ImageDecodeException e = Refused(() => ImageDecoder.Decode(TestPictures.PngClaiming(60_000, 60_000), "giant"), "giant");

        Assert.Contains("60000×60000", e.Reason);
        Assert.Contains("100,000,000", e.Reason);
    }

    [Fact]
    public void Decode_MaxPixels_IsTheLastThatPasses()
    {
        byte[] file = TestPictures.Solid(TestPictures.Red, 10, 10).WriteToBuffer(".png");

        Assert.Equal(10, ImageDecoder.Decode(file, "ten", new DecodeOptions { MaxPixels = 100 }).Width);
        Refused(() => ImageDecoder.Decode(file, "ten", new DecodeOptions { MaxPixels = 99 }), "ten");
        Refused(() => ImageDecoder.Decode(file, "ten", 4, ResizeMode.Squeeze, new DecodeOptions { MaxPixels = 99 }), "ten");
    }

    [Fact]
    public void Decode_MaxBytes_IsTheLastThatPasses()
    {
        byte[] file = TestPictures.Solid(TestPictures.Red, 10, 10).WriteToBuffer(".png");
        using TemporaryFolder folder = new();
        string path = folder.Write("ten.png", file);
        DecodeOptions enough = new() { MaxBytes = file.Length };
        DecodeOptions tooFew = new() { MaxBytes = file.Length - 1 };

        Assert.Equal(10, ImageDecoder.Decode(path, enough).Width);
        Refused(() => ImageDecoder.Decode(path, tooFew), path);
        Refused(() => ImageDecoder.Decode(file, "ten", tooFew), "ten");
    }

    [Fact]
    public void Decode_MissingFileOrFolder_IsRefusedWithItsPath()
    {
        using TemporaryFolder folder = new();
        string folderPath = folder.File("."), missing = folder.File("none.png"), missingFolder = folder.File("none/none.png");

        Assert.Contains("folder", Refused(() => ImageDecoder.Decode(folderPath), folderPath).Reason);
        Assert.Contains("no such file", Refused(() => ImageDecoder.Decode(missing), missing).Reason);
        Refused(() => ImageDecoder.Decode(missingFolder), missingFolder);
        Refused(() => Thumbnail.Jpeg(missing, 10), missing);
    }

    [Fact]
    public void Decode_FileHeldByAnother_IsRefused()
    {
        using TemporaryFolder folder = new();
        string path = folder.Write("held.png", TestPictures.Noise().WriteToBuffer(".png"));
        using FileStream held = new(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);

        Refused(() => ImageDecoder.Decode(path), path);
    }

    [Fact]
    public void Decode_FileWithoutPermission_IsRefused()
    {
        if (OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess)
        {
            Assert.Skip("the permission would not hold this process back");
            return;
        }

        using TemporaryFolder folder = new();
        string path = folder.Write("locked.png", TestPictures.Noise().WriteToBuffer(".png"));
        File.SetUnixFileMode(path, UnixFileMode.None);

        Assert.Contains("permi", Refused(() => ImageDecoder.Decode(path), path).Reason);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(ImageDecoder.MaxSide + 1)]
    public void Decode_SizeOutOfRange_IsTheCallersMistake(int size)
    {
        byte[] file = TestPictures.Noise().WriteToBuffer(".png");

        Assert.Throws<ArgumentOutOfRangeException>(() => ImageDecoder.Decode(file, "size", size, ResizeMode.Squeeze));
        Assert.Throws<ArgumentOutOfRangeException>(() => Thumbnail.Jpeg(file, "size", size));
    }

    private static ImageDecodeException Refused(Action decode, string path)
    {
        ImageDecodeException e = Assert.Throws<ImageDecodeException>(decode);
        Assert.Equal(path, e.Path);
        Assert.NotEmpty(e.Reason);
        Assert.Equal($"{path}: {e.Reason}", e.Message);
        Assert.DoesNotContain('\n', e.Message);
        return e;
    }
}
