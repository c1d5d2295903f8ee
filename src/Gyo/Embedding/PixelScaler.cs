namespace Gyo.Embedding;

/// <summary>Turns bytes into a model's floats: interleaved RGB to one plane a channel, (p − mean) / std.</summary>
internal sealed class PixelScaler
{
    private const int Channels = 3;

    private readonly int _size;
    private readonly int _readSize;
    private readonly float[][] _tables;

    public PixelScaler(Preprocessing preprocessing)
    {
        _size = preprocessing.Size;
        _readSize = preprocessing.ReadSize;
        // A byte has 256 values: a table that stays in the first cache beats arithmetic, and needs no shuffles to take RGB apart.
        _tables = [.. preprocessing.Mean.Zip(preprocessing.Std, (mean, std) =>
            Enumerable.Range(0, 256).Select(p => (p - mean) / std).ToArray())];
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
        for (int y = 0; y < _size; y++)
        {
            (int above, int below, float down) = Between(inset + (y + 0.5f) * step - 0.5f);
            for (int x = 0; x < _size; x++)
            {
                (int left, int right, float across) = Between(inset + (x + 0.5f) * step - 0.5f);
                for (int channel = 0; channel < Channels; channel++)
                {
                    float[] table = _tables[channel];
                    float upper = Mix(At(pixels, above, left), At(pixels, above, right), across);
                    float lower = Mix(At(pixels, below, left), At(pixels, below, right), across);
                    input[(channel * _size + y) * _size + x] = Mix(upper, lower, down);

                    float At(ReadOnlySpan<byte> p, int row, int column) => table[p[(row * _readSize + column) * Channels + channel]];
                }
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

    private static void ScaleLine(ReadOnlySpan<byte> pixels, Span<float> line, ReadOnlySpan<float> table)
    {
        for (int i = 0; i < line.Length; i++)
        {
            line[i] = table[pixels[i * Channels]];
        }
    }
}
