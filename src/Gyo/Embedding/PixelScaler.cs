namespace Gyo.Embedding;

/// <summary>Turns bytes into a model's floats: interleaved RGB to one plane a channel, (p − mean) / std.</summary>
internal sealed class PixelScaler
{
    private const int Channels = 3;

    private readonly int _size;
    private readonly float[][] _tables;

    public PixelScaler(Preprocessing preprocessing)
    {
        _size = preprocessing.Size;
        // A byte has 256 values: a table that stays in the first cache beats arithmetic, and needs no shuffles to take RGB apart.
        _tables = [.. preprocessing.Mean.Zip(preprocessing.Std, (mean, std) =>
            Enumerable.Range(0, 256).Select(p => (p - mean) / std).ToArray())];
    }

    /// <summary>Bytes of a picture, and floats of an input: S · S · 3.</summary>
    public int PictureLength => _size * _size * Channels;

    /// <summary>Scales whole pictures.</summary>
    /// <param name="pixels">[N, S, S, 3].</param>
    /// <param name="input">[N, 3, S, S].</param>
    /// <param name="mirror">Whether left and right change places.</param>
    public void Scale(ReadOnlySpan<byte> pixels, Span<float> input, bool mirror)
    {
        for (; !pixels.IsEmpty; pixels = pixels[PictureLength..], input = input[PictureLength..])
        {
            for (int channel = 0; channel < Channels; channel++)
            {
                int area = _size * _size;
                ScalePlane(pixels[channel..PictureLength], input.Slice(channel * area, area), _tables[channel]);
                if (mirror)
                {
                    Mirror(input.Slice(channel * area, area));
                }
            }
        }
    }

    private static void ScalePlane(ReadOnlySpan<byte> pixels, Span<float> plane, ReadOnlySpan<float> table)
    {
        for (int i = 0; i < plane.Length; i++)
        {
            plane[i] = table[pixels[i * Channels]];
        }
    }

    private void Mirror(Span<float> plane)
    {
        for (; !plane.IsEmpty; plane = plane[_size..])
        {
            plane[.._size].Reverse();
        }
    }
}
