using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.Intrinsics;

namespace Gyo.Imaging.Jpeg;

/// <summary>
/// The fast road of most JPEG files to a small picture: only the frequencies that the small picture can show become pixels, each colour at
/// its own scale, and these are resampled once. Equal to libvips' thumbnail but for rounding and what both blur (docs/speed.md).
/// </summary>
/// <remarks>
/// It knows one kind of file and gives up at anything else, be it unusual or damaged: whoever calls it asks libvips then. It keeps within
/// managed memory; nothing in a file can lead it astray.
/// </remarks>
internal static class FastJpeg
{
    /// <summary>Largest side that is worth the memory of a plane of floats.</summary>
    private const int MaxSide = 1024;

    /// <summary>Decodes a picture to a smaller size.</summary>
    /// <param name="file">The whole file.</param>
    /// <param name="width">Columns wanted.</param>
    /// <param name="height">Rows wanted.</param>
    /// <param name="maxPixels">Most pixels the file may have.</param>
    /// <returns>H×W×3 bytes of RGB; null when the file is of another kind, damaged, too large, or smaller than what is wanted.</returns>
    public static byte[]? Decode(ReadOnlySpan<byte> file, int width, int height, long maxPixels = long.MaxValue)
    {
        if (Math.Max(width, height) > MaxSide || JpegFile.Read(file) is not { } jpeg || jpeg.Width < width || jpeg.Height < height
            || (long)jpeg.Width * jpeg.Height > maxPixels
            || JpegScan.Decode(jpeg, file, width, height) is not { } planes)
        {
            return null;
        }

        float[][] colours = [.. planes.Select(p => Resample(p, width, height))];
        byte[] rgb = ToRgb(colours, width, height);
        Array.ForEach(colours, c => ArrayPool<float>.Shared.Return(c));
        Array.ForEach(planes, p => p.Dispose());
        return rgb;
    }

    /// <summary>A plane at another size.</summary>
    /// <returns>[H, padded W], from the pool.</returns>
    private static float[] Resample(Plane plane, int width, int height)
    {
        Resampling across = new(plane.Across, width), down = new(plane.Down, height);
        int rows = Resampling.Padded(plane.Down.Count), columns = Resampling.Padded(width);
        float[] narrow = ArrayPool<float>.Shared.Rent(width * rows); // [W, rows]
        float[] turned = ArrayPool<float>.Shared.Rent(rows * columns); // [rows, W]
        float[] result = ArrayPool<float>.Shared.Rent(height * columns); // [H, W]
        for (int x = 0; x < width; x++)
        {
            across.Sum(x, plane.From(across.First(x)), plane.Stride, narrow.AsSpan(x * rows, rows));
        }

        Turn(narrow, rows, turned, columns, width, plane.Down.Count);
        for (int y = 0; y < height; y++)
        {
            down.Sum(y, turned.AsSpan(down.First(y) * columns), columns, result.AsSpan(y * columns, columns));
        }

        ArrayPool<float>.Shared.Return(narrow);
        ArrayPool<float>.Shared.Return(turned);
        return result;
    }

    /// <summary>Makes rows of columns, a tile at a time: both sides of it stay in the first cache.</summary>
    private static void Turn(ReadOnlySpan<float> from, int fromStride, Span<float> to, int toStride, int width, int height)
    {
        const int Tile = 16;
        for (int top = 0; top < height; top += Tile)
        {
            for (int left = 0; left < width; left += Tile)
            {
                int right = Math.Min(left + Tile, width);
                for (int y = top; y < Math.Min(top + Tile, height); y++)
                {
                    Span<float> row = to.Slice(y * toStride, right);
                    for (int x = left; x < row.Length; x++)
                    {
                        row[x] = from[x * fromStride + y];
                    }
                }
            }
        }
    }

    /// <summary>Luminance and differences to RGB (JFIF 1.02, page 3), four pixels at a time.</summary>
    private static byte[] ToRgb(float[][] colours, int width, int height)
    {
        const int Four = 4 * RgbImage.Channels;
        byte[] rgb = new byte[width * height * RgbImage.Channels];
        int stride = Resampling.Padded(width);
        Span<byte> rest = stackalloc byte[Four];
        for (int row = 0; row < height; row++)
        {
            Span<byte> line = rgb.AsSpan(row * width * RgbImage.Channels, width * RgbImage.Channels);
            for (int at = row * stride; !line.IsEmpty; at += 4)
            {
                Vector128<float> light = Vector128.Create(colours[0], at) + Vector128.Create(128.5f);
                (Vector128<float> blue, Vector128<float> red) = colours.Length == 1
                    ? default
                    : (Vector128.Create(colours[1], at), Vector128.Create(colours[2], at));
                Vector128<int> packed = ToBytes(light + 1.402f * red)
                    | ToBytes(light - 0.344136f * blue - 0.714136f * red) << 8
                    | ToBytes(light + 1.772f * blue) << 16;
                Vector128<byte> bytes = Vector128.Shuffle(
                    packed.AsByte(), Vector128.Create((byte)0, 1, 2, 4, 5, 6, 8, 9, 10, 12, 13, 14, 255, 255, 255, 255));
                Span<byte> to = line.Length >= Four ? line : rest;
                BinaryPrimitives.WriteUInt64LittleEndian(to, bytes.AsUInt64().ToScalar());
                BinaryPrimitives.WriteUInt32LittleEndian(to[sizeof(ulong)..], bytes.AsUInt32().GetElement(2));
                if (line.Length < Four)
                {
                    rest[..line.Length].CopyTo(line);
                }

                line = line[Math.Min(Four, line.Length)..];
            }
        }

        return rgb;

        static Vector128<int> ToBytes(Vector128<float> colour) =>
            Vector128.ConvertToInt32(Vector128.Clamp(colour, Vector128<float>.Zero, Vector128.Create(255f)));
    }
}
