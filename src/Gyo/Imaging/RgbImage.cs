namespace Gyo.Imaging;

/// <summary>A decoded picture: 8-bit sRGB without alpha, upright.</summary>
public sealed class RgbImage
{
    /// <summary>Bytes a pixel takes: red, green, blue.</summary>
    public const int Channels = 3;

    /// <summary>Wraps pixels that are already in memory; they are not copied.</summary>
    /// <param name="width">Pixels in a row, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    /// <param name="pixels">H×W×3 bytes, row-major sRGB.</param>
    /// <exception cref="ArgumentOutOfRangeException">A side is below 1.</exception>
    /// <exception cref="ArgumentException"><paramref name="pixels"/> is not exactly H·W·3 long.</exception>
    public RgbImage(int width, int height, byte[] pixels)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentNullException.ThrowIfNull(pixels);
        long expected = (long)width * height * Channels;
        if (pixels.Length != expected)
        {
            throw new ArgumentException($"{width}×{height} needs {expected} bytes, not {pixels.Length}.", nameof(pixels));
        }

        (Width, Height, Pixels) = (width, height, pixels);
    }

    /// <summary>Pixels in a row.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>H×W×3 bytes, row-major sRGB. The array itself, not a copy.</summary>
    public byte[] Pixels { get; }

    /// <summary>The colour of one pixel.</summary>
    /// <param name="x">Column, 0 at the left.</param>
    /// <param name="y">Row, 0 at the top.</param>
    /// <exception cref="ArgumentOutOfRangeException">The pixel lies outside of the picture.</exception>
    public RgbColor this[int x, int y]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)x, (uint)Width, nameof(x));
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)y, (uint)Height, nameof(y));
            int at = ((y * Width) + x) * Channels;
            return new RgbColor(Pixels[at], Pixels[at + 1], Pixels[at + 2]);
        }
    }
}
