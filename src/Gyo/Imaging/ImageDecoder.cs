using Gyo.Imaging.Jpeg;
using NetVips;

namespace Gyo.Imaging;

/// <summary>
/// Files to pixels. Whatever a file holds (grey, CMYK, 16 bits, a palette, alpha, another colour profile, a camera on its side) comes
/// out as upright 8-bit sRGB; of an animation or a book of pages the first. Training and serving make their squares here, so both
/// see a picture the same way; the same bytes give the same pixels, from a path or from memory, on any thread.
/// </summary>
/// <remarks>
/// JPEG, PNG, WebP, GIF, TIFF and AVIF, told by content, never by name; anything else is refused, as is a file that is damaged or cut
/// short: half a picture would be found as if it were whole. Limits are held against the header before a pixel is decoded.
/// </remarks>
public static class ImageDecoder
{
    /// <summary>Largest side of a square in pixels: 16384, the last power of two whose pixels fit one array.</summary>
    public const int MaxSide = 16384;

    /// <summary>Decodes a file to a square.</summary>
    /// <param name="path">The file.</param>
    /// <param name="size">S, the side of the square in pixels, at least 1.</param>
    /// <param name="resize">How the picture's shape becomes a square.</param>
    /// <param name="options">Limits and background; the defaults if null.</param>
    /// <returns>An S×S picture.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="size"/> is below 1 or above <see cref="MaxSide"/>.</exception>
    /// <exception cref="ImageDecodeException">The file cannot be read, is no supported picture, is damaged or beyond a limit.</exception>
    public static RgbImage Decode(string path, int size, ResizeMode resize, DecodeOptions? options = null) =>
        Decode(ReadFile(path, options), path, size, resize, options);

