using Gyo.Embedding;

namespace Gyo.Extensions.Tests;

/// <summary>A model that sees only colour: the direction of a picture's mean red, green and blue.</summary>
internal sealed class MeanColour : IEmbedder
{
    public List<int> Batches { get; } = [];

    public bool IsDisposed { get; private set; }

    public string ModelId => "mean-colour";

    public Preprocessing Preprocessing { get; } = new() { Size = 8 };

    public int Dimension => 3;

    public void Embed(ReadOnlySpan<byte> pixels, Span<float> vectors, CancellationToken cancel = default)
    {
        const int Length = 8 * 8 * 3;
        Batches.Add(pixels.Length / Length);
        for (int n = 0; n < pixels.Length / Length; n++)
        {
            float[] sum = [1, 1, 1];
            for (int i = 0; i < Length; i++)
            {
                sum[i % 3] += pixels[(n * Length) + i];
            }

            float norm = MathF.Sqrt(sum.Sum(x => x * x));
            sum.Select(x => x / norm).ToArray().CopyTo(vectors[(n * 3)..]);
        }
    }

    public void Dispose() => IsDisposed = true;
}
