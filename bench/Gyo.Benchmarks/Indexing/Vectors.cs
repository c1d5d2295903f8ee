using Gyo.Indexing;

namespace Gyo.Benchmarks.Indexing;

/// <summary>Seeded directions, spread evenly: how often a row comes among the nearest depends on the order of rows alone, not on where they lie.</summary>
internal static class Vectors
{
    /// <summary>D of the built-in model's embeddings.</summary>
    public const int Dimension = 128;

    /// <summary>Rows of a gallery that memory's caches are small against: 102 MB.</summary>
    public const int GalleryRows = 200_000;

    /// <summary>N×D floats, each row of unit norm.</summary>
    public static float[] Rows(int count, int seed, int dimension = Dimension)
    {
        Random random = new(seed);
        float[] rows = new float[count * dimension];
        for (int first = 0; first < rows.Length; first += dimension)
        {
            Span<float> row = rows.AsSpan(first, dimension);
            foreach (ref float number in row)
            {
                number = (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
            }

            float norm = MathF.Sqrt(InnerProduct.Of(row, row));
            foreach (ref float number in row)
            {
                number /= norm;
            }
        }

        return rows;
    }

    /// <summary>An exact index of rows, their numbers as ids.</summary>
    public static FlatIndex Flat(float[] rows)
    {
        FlatIndex index = new(Dimension, rows.Length / Dimension);
        for (int id = 0; id < rows.Length / Dimension; id++)
        {
            index.Add(id, rows.AsSpan(id * Dimension, Dimension));
        }

        return index;
    }
}
