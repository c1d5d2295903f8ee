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
    private readonly float[] _sum; // [D]
    private readonly float[] _expected; // [D]
    private readonly float[] _precision; // [D], one over the variance
    private readonly float _logVariance; // Σ ln of it

    private CharacterModel(CharacterSpace space, float[] sum, int count)
    {
        _space = space;
        _sum = sum;
        Count = count;
        _expected = new float[sum.Length];
        _precision = new float[sum.Length];
        for (int d = 0; d < sum.Length; d++)
        {
            float between = space.Between[d];
            float shrunk = between / (1 + count * between);
            _expected[d] = shrunk * sum[d];
            _precision[d] = 1 / (1 + shrunk);
            _logVariance += MathF.Log(1 + shrunk);
        }
    }

    /// <summary>n, how many pictures there are.</summary>
    public int Count { get; }

    /// <summary>A character of no pictures, who could be anybody.</summary>
    public static CharacterModel Anybody(CharacterSpace space) => new(space, new float[space.Dimension], 0);

    /// <summary>The same character with one more picture.</summary>
    /// <param name="coordinates">The picture's, D floats.</param>
    public CharacterModel With(ReadOnlySpan<float> coordinates)
    {
        float[] sum = new float[_sum.Length];
        TensorPrimitives.Add(_sum, coordinates, sum);
        return new CharacterModel(_space, sum, Count + 1);
    }

    /// <summary>The same character without one of its pictures.</summary>
    /// <param name="coordinates">The picture's, D floats.</param>
    public CharacterModel Without(ReadOnlySpan<float> coordinates)
    {
        float[] sum = new float[_sum.Length];
        TensorPrimitives.Subtract(_sum, coordinates, sum);
        return new CharacterModel(_space, sum, Count - 1);
    }

    /// <summary>The natural logarithm of a picture's probability density if it shows this character, up to a constant of the space.</summary>
    /// <param name="coordinates">The picture's, D floats.</param>
    public float LogLikelihood(ReadOnlySpan<float> coordinates)
    {
        float distance = 0;
        for (int d = 0; d < coordinates.Length; d++)
        {
            float difference = coordinates[d] - _expected[d];
            distance += difference * difference * _precision[d];
        }

        return -0.5f * (distance + _logVariance);
    }
}
