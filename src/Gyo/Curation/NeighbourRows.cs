using Gyo.Indexing;

namespace Gyo.Curation;

/// <summary>The nearest neighbours of some vectors: K of each, nearest first, fewer where there are fewer.</summary>
internal sealed class NeighbourRows
{
    /// <summary>Vectors that are searched for together: enough to share a reading of a flat index, few enough for progress to be seen.</summary>
    private const int Together = 512;

    private readonly int[] _rows; // [N, K], what is beyond a vector's count means nothing
    private readonly float[] _distances;
    private readonly int[] _counts; // [N]

    private NeighbourRows(int count, int most) =>
        (Most, _rows, _distances, _counts) = (most, new int[count * most], new float[count * most], new int[count]);

    /// <summary>N.</summary>
    public int Count => _counts.Length;

    /// <summary>K.</summary>
    public int Most { get; }

    /// <summary>The neighbours of a vector, as rows of those that were searched among.</summary>
    public ReadOnlySpan<int> Rows(int i) => _rows.AsSpan(i * Most, _counts[i]);

    /// <summary>Their cosine distances, 1 − similarity, at least 0.</summary>
    public ReadOnlySpan<float> Distances(int i) => _distances.AsSpan(i * Most, _counts[i]);

    /// <summary>Finds them.</summary>
    /// <param name="index">Where.</param>
    /// <param name="ids">The N ids of the vectors.</param>
    /// <param name="vectors">[N, D].</param>
    /// <param name="among">The ids that may be neighbours, by row.</param>
    /// <param name="options">How many neighbours, and threads.</param>
    /// <param name="progress">Is told the share that is done.</param>
    /// <param name="cancel">Honoured every few hundred vectors.</param>
    /// <param name="areMapped">Whether the vectors are among those themselves: none is a neighbour of its own.</param>
    public static NeighbourRows Find(
        IVectorIndex index,
        ReadOnlyMemory<long> ids,
        ReadOnlyMemory<float> vectors,
        ReadOnlyMemory<long> among,
        EmbeddingMapOptions options,
        IProgress<double>? progress,
        CancellationToken cancel,
        bool areMapped = true)
    {
        Dictionary<long, int> rowOf = new(among.Length);
        for (int row = 0; row < among.Length; row++)
        {
            rowOf.Add(among.Span[row], row);
        }

        int most = Math.Max(0, Math.Min(options.Neighbours, among.Length - (areMapped ? 1 : 0)));
        NeighbourRows found = new(ids.Length, most);
        if (most == 0)
        {
            return found;
        }

        IReadOnlySet<long>? allowed = areMapped ? null : new HashSet<long>(rowOf.Keys);
        int wanted = most + (areMapped ? 1 : 0);
        for (int first = 0; first < ids.Length; first += Together)
        {
            int some = Math.Min(Together, ids.Length - first);
            Neighbour[] nearest = new Neighbour[some * wanted];
            int[] counts = new int[some];
            Search(index, vectors.Slice(first * index.Dimension, some * index.Dimension), nearest, counts, allowed, options.Workers, cancel);
            for (int i = 0; i < some; i++)
            {
                found.Take(first + i, areMapped ? ids.Span[first + i] : null, nearest.AsSpan(i * wanted, counts[i]), rowOf);
            }

            progress?.Report((double)(first + some) / ids.Length);
        }

        return found;
    }

    private static void Search(
        IVectorIndex index, ReadOnlyMemory<float> vectors, Neighbour[] nearest, int[] counts, IReadOnlySet<long>? among, int workers, CancellationToken cancel)
    {
        if (index is FlatIndex flat)
        {
            Array.Fill(counts, flat.SearchMany(vectors, nearest, among, workers, cancel));
            return;
        }

        int dimension = index.Dimension;
        int wanted = nearest.Length / counts.Length;
        ParallelOptions parallel = new() { MaxDegreeOfParallelism = workers, CancellationToken = cancel };
        Parallel.For(0, counts.Length, parallel, i => counts[i] = index.Search(vectors.Span.Slice(i * dimension, dimension), nearest.AsSpan(i * wanted, wanted), among, cancel));
    }

    private void Take(int i, long? self, ReadOnlySpan<Neighbour> nearest, Dictionary<long, int> rowOf)
    {
        foreach (Neighbour neighbour in nearest)
        {
            if (neighbour.Id != self && _counts[i] < Most && rowOf.TryGetValue(neighbour.Id, out int row)) // an index may hold what came meanwhile
            {
                int place = i * Most + _counts[i]++;
                _rows[place] = row;
                _distances[place] = Math.Max(0, 1 - neighbour.Similarity);
            }
        }
    }
}
