using Gyo.Embedding;

namespace Gyo;

/// <summary>A model at work: what embeds, and what reads pictures for it.</summary>
internal sealed class LoadedModel(IEmbedder embedder, float singlePictureTemperature = ModelManifest.DefaultSinglePictureTemperature) : IDisposable
{
    public string Id => embedder.ModelId;

    public int Dimension => embedder.Dimension;

    public PictureReader Reader { get; } = new(embedder.Preprocessing);

    /// <inheritdoc cref="ModelManifest.SinglePictureTemperature"/>
    public float SinglePictureTemperature { get; } = singlePictureTemperature;

    /// <summary>Loads a model package.</summary>
    /// <exception cref="ModelFormatException">ONNX Runtime refuses it.</exception>
    public static LoadedModel Of(ModelPackage package) => new(
        new OnnxEmbedder(package), package.Manifest.SinglePictureTemperature ?? ModelManifest.DefaultSinglePictureTemperature);

    /// <summary>Embeds squares.</summary>
    /// <param name="squares">N pictures of S × S × 3 bytes.</param>
    /// <param name="cancel">Honoured between batches.</param>
    /// <returns>N vectors of D floats of unit norm.</returns>
    public float[][] Embed(IReadOnlyList<byte[]> squares, CancellationToken cancel = default)
    {
        foreach (byte[] square in squares)
        {
            if (square.Length != Reader.SquareLength)
            {
                throw new ArgumentException($"A picture of {square.Length} bytes met a model that reads {Reader.SquareLength}.", nameof(squares));
            }
        }

        byte[] pixels = squares.Count == 1 ? squares[0] : [.. squares.SelectMany(s => s)];
        float[] vectors = new float[squares.Count * Dimension];
        embedder.Embed(pixels, vectors, cancel);
        return squares.Count == 1 ? [vectors] : [.. vectors.Chunk(Dimension)];
    }

    public void Dispose() => embedder.Dispose();
}
