namespace Gyo.Evaluation;

/// <summary>Pictures with their embeddings.</summary>
public sealed class EmbeddedPictures
{
    private readonly float[] _vectors;

    /// <summary>Puts pictures and embeddings together.</summary>
    /// <param name="pictures">N pictures.</param>
    /// <param name="vectors">N×D floats, row-major: the embedding of each picture, of unit L2 norm. Kept, not copied.</param>
    /// <exception cref="ArgumentException">The vectors cannot be cut into N rows of at least one float.</exception>
    public EmbeddedPictures(IReadOnlyList<Picture> pictures, float[] vectors)
    {
        if (pictures.Count == 0 ? vectors.Length > 0 : vectors.Length == 0 || vectors.Length % pictures.Count != 0)
        {
            throw new ArgumentException($"{vectors.Length} floats are not {pictures.Count} vectors of one length.", nameof(vectors));
        }
        Pictures = pictures;
        _vectors = vectors;
        Dimension = pictures.Count == 0 ? 0 : vectors.Length / pictures.Count;
    }

    /// <summary>The pictures.</summary>
    public IReadOnlyList<Picture> Pictures { get; }

    /// <summary>D, the length of each embedding; 0 if there are no pictures.</summary>
    public int Dimension { get; }

    /// <summary>The embedding of a picture, D floats.</summary>
    /// <param name="picture">Its index in <see cref="Pictures"/>.</param>
    public ReadOnlySpan<float> VectorOf(int picture) => MemoryOf(picture).Span;

    /// <summary>The same for callers that keep it.</summary>
    internal ReadOnlyMemory<float> MemoryOf(int picture) => _vectors.AsMemory(picture * Dimension, Dimension);
}
