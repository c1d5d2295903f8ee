using NetVips;

namespace Gyo.Tests.Imaging;

/// <summary>Every input file of these tests, made in memory.</summary>
internal static class TestPictures
{
    public static readonly RgbColor Red = new(255, 0, 0);
    public static readonly RgbColor Green = new(0, 255, 0);
    public static readonly RgbColor Blue = new(0, 0, 255);
    public static readonly RgbColor White = new(255, 255, 255);
    public static readonly RgbColor Rust = new(200, 100, 50);

    /// <summary>One colour all over.</summary>
    public static Image Solid(RgbColor color, int width = 64, int height = 48) =>
        (Image.Black(width, height) + new double[] { color.R, color.G, color.B })
            .Cast(Enums.BandFormat.Uchar)
            .Copy(interpretation: Enums.Interpretation.Srgb);

    /// <summary>Red, green / blue, white: a picture whose every turn and flip looks different.</summary>
    public static Image Quadrants(int width = 64, int height = 32) => Image.Arrayjoin(
        [.. new[] { Red, Green, Blue, White }.Select(c => Solid(c, width / 2, height / 2))], across: 2);

    /// <summary>Smooth noise with detail enough that a cut file lacks something. The seed makes it the same each time.</summary>
    public static Image Noise(int width = 64, int height = 48, int seed = 1)
    {
        Image[] bands = [.. Enumerable.Range(0, 3).Select(band =>
            Image.Gaussnoise(width, height, mean: 80 + (40 * band), sigma: 60, seed: (seed * 3) + band))];
        return bands[0].Bandjoin(bands[1..]).Gaussblur(1).Cast(Enums.BandFormat.Uchar).Copy(interpretation: Enums.Interpretation.Srgb);
    }

    /// <summary>A metadata blob set on a copy.</summary>
    public static Image WithProfile(this Image image, byte[] profile) =>
        image.Mutate(m => m.Set(GValue.BlobType, "icc-profile-data", profile));

    /// <summary>EXIF orientation 1–8 set on a copy.</summary>
    public static Image WithOrientation(this Image image, int orientation) =>
        image.Mutate(m => m.Set(GValue.GIntType, "orientation", orientation));

    /// <summary>A PNG whose header claims another size, its checksum made right again.</summary>
    public static byte[] PngClaiming(int width, int height)
    {
        byte[] png = Noise().WriteToBuffer(".png");
        BitConverter.GetBytes(width).AsEnumerable().Reverse().ToArray().CopyTo(png, 16);
        BitConverter.GetBytes(height).AsEnumerable().Reverse().ToArray().CopyTo(png, 20);
        BitConverter.GetBytes(Crc32(png.AsSpan(12, 17))).AsEnumerable().Reverse().ToArray().CopyTo(png, 29);
        return png;
    }

    // PNG specification, annex D.
    private static uint Crc32(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte b in bytes)
        {
            crc ^= b;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
            }
        }

        return ~crc;
    }
}