    /// <summary>Decodes a file's bytes to a square.</summary>
    /// <param name="file">The whole file.</param>
    /// <param name="name">What errors call it.</param>
    /// <param name="size">S, the side of the square in pixels, at least 1.</param>
    /// <param name="resize">How the picture's shape becomes a square.</param>
    /// <param name="options">Limits and background; the defaults if null.</param>
    /// <returns>An S×S picture.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="size"/> is below 1 or above <see cref="MaxSide"/>.</exception>
    /// <exception cref="ImageDecodeException">Not a supported picture, damaged or beyond a limit.</exception>
    public static RgbImage Decode(ReadOnlyMemory<byte> file, string name, int size, ResizeMode resize, DecodeOptions? options = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, MaxSide);
        options ??= new DecodeOptions();
        switch (resize)
        {
            case ResizeMode.Squeeze when options.Crop is null && file.Length <= options.MaxBytes
                && FastJpeg.Decode(file.Span, size, size, options.MaxPixels) is { } pixels:
                return new RgbImage(size, size, pixels);

            case ResizeMode.Squeeze:
                using (Image square = LibVips.Load(file, name, size, Enums.Size.Force, options))
                {
                    return ToRgb(square);
                }

            case ResizeMode.Pad:
                using (Image inside = LibVips.Load(file, name, size, Enums.Size.Both, options))
                {
                    return Padded(inside, size, options.Background);
                }

            default:
                throw new ArgumentOutOfRangeException(nameof(resize), resize, "Squeeze or Pad.");
        }
    }

    /// <summary>Decodes a file's bytes once and makes a square of each of several parts.</summary>
    /// <param name="file">The whole file.</param>
    /// <param name="name">What errors call it.</param>
    /// <param name="crops">The parts, within the picture and not empty.</param>
    /// <param name="size">S, the side of the squares in pixels, at least 1.</param>
    /// <param name="resize">How a part's shape becomes a square.</param>
    /// <param name="options">Limits and background; the defaults if null.</param>
    /// <returns>An S×S picture of each part.</returns>
    /// <exception cref="ImageDecodeException">Not a supported picture, damaged or beyond a limit.</exception>
    public static RgbImage[] DecodeParts(
        ReadOnlyMemory<byte> file, string name, IReadOnlyList<CropBox> crops, int size, ResizeMode resize, DecodeOptions? options = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        options ??= new DecodeOptions();
        double smallest = crops.Min(c => Math.Min(c.Width, c.Height));
        using Image whole = LibVips.Load(file, name, (int)Math.Min(MaxSide, size / smallest), Enums.Size.Down, options);
        return [.. crops.Select(crop =>
        {
            using Image part = LibVips.Part(whole, crop, size, resize == ResizeMode.Squeeze ? Enums.Size.Force : Enums.Size.Both);
            return resize == ResizeMode.Squeeze ? ToRgb(part) : Padded(part, size, options.Background);
        })];
    }

    /// <summary>Decodes a file in its own size.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">Limits and background; the defaults if null.</param>
    /// <exception cref="ImageDecodeException">The file cannot be read, is no supported picture, is damaged or beyond a limit.</exception>
    public static RgbImage Decode(string path, DecodeOptions? options = null) => Decode(ReadFile(path, options), path, options);

    /// <summary>Decodes a file's bytes in the picture's own size.</summary>
    /// <param name="file">The whole file.</param>
    /// <param name="name">What errors call it.</param>
    /// <param name="options">Limits and background; the defaults if null.</param>
    /// <exception cref="ImageDecodeException">Not a supported picture, damaged or beyond a limit.</exception>
    public static RgbImage Decode(ReadOnlyMemory<byte> file, string name, DecodeOptions? options = null)
    {
        using Image image = LibVips.Load(file, name, LibVips.OwnSize, Enums.Size.Down, options ?? new DecodeOptions());
        return ToRgb(image);
    }

    /// <summary>
    /// A file's bytes, read once under the same limit that decoding has: for a caller that also wants their hash.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="options">Its <see cref="DecodeOptions.MaxBytes"/> holds.</param>
    /// <exception cref="ImageDecodeException">The file is missing, a folder, unreadable or too large.</exception>
    public static byte[] ReadFile(string path, DecodeOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        long maxBytes = (options ?? new DecodeOptions()).MaxBytes;
        try
        {
            if (Directory.Exists(path))
            {
                throw new ImageDecodeException(path, "this is a folder; name a picture in it.");
            }

            using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0);
            RefuseLarge(stream.Length, path, maxBytes);
            byte[] file = new byte[stream.Length];
            stream.ReadExactly(file);
            return file;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ImageDecodeException(path, "there is no such file.", e);
        }
        catch (NotSupportedException e)
        {
            throw new ImageDecodeException(path, "this is a pipe or a device, not a file; save the picture to a file first.", e);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new ImageDecodeException(path, "reading it is not permitted; check the file's permissions.", e);
        }
        catch (EndOfStreamException e)
        {
            throw new ImageDecodeException(path, "it shrank while it was read; try again when it is written.", e);
        }
        catch (IOException e)
        {
            throw new ImageDecodeException(path, $"it cannot be read: {e.Message}", e);
        }
    }

    /// <summary>A picture's own size as its file's header tells it, upright. Nothing is decoded, so the rest of the file may be damaged.</summary>
    /// <param name="file">The whole file.</param>
    /// <param name="name">What errors call it.</param>
    /// <returns>Columns and rows, in pixels.</returns>
    /// <exception cref="ImageDecodeException">Not a supported picture, or its header is damaged.</exception>
    public static (int Width, int Height) SizeOf(ReadOnlyMemory<byte> file, string name) =>
        JpegFile.Read(file.Span) is { } jpeg ? (jpeg.Width, jpeg.Height) : LibVips.SizeOf(file, name);

    /// <summary>What the name of a file should end in, by its content.</summary>
    /// <param name="file">The whole file.</param>
    /// <param name="name">What errors call it.</param>
    /// <returns>An ending with its dot, such as <c>.jpg</c>.</returns>
    /// <exception cref="ImageDecodeException">Not a supported picture.</exception>
    public static string ExtensionOf(ReadOnlyMemory<byte> file, string name) => LibVips.ExtensionOf(file, name);

    /// <summary>Holds a file's length against the limit.</summary>
    /// <exception cref="ImageDecodeException">The file is larger.</exception>
    internal static void RefuseLarge(long bytes, string name, long maxBytes)
    {
        if (bytes > maxBytes)
        {
            throw new ImageDecodeException(
                name,
                $"{bytes:N0} bytes are more than the limit of {maxBytes:N0}; save it smaller or raise {nameof(DecodeOptions.MaxBytes)}.");
        }
    }

    private static RgbImage Padded(Image inside, int size, RgbColor fill)
    {
        using Image square = inside.Gravity(Enums.CompassDirection.Centre, size, size, Enums.Extend.Background, [fill.R, fill.G, fill.B]);
        return ToRgb(square);
    }

    private static RgbImage ToRgb(Image image) => new(image.Width, image.Height, image.WriteToMemory<byte>());
}
