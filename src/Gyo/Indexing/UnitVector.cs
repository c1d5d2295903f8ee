namespace Gyo.Indexing;

/// <summary>What every index asks of vectors.</summary>
internal static class UnitVector
{
    /// <summary>How far from 1 the norm of a vector may be: room for vectors stored in half precision.</summary>
    private const float NormTolerance = 1e-3f;

    /// <summary>Refuses a vector that is none for an index.</summary>
    /// <param name="vector">The vector.</param>
    /// <param name="dimension">D, the length it must have.</param>
    /// <param name="name">What the caller's parameter is called.</param>
    /// <exception cref="ArgumentException">It has another length, isn't finite or not of unit norm.</exception>
    public static void Check(ReadOnlySpan<float> vector, int dimension, string name)
    {
        if (vector.Length != dimension)
        {
            throw new ArgumentException($"A vector of {vector.Length} numbers met an index of dimension {dimension}.", name);
        }

        float norm = MathF.Sqrt(InnerProduct.Of(vector, vector));
        if (!(MathF.Abs(norm - 1) <= NormTolerance)) // a NaN fails every comparison
        {
            throw new ArgumentException($"Vectors have unit L2 norm; this one has {norm}.", name);
        }
    }
}
