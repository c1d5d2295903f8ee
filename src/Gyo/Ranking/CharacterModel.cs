using System.Numerics;
using System.Numerics.Tensors;

namespace Gyo.Ranking;

/// <summary>What a gallery knows of one character: where its pictures lie, how many there are, and so how a further one should look.</summary>
/// <remarks>
/// With n pictures of mean m̄ in the coordinates of a <see cref="CharacterSpace"/>, a further one is normal about n·b / (1 + n·b) · m̄ with
/// variance 1 + b / (1 + n·b) along each coordinate, and one of a character that nobody knows is normal about 0 with variance 1 + b.
/// Immutable; safe to share between threads.
/// </remarks>
internal sealed class CharacterModel
{
    private readonly CharacterSpace _space;
    private readonly ReadOnlyMemory<float> _sum; // [D]
    private readonly PictureOutlook _outlook;

    /// <summary>Makes a model.</summary>
    /// <param name="space">Whose coordinates it is in.</param>
    /// <param name="sum">The sum of the pictures' coordinates: D floats.</param>
    /// <param name="count">n, 0 or more.</param>
    public CharacterModel(CharacterSpace space, ReadOnlyMemory<float> sum, int count) =>
        (_space, _sum, _outlook) = (space, sum, space.Outlook(count));

    /// <summary>n, how many pictures there are.</summary>
    public int Count => _outlook.Count;

    /// <summary>The sum of the pictures' coordinates: D floats.</summary>
    public ReadOnlySpan<float> Sum => _sum.Span;

    /// <summary>A character of no pictures, who could be anybody.</summary>
    public static CharacterModel Anybody(CharacterSpace space) => new(space, new float[space.Dimension], 0);

    /// <summary>The same character with one more picture.</summary>
    /// <param name="coordinates">The picture's, D floats.</param>
    public CharacterModel With(ReadOnlySpan<float> coordinates)
    {
        float[] sum = new float[_sum.Length];
        TensorPrimitives.Add(Sum, coordinates, sum);
        return new CharacterModel(_space, sum, Count + 1);
    }

    /// <summary>The same character without one of its pictures.</summary>
    /// <param name="coordinates">The picture's, D floats.</param>
    public CharacterModel Without(ReadOnlySpan<float> coordinates)
    {
        float[] sum = new float[_sum.Length];
        TensorPrimitives.Subtract(Sum, coordinates, sum);
        return new CharacterModel(_space, sum, Count - 1);
    }

    /// <summary>The natural logarithm of a picture's probability density if it shows this character, up to a constant of the space.</summary>
    /// <param name="coordinates">The picture's, D floats.</param>
    public float LogLikelihood(ReadOnlySpan<float> coordinates)
    {
        ReadOnlySpan<float> sum = Sum;
        ReadOnlySpan<float> share = _outlook.Share.AsSpan(0, sum.Length);
        ReadOnlySpan<float> precision = _outlook.Precision.AsSpan(0, sum.Length);
        ReadOnlySpan<float> picture = coordinates[..sum.Length];
        Vector<float> distances = Vector<float>.Zero;
        int d = 0;
        for (; d <= sum.Length - Vector<float>.Count; d += Vector<float>.Count)
        {
            Vector<float> difference = new Vector<float>(picture[d..]) - new Vector<float>(share[d..]) * new Vector<float>(sum[d..]);
            distances += difference * difference * new Vector<float>(precision[d..]);
        }

        float distance = Vector.Sum(distances);
        for (; d < sum.Length; d++)
        {
            float difference = picture[d] - share[d] * sum[d];
            distance += difference * difference * precision[d];
        }

        return -0.5f * (distance + _outlook.LogVariance);
    }
}
