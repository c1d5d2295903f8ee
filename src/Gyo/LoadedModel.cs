using Gyo.Embedding;
using Gyo.Ranking;

namespace Gyo;

/// <summary>A model at work: what embeds, what reads pictures for it, and how its similarities are to be taken.</summary>
internal sealed class LoadedModel(IEmbedder embedder, Calibration calibration) : IDisposable
{
    public string Id => embedder.ModelId;

    public int Dimension => embedder.Dimension;

    public PictureReader Reader { get; } = new(embedder.Preprocessing);

    public Calibration Calibration { get; } = calibration;

    /// <summary>Loads a model package.</summary>
    /// <exception cref="ModelFormatException">ONNX Runtime refuses it.</exception>
    public static LoadedModel Of(ModelPackage package) => new(
        new OnnxEmbedder(package),
        package.Manifest.Calibration is { } c
            ? new Calibration { Temperature = c.Temperature, UnknownSimilarity = c.UnknownSimilarity }
            : new Calibration());

    /// <summary>Embeds squares.</summary>
    /// <param name="squares">N pictures of S × S × 3 bytes.</param>
    /// <param name="cancel">Honoured between batches.</param>
    /// <returns>N vectors of D floats of unit norm.</returns>
    public float[][] Embed(IReadOnlyList<byte[]> squares, CancellationToken cancel = default)
    {
        byte[] pixels = new byte[squares.Count * Reader.SquareLength];
        for (int i = 0; i < squares.Count; i++)
        {
            squares[i].CopyTo(pixels, i * Reader.SquareLength);
        }

        float[] vectors = new float[squares.Count * Dimension];
        embedder.Embed(pixels, vectors, cancel);
        return [.. vectors.Chunk(Dimension)];
    }

    public void Dispose() => embedder.Dispose();
}
