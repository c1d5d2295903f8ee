using System.Runtime.Intrinsics;

namespace Gyo.Embedding;

/// <summary>Turns bytes into a model's floats: interleaved RGB to one plane a channel, (p − mean) / std.</summary>
internal sealed class PixelScaler
{
    private const int Channels = 3;
    private const int MaxStackLine = 1024 * Channels;

    private readonly int _size;
    private readonly int _readSize;
    private readonly float[][] _tables;
    private readonly float[] _mean;
    private readonly float[] _scale;

    public PixelScaler(Preprocessing preprocessing)
    {
        _size = preprocessing.Size;
        _readSize = preprocessing.ReadSize;
        // A byte has 256 values: a table that stays in the first cache beats arithmetic, and needs no shuffles to take RGB apart.
        _tables = [.. preprocessing.Mean.Zip(preprocessing.Std, (mean, std) =>
            Enumerable.Range(0, 256).Select(p => (p - mean) / std).ToArray())];
        (_mean, _scale) = ([.. preprocessing.Mean], [.. preprocessing.Std.Select(std => 1 / std)]);
    }

    /// <summary>Bytes of a picture as it is read: R · R · 3.</summary>
    public int PictureLength => _readSize * _readSize * Channels;

    /// <summary>Floats of what the model sees of it: S · S · 3.</summary>
    public int InputLength => _size * _size * Channels;

    /// <summary>Scales a part of a picture that is as large as what the model sees.</summary>
    /// <param name="pixels">[R, R, 3].</param>
    /// <param name="input">[3, S, S].</param>
    /// <param name="left">The part's first column, 0 to R − S.</param>
    /// <param name="top">The part's first row, 0 to R − S.</param>
    /// <param name="mirror">Whether left and right change places.</param>
    public void Scale(ReadOnlySpan<byte> pixels, Span<float> input, int left, int top, bool mirror)
    {
        for (int channel = 0; channel < Channels; channel++)
        {
            for (int row = 0; row < _size; row++)
            {
                int from = ((top + row) * _readSize + left) * Channels + channel;
                Span<float> line = input.Slice((channel * _size + row) * _size, _size);
                ScaleLine(pixels[from..], line, _tables[channel]);
                if (mirror)
                {
                    line.Reverse();
                }
            }
        }
    }

    /// <summary>Scales the middle of a picture down to what the model sees, bilinearly.</summary>
    /// <param name="pixels">[R, R, 3].</param>
    /// <param name="input">[3, S, S].</param>
    /// <param name="inset">What is left out on every side, in pixels, 0 to (R − S) / 2, where nothing is scaled down.</param>
    public void ScaleMiddle(ReadOnlySpan<byte> pixels, Span<float> input, float inset)
    {
        float step = (_readSize - 2 * inset) / _size;
        int length = _readSize * Channels;
        Span<float> mixed = length <= MaxStackLine ? stackalloc float[length] : new float[length];
        for (int y = 0; y < _size; y++)
        {
            (int above, int below, float down) = Between(inset + (y + 0.5f) * step - 0.5f);
            MixRows(pixels.Slice(above * mixed.Length, mixed.Length), pixels.Slice(below * mixed.Length, mixed.Length), down, mixed);
            Span<float> red = input.Slice(y * _size, _size), green = input.Slice((_size + y) * _size, _size), blue = input.Slice((2 * _size + y) * _size, _size);
            for (int x = 0; x < red.Length; x++)
            {
                (int left, int right, float across) = Between(inset + (x + 0.5f) * step - 0.5f);
                ReadOnlySpan<float> one = mixed.Slice(left * Channels, Channels), other = mixed.Slice(right * Channels, Channels);
                red[x] = (Mix(one[0], other[0], across) - _mean[0]) * _scale[0];
                green[x] = (Mix(one[1], other[1], across) - _mean[1]) * _scale[1];
                blue[x] = (Mix(one[2], other[2], across) - _mean[2]) * _scale[2];
            }
        }

        static float Mix(float one, float other, float share) => one + share * (other - one);
    }

    /// <summary>The pixels on both sides of a place, and how far it is from the first to the second.</summary>
    private (int First, int Second, float Share) Between(float place)
    {
        float inside = Math.Clamp(place, 0, _readSize - 1);
        int first = (int)inside;
        return (first, Math.Min(first + 1, _readSize - 1), inside - first);
    }

    /// <summary>Mixes two rows, sixteen bytes at a time.</summary>
    private static void MixRows(ReadOnlySpan<byte> above, ReadOnlySpan<byte> below, float share, Span<float> mixed)
    {
        int i = 0;
        for (; i <= mixed.Length - Vector128<byte>.Count; i += Vector128<byte>.Count)
        {
            (Vector128<ushort> a, Vector128<ushort> b) = Vector128.Widen(Vector128.Create(above[i..]));
            (Vector128<ushort> c, Vector128<ushort> d) = Vector128.Widen(Vector128.Create(below[i..]));
            MixEight(a, c, share, mixed[i..]);
            MixEight(b, d, share, mixed[(i + Vector128<ushort>.Count)..]);
        }

        for (; i < mixed.Length; i++)
        {
            mixed[i] = above[i] + share * (below[i] - above[i]);
        }

        static void MixEight(Vector128<ushort> above, Vector128<ushort> below, float share, Span<float> mixed)
        {
            Vector256<float> one = Floats(above);
            (one + share * (Floats(below) - one)).CopyTo(mixed);
        }

        static Vector256<float> Floats(Vector128<ushort> words)
        {
            (Vector128<uint> lower, Vector128<uint> upper) = Vector128.Widen(words);
            return Vector256.ConvertToSingle(Vector256.Create(lower, upper).AsInt32());
        }
    }

    private static void ScaleLine(ReadOnlySpan<byte> pixels, Span<float> line, ReadOnlySpan<float> table)
    {
        for (int i = 0; i < line.Length; i++)
        {
            line[i] = table[pixels[i * Channels]];
        }
    }
}
