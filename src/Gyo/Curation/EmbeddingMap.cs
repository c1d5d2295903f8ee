using Gyo.Indexing;

namespace Gyo.Curation;

/// <summary>Unit vectors in two dimensions, so that what is near in all of them is near on the map.</summary>
/// <remarks>
/// <para>
/// UMAP: McInnes, Healy and Melville, "UMAP: Uniform Manifold Approximation and Projection for Dimension Reduction", arXiv:1802.03426 (2018), with
/// a spread of 1 and a least distance of 0.1. Two things differ from the paper. The layout begins with the vectors' principal plane and not with
/// the graph's spectrum: that costs a fraction, and what helps the map's large shapes is that the beginning is informed, not how (Kobak and
/// Linderman, "Initialization is critical for preserving global data structure in both t-SNE and UMAP", Nature Biotechnology 2021). And each
/// point moves by where the others were after the last epoch, so that threads need not wait for each other and chance does not enter.
/// </para>
/// <para>The same vectors, neighbours and seed give the same map with any number of threads, on one kind of machine.</para>
/// </remarks>
public static class EmbeddingMap
{
    /// <summary>The share of all time that finding the neighbours takes, about.</summary>
    private const double ShareOfNeighbours = 0.4;

    /// <summary>New points settle in this many epochs: they begin among their neighbours.</summary>
    private const int EpochsOfNew = 100;

    /// <summary>Finds a place for each vector.</summary>
    /// <param name="index">Holds all of them, under their ids.</param>
    /// <param name="ids">N ids, all different.</param>
    /// <param name="vectors">[N, D] row-major, each of unit norm.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="progress">Is told the share that is done, 0 to 1.</param>
    /// <param name="cancel">Honoured every few hundred vectors and between epochs.</param>
    /// <returns>[N, 2] row-major: x and y of each.</returns>
    /// <exception cref="ArgumentException">The vectors are not N rows of the index's dimension, or an option is out of range.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancel"/> was cancelled.</exception>
    public static float[] Compute(
        IVectorIndex index,
        ReadOnlyMemory<long> ids,
        ReadOnlyMemory<float> vectors,
        EmbeddingMapOptions? options = null,
        IProgress<double>? progress = null,
        CancellationToken cancel = default)
    {
        options ??= new EmbeddingMapOptions();
        options.Check();
        CheckRows(index, ids, vectors);
        int count = ids.Length;
        NeighbourRows rows = NeighbourRows.Find(index, ids, vectors, ids, options, progress.Part(0, ShareOfNeighbours), cancel);
        FuzzyGraph graph = FuzzyGraph.Symmetric(rows);
        float[] places = PrincipalPlane.Project(vectors, index.Dimension, options.Seed);
        int epochs = options.Epochs ?? (count <= 10_000 ? 500 : 200);
        MapLayout.Settle(places, graph, firstMoving: 0, epochs, options, progress.Part(ShareOfNeighbours, 1), cancel);
        progress?.Report(1);
        return places;
    }

    /// <summary>Finds places for vectors that came after a map was made, among those that are on it and do not move.</summary>
    /// <param name="index">Holds the vectors of the map, and maybe others.</param>
    /// <param name="mapped">The M ids on the map.</param>
    /// <param name="places">[M, 2] row-major: where they are.</param>
    /// <param name="vectors">[N, D] row-major: the new vectors, each of unit norm.</param>
    /// <param name="options">As the map was made; null for the defaults.</param>
    /// <param name="cancel">Honoured every few hundred vectors and between epochs.</param>
    /// <returns>[N, 2] row-major: x and y of each new vector; the map's origin where nothing is on it.</returns>
    /// <exception cref="ArgumentException">The vectors are no rows of the index's dimension, the places are not M, or an option is out of range.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancel"/> was cancelled.</exception>
    public static float[] Place(
        IVectorIndex index,
        ReadOnlyMemory<long> mapped,
        ReadOnlySpan<float> places,
        ReadOnlyMemory<float> vectors,
        EmbeddingMapOptions? options = null,
        CancellationToken cancel = default)
    {
        options ??= new EmbeddingMapOptions();
        options.Check();
        if (places.Length != 2 * mapped.Length || vectors.Length % index.Dimension != 0)
        {
            throw new ArgumentException($"{mapped.Length} ids need twice as many numbers, and each vector {index.Dimension}.", nameof(places));
        }

        int count = vectors.Length / index.Dimension;
        float[] all = new float[places.Length + 2 * count];
        places.CopyTo(all);
        NeighbourRows rows = NeighbourRows.Find(index, new long[count], vectors, mapped, options, progress: null, cancel, areMapped: false);
        FuzzyGraph graph = FuzzyGraph.Directed(rows, mapped.Length);
        graph.PlaceAtMeans(all, mapped.Length);
        MapLayout.Settle(all, graph, mapped.Length, EpochsOfNew, options, progress: null, cancel);
        return all[places.Length..];
    }

    private static void CheckRows(IVectorIndex index, ReadOnlyMemory<long> ids, ReadOnlyMemory<float> vectors)
    {
        if (vectors.Length != (long)ids.Length * index.Dimension)
        {
            throw new ArgumentException($"{ids.Length} vectors of {index.Dimension} numbers were expected, not {vectors.Length} numbers.", nameof(vectors));
        }
    }
}
