using NetVips;

namespace Gyo.Imaging;

/// <summary>Small JPEGs of pictures, for reports and pages.</summary>
public static class Thumbnail
{
    /// <summary>JPEG quality. 80: no artefact a person sees at this size, some 5 kB at 160 pixels.</summary>
    private const int Quality = 80;

    /// <summary>A file's picture as a small JPEG, its aspect kept; a smaller picture keeps its size.</summary>
    /// <param name="path">The file.</param>
    /// <param name="maxSide">Longest side in pixels, at least 1.</param>
    /// <param name="options">Limits and background; the defaults if null.</param>
    /// <returns>The JPEG file, without metadata.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The side is below 1 or above <see cref="ImageDecoder.MaxSide"/>.</exception>
    /// <exception cref="ImageDecodeException">The file cannot be read, is no supported picture, is damaged or beyond a limit.</exception>
    public static byte[] Jpeg(string path, int maxSide, DecodeOptions? options = null) =>
        Jpeg(ImageDecoder.ReadFile(path, options), path, maxSide, options);

    /// <summary>The picture in a file's bytes as a small JPEG, its aspect kept; a smaller picture keeps its size.</summary>
    /// <param name="file">The whole file.</param>
    /// <param name="name">What errors call it.</param>
    /// <param name="maxSide">Longest side in pixels, at least 1.</param>
    /// <param name="options">Limits and background; the defaults if null.</param>
    /// <returns>The JPEG file, without metadata.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The side is below 1 or above <see cref="ImageDecoder.MaxSide"/>.</exception>
    /// <exception cref="ImageDecodeException">Not a supported picture, damaged or beyond a limit.</exception>
    public static byte[] Jpeg(ReadOnlyMemory<byte> file, string name, int maxSide, DecodeOptions? options = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxSide, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(maxSide, ImageDecoder.MaxSide);
        using Image image = LibVips.Load(file, name, maxSide, Enums.Size.Down, options ?? new DecodeOptions());
        return image.JpegsaveBuffer(q: Quality, keep: Enums.ForeignKeep.None);
    }
}
