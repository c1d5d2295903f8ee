namespace Gyo.Embedding;

/// <summary>Turns pictures into vectors whose inner product says how alike the pictures are.</summary>
public interface IEmbedder : IDisposable
{
    /// <summary>Lower-case hex; changes whenever the vectors of a picture would, so that vectors of two models are never compared.</summary>
    string ModelId { get; }

    /// <summary>How pictures are to be made ready.</summary>
    Preprocessing Preprocessing { get; }

    /// <summary>D, the length of a vector.</summary>
    int Dimension { get; }

    /// <summary>Embeds N pictures.</summary>
    /// <param name="pixels">N × R × R × 3 bytes: sRGB, row-major, R being <see cref="Preprocessing.ReadSize"/>; N may be 0.</param>
    /// <param name="vectors">Receives N × D floats; each vector of D has unit L2 norm.</param>
    /// <param name="cancel">Honoured between batches.</param>
    /// <exception cref="ArgumentException">The lengths are no multiple of a picture and a vector, or not of the same N.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancel"/> was cancelled; the vectors are undefined.</exception>
    void Embed(ReadOnlySpan<byte> pixels, Span<float> vectors, CancellationToken cancel = default);
}
