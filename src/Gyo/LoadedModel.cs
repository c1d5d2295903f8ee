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
        byte[] pixels = new byte[squares.Count * Reader.SquareLength];
        for (int i = 0; i < squares.Count; i++)
        {
            if (squares[i].Length != Reader.SquareLength)
            {
                throw new ArgumentException($"A picture of {squares[i].Length} bytes met a model that reads {Reader.SquareLength}.", nameof(squares));
            }

            squares[i].CopyTo(pixels, i * Reader.SquareLength);
        }

        float[] vectors = new float[squares.Count * Dimension];
        embedder.Embed(pixels, vectors, cancel);
        return [.. vectors.Chunk(Dimension)];
    }

    public void Dispose() => embedder.Dispose();
}
