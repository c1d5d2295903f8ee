using System.IO.Hashing;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Gyo.Indexing;

namespace Gyo.Curation;

/// <summary>Pictures as they come together, by how alike they and what is near to them look.</summary>
/// <remarks>
/// Density-based: each picture is seen as the mean of itself and its nearest, weighted by the square of their similarity, so that those where many
/// lie close draw together and those between do not (Turcot and Lowe, "Better matching with fewer features", ICCV workshops 2009, for retrieval);
/// average linkage joins what is alike then. The same directions give the same groups, whatever their order.
/// </remarks>
internal sealed class PictureGroups
{
    /// <summary>Groups are held against groups among so many nearest of their pictures.</summary>
    private const int Candidates = 30;

    /// <summary>Above, the nearest are found by a walk: a look at all pairs takes longer than to build a graph.</summary>
    private const int MostExact = 20_000;

    /// <summary>A direction that is this near to the mean differs from it by rounding alone.</summary>
    private const float LeastNorm = 1e-5f;

    private readonly int[][] _pictures; // of each leaf of the tree: copies are one
    private readonly float[] _smoothed; // [leaves, D]
    private readonly int _dimension;

    private PictureGroups(int[][] pictures, float[] smoothed, int dimension, LinkageTree tree) =>
        (_pictures, _smoothed, _dimension, Tree) = (pictures, smoothed, dimension, tree);

    /// <summary>How they come together.</summary>
    public LinkageTree Tree { get; }

    /// <summary>Finds the groups.</summary>
    /// <param name="dimension">D.</param>
    /// <param name="directions">[N, D] row-major, of unit norm.</param>
    /// <param name="options">How.</param>
    /// <param name="progress">Is told the share that is done.</param>
    /// <param name="cancel">Honoured every few hundred pictures.</param>
    public static PictureGroups Find(int dimension, float[] directions, PictureClusterOptions options, IProgress<double>? progress, CancellationToken cancel)
    {
        options.Check();
        int[][] pictures = Copies(directions, dimension);
        float[] unique = new float[pictures.Length * dimension];
        for (int i = 0; i < pictures.Length; i++)
        {
            directions.AsSpan(pictures[i][0] * dimension, dimension).CopyTo(unique.AsSpan(i * dimension));
        }

        long[] ids = [.. Enumerable.Range(0, pictures.Length).Select(i => (long)i)];
        using IVectorIndex index = Index(dimension, ids, unique, cancel);
        EmbeddingMapOptions search = new() { Neighbours = Math.Max(Candidates, options.Neighbours), Threads = options.Threads };
        NeighbourRows rows = NeighbourRows.Find(index, ids, unique, ids, search, progress, cancel);
        float[] smoothed = Smooth(unique, dimension, rows, options);
        return new PictureGroups(
            pictures, smoothed, dimension, LinkageTree.Grow(smoothed, [.. pictures.Select(p => p.Length)], rows, (float)options.LeastSimilarity, cancel));
    }

    /// <summary>Takes out what directions have in common, where no labels told what that is: as seen from their mean, of unit norm again.</summary>
    /// <param name="dimension">D.</param>
    /// <param name="directions">[N, D] row-major, of unit norm.</param>
    public static void Centre(int dimension, float[] directions)
    {
        int count = directions.Length / dimension;
        float[] mean = new float[dimension];
        for (int i = 0; i < count; i++)
        {
            TensorPrimitives.MultiplyAdd(directions.AsSpan(i * dimension, dimension), 1f / count, mean, mean);
        }

        for (int i = 0; i < count; i++)
        {
            Span<float> direction = directions.AsSpan(i * dimension, dimension);
            TensorPrimitives.Subtract(direction, mean, direction);
            float norm = TensorPrimitives.Norm<float>(direction);
            if (norm < LeastNorm)
            {
                direction.Clear();
                direction[0] = norm = 1; // all the same: it points nowhere
            }

            TensorPrimitives.Divide(direction, norm, direction);
        }
    }

    /// <summary>The pictures under a node of the tree, the most typical first: those most like all of them.</summary>
    public int[] PicturesOf(int node)
    {
        int[] leaves = Tree.LeavesOf(node);
        float[] sum = new float[_dimension];
        foreach (int leaf in leaves)
        {
            TensorPrimitives.MultiplyAdd(Smoothed(leaf), (float)_pictures[leaf].Length, sum, sum);
        }

        return [.. leaves.OrderByDescending(leaf => TensorPrimitives.Dot(Smoothed(leaf), sum)).ThenBy(leaf => leaf).SelectMany(leaf => _pictures[leaf])];
    }

    private ReadOnlySpan<float> Smoothed(int leaf) => _smoothed.AsSpan(leaf * _dimension, _dimension);

    /// <summary>The pictures of each direction that there is: copies would else be all that is near to a picture.</summary>
    private static int[][] Copies(float[] directions, int dimension)
    {
        ReadOnlyMemory<float> Row(int i) => directions.AsMemory(i * dimension, dimension);
        return
        [
            .. Enumerable.Range(0, directions.Length / dimension)
                .GroupBy(i => XxHash128.HashToUInt128(MemoryMarshal.AsBytes(Row(i).Span)))
                .Select(copies => copies.ToArray()),
        ];
    }

    private static IVectorIndex Index(int dimension, long[] ids, float[] vectors, CancellationToken cancel)
    {
        if (ids.Length > MostExact)
        {
            return HnswIndex.Build(dimension, ids, vectors, new HnswOptions { Threads = 1 }, cancel); // the same graph every time
        }

        FlatIndex index = new(dimension, ids.Length);
        for (int i = 0; i < ids.Length; i++)
        {
            index.Add(i, vectors.AsSpan(i * dimension, dimension));
        }

        return index;
    }

    private static float[] Smooth(float[] vectors, int dimension, NeighbourRows rows, PictureClusterOptions options)
    {
        float[] smoothed = (float[])vectors.Clone();
        Parallel.For(0, rows.Count, new ParallelOptions { MaxDegreeOfParallelism = options.Threads == 0 ? -1 : options.Threads }, i =>
        {
            Span<float> mean = smoothed.AsSpan(i * dimension, dimension);
            ReadOnlySpan<int> near = rows.Rows(i);
            for (int n = 0; n < Math.Min(near.Length, options.Neighbours); n++)
            {
                float similarity = Math.Max(0, 1 - rows.Distances(i)[n]);
                TensorPrimitives.MultiplyAdd(vectors.AsSpan(near[n] * dimension, dimension), similarity * similarity, mean, mean);
            }

            TensorPrimitives.Divide(mean, TensorPrimitives.Norm<float>(mean), mean);
        });
        return smoothed;
    }
}
