using System.Numerics.Tensors;

namespace Gyo.Imaging;

/// <summary>
/// What near copies of a picture are told by: a grey miniature of 32×32 and its mean colour, in 1,028 bytes. It does not depend on a model, and is
/// made from the square that any model reads; how long the sides of the picture were is lost.
/// </summary>
public sealed class PictureFingerprint
{
    /// <summary>Cells along a side of the miniature.</summary>
    public const int Side = 32;

    /// <summary>Bytes of one as <see cref="ToBytes"/> makes it.</summary>
    public const int Length = Header + Side * Side;

    private const byte Version = 1;
    private const int Header = 4; // version, mean blue and red difference (128 is none), mean colourfulness

    private readonly byte[] _bytes;
    private readonly Lazy<ulong> _hash;
    private readonly Lazy<ulong> _mirroredHash;

    private PictureFingerprint(byte[] bytes)
    {
        _bytes = bytes;
        _hash = new Lazy<ulong>(() => HashOf(isMirrored: false));
        _mirroredHash = new Lazy<ulong>(() => HashOf(isMirrored: true));
    }

    /// <summary>The miniature: 32 × 32 values of Rec. 601 luma, 0 to 255, row-major.</summary>
    public ReadOnlySpan<byte> Grey => _bytes.AsSpan(Header);

    /// <summary>The <see cref="PerceptualHash"/> of the miniature.</summary>
    public ulong Hash => _hash.Value;

    /// <summary>The <see cref="PerceptualHash"/> of the miniature with left and right changed.</summary>
    public ulong MirroredHash => _mirroredHash.Value;

    /// <summary>How colourful the picture is on average: the greatest less the least of red, green and blue; 0 is grey, up to 255.</summary>
    public int Colourfulness => _bytes[3];

    /// <summary>The mean colour beside its brightness: blue and red less luma, halved, each −128 to 127.</summary>
    public (int Blue, int Red) Tint => (_bytes[1] - 128, _bytes[2] - 128);

    /// <summary>Makes one of a picture of any size and shape, which is squeezed to a square.</summary>
    /// <param name="image">The picture.</param>
    public static PictureFingerprint Of(RgbImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        byte[] bytes = new byte[Length];
        bytes[0] = Version;
        float[] luma = new float[image.Width];
        float[] rows = new float[Side * image.Width]; // [32, W]: rows averaged, columns not yet
        (long red, long green, long blue, long colour) = (0, 0, 0, 0);
        for (int y = 0; y < image.Height; y++)
        {
            ReadOnlySpan<byte> row = image.Pixels.AsSpan(y * image.Width * RgbImage.Channels, image.Width * RgbImage.Channels);
            for (int x = 0; x < luma.Length; x++)
            {
                (int r, int g, int b) = (row[3 * x], row[3 * x + 1], row[3 * x + 2]);
                luma[x] = 77 * r + 150 * g + 29 * b; // 256 times the luma
                red += r;
                green += g;
                blue += b;
                colour += Math.Max(r, Math.Max(g, b)) - Math.Min(r, Math.Min(g, b));
            }

            for (int cell = FirstCell(y, image.Height); cell <= LastCell(y, image.Height); cell++)
            {
                Span<float> sum = rows.AsSpan(cell * image.Width, image.Width);
                TensorPrimitives.MultiplyAdd(luma, Share(cell, y, image.Height), sum, sum);
            }
        }

        Narrow(rows, image.Width, bytes.AsSpan(Header));
        double pixels = (double)image.Width * image.Height;
        double mean = (0.299 * red + 0.587 * green + 0.114 * blue) / pixels;
        bytes[1] = Byte(128 + (blue / pixels - mean) / 2);
        bytes[2] = Byte(128 + (red / pixels - mean) / 2);
        bytes[3] = Byte(colour / pixels);
        return new PictureFingerprint(bytes);
    }

    /// <summary>Reads what <see cref="ToBytes"/> wrote.</summary>
    /// <param name="bytes">All of it; a copy is kept.</param>
    /// <returns>Null when they are of another version: the fingerprint is then to be made again.</returns>
    public static PictureFingerprint? FromBytes(ReadOnlySpan<byte> bytes) =>
        bytes.Length == Length && bytes[0] == Version ? new PictureFingerprint(bytes.ToArray()) : null;

    /// <summary>What is to be stored: <see cref="Length"/> bytes, the first of which is the version.</summary>
    public byte[] ToBytes() => [.. _bytes];

    /// <summary>Averages the columns of the 32 rows.</summary>
    private static void Narrow(ReadOnlySpan<float> rows, int width, Span<byte> grey)
    {
        Span<float> cells = stackalloc float[Side];
        for (int y = 0; y < Side; y++)
        {
            cells.Clear();
            for (int x = 0; x < width; x++)
            {
                float value = rows[y * width + x];
                for (int cell = FirstCell(x, width); cell <= LastCell(x, width); cell++)
                {
                    cells[cell] += Share(cell, x, width) * value;
                }
            }

            for (int x = 0; x < Side; x++)
            {
                grey[y * Side + x] = Byte(cells[x] / 256);
            }
        }
    }

    // As PerceptualHash: a pixel that straddles cells counts by its share in each, measured in 1/32 pixel so that every border is whole.
    private static int FirstCell(int pixel, int length) => (int)((long)pixel * Side / length);

    private static int LastCell(int pixel, int length) => (int)((((long)pixel + 1) * Side - 1) / length);

    private static float Share(int cell, int pixel, int length) =>
        (float)(Math.Min((long)(cell + 1) * length, ((long)pixel + 1) * Side) - Math.Max((long)cell * length, (long)pixel * Side)) / length;

    private static byte Byte(double value) => (byte)Math.Clamp(Math.Round(value), 0, 255);

    private ulong HashOf(bool isMirrored)
    {
        Span<float> grey = stackalloc float[Side * Side];
        ReadOnlySpan<byte> own = Grey;
        for (int i = 0; i < grey.Length; i++)
        {
            grey[i] = own[isMirrored ? i ^ (Side - 1) : i];
        }

        return PerceptualHash.OfMiniature(grey);
    }
}
