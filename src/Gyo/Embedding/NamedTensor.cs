namespace Gyo.Embedding;

/// <summary>A tensor of a weights file.</summary>
/// <param name="Name">Its name, unique in the file, e.g. <c>block0.project.kernel</c>.</param>
/// <param name="Shape">The length of each dimension, outermost first; empty for a scalar.</param>
/// <param name="Values">Its values in row-major order, as many as the product of <paramref name="Shape"/>.</param>
public sealed record NamedTensor(string Name, int[] Shape, float[] Values)
{
    /// <summary>How many values a shape holds: −1 if a length is negative, and no more than 2³¹ however large the product is.</summary>
    internal static long CountOf(ReadOnlySpan<int> shape)
    {
        const long TooMany = int.MaxValue + 1L;
        long count = 1;
        foreach (int length in shape)
        {
            if (length < 0)
            {
                return -1;
            }

            count = Math.Min(count * length, TooMany);
        }

        return count;
    }
}
