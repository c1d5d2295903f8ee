using System.Numerics.Tensors;

namespace Gyo.Curation;

/// <summary>The plane in which vectors differ most: where the layout begins.</summary>
internal static class PrincipalPlane
{
    /// <summary>Vectors that the plane is found from; more, evenly chosen, would hardly tilt it.</summary>
    private const int MostVectors = 4096;

    /// <summary>Enough for a beginning: the plane need not be exact.</summary>
    private const int Rounds = 30;

    /// <summary>How far from the middle the farthest begins. 10: the paper's program.</summary>
    private const float Reach = 10;

    /// <summary>Moves copies apart, that they may be pushed apart.</summary>
    private const float Noise = 1e-3f;

    /// <summary>Projects vectors onto their principal plane.</summary>
    /// <param name="vectors">[N, D].</param>
    /// <param name="dimension">D.</param>
    /// <param name="seed">Of the noise.</param>
    /// <returns>[N, 2], the farthest 10 from the middle along an axis.</returns>
    public static float[] Project(ReadOnlyMemory<float> vectors, int dimension, int seed)
    {
        int count = vectors.Length / dimension;
        float[] places = new float[2 * count];
        if (count == 0)
        {
            return places;
        }

        int chosen = Math.Min(count, MostVectors);
        float[][] rows = [.. Enumerable.Range(0, chosen).Select(i => vectors.Slice((int)((long)i * count / chosen) * dimension, dimension).ToArray())];
        float[] mean = new float[dimension];
        foreach (float[] row in rows)
        {
            TensorPrimitives.Add(mean, row, mean);
        }

        TensorPrimitives.Divide(mean, chosen, mean);
        foreach (float[] row in rows)
        {
            TensorPrimitives.Subtract(row, mean, row);
        }

        var random = new Random(seed);
        float[] first = Axis(rows, dimension, random, orthogonalTo: null);
        float[] second = Axis(rows, dimension, random, orthogonalTo: first);
        (float x0, float y0) = (TensorPrimitives.Dot(mean, first), TensorPrimitives.Dot(mean, second));
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<float> row = vectors.Span.Slice(i * dimension, dimension);
            places[2 * i] = TensorPrimitives.Dot(row, first) - x0;
            places[2 * i + 1] = TensorPrimitives.Dot(row, second) - y0;
        }

        float farthest = TensorPrimitives.MaxMagnitude(places);
        TensorPrimitives.Multiply(places, farthest == 0 ? 0 : Reach / Math.Abs(farthest), places);
        for (int i = 0; i < places.Length; i++)
        {
            places[i] += Noise * (random.NextSingle() - 0.5f);
        }

        return places;
    }

    /// <summary>An axis of the greatest variance, by power iteration.</summary>
    private static float[] Axis(float[][] rows, int dimension, Random random, float[]? orthogonalTo)
    {
        float[] axis = [.. Enumerable.Range(0, dimension).Select(_ => random.NextSingle() - 0.5f)];
        for (int round = 0; round <= Rounds; round++)
        {
            float[] next = round == 0 ? axis : new float[dimension];
            for (int i = 0; i < rows.Length && round > 0; i++)
            {
                TensorPrimitives.MultiplyAdd(rows[i], TensorPrimitives.Dot(rows[i], axis), next, next);
            }

            if (orthogonalTo is not null)
            {
                TensorPrimitives.MultiplyAdd(orthogonalTo, -TensorPrimitives.Dot(next, orthogonalTo), next, next);
            }

            float norm = TensorPrimitives.Norm(next);
            if (norm == 0)
            {
                break; // no variance is left: any axis will do
            }

            TensorPrimitives.Divide(next, norm, next);
            axis = next;
        }

        return axis;
    }
}
