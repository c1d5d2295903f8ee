namespace Gyo.Indexing;

/// <content>Building from many vectors at once, on all cores.</content>
public sealed partial class HnswIndex
{
    /// <summary>Builds an index of vectors: faster than adding them one by one, and with memory for no more than these.</summary>
    /// <param name="dimension">D, the length of every vector, at least 1.</param>
    /// <param name="ids">The N ids, all different.</param>
    /// <param name="vectors">N × D floats, row-major, each row of unit L2 norm. They are copied.</param>
    /// <param name="options">How the graph is built; the defaults if null.</param>
    /// <param name="cancel">Honoured between vectors.</param>
    /// <exception cref="ArgumentOutOfRangeException">The dimension is below 1, or an option out of its range.</exception>
    /// <exception cref="ArgumentException">There are not N · D floats, an id is there twice, or a vector is not finite or not of unit norm.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancel"/> was cancelled.</exception>
    public static HnswIndex Build(
        int dimension, ReadOnlySpan<long> ids, ReadOnlyMemory<float> vectors, HnswOptions? options = null, CancellationToken cancel = default)
    {
        options ??= new HnswOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        options.Check();
        int count = ids.Length;
        if (vectors.Length != (long)count * dimension)
        {
            throw new ArgumentException($"{count} vectors of {dimension} floats are not {vectors.Length} floats.", nameof(vectors));
        }

        ReadOnlySpan<float> VectorOf(int row) => vectors.Span.Slice(row * dimension, dimension);
        ByteQuantizer quantizer = ByteQuantizer.Fit(dimension, count, (row, vector) => VectorOf(row).CopyTo(vector));
        int[] levels = DrawLevels(count, options);
        HnswGraph graph = HnswGraph.Allocate(quantizer, options, CountsOf(levels));
        var parallel = new ParallelOptions
        {
            CancellationToken = cancel,
            MaxDegreeOfParallelism = options.Threads == 0 ? Environment.ProcessorCount : options.Threads,
        };
        var table = new IdTable([], count);
        for (int row = 0; row < count; row++)
        {
            UnitVector.Check(VectorOf(row), dimension, nameof(vectors));
            if (ids[row] == HnswGraph.NoId || table.Find(ids[row], graph.Ids) >= 0)
            {
                throw new ArgumentException($"id {ids[row]} is there twice, or can be no vector's.", nameof(ids));
            }

            graph.SetId(graph.Lowest.TakePlace(), ids[row]);
            table.Add(ids[row], row);
        }

        Parallel.For(0, count, parallel, row => graph.Write(row, VectorOf(row)));

        // The highest first: whatever comes later finds the way down to it complete, and the entry never changes.
        GraphEntry[] nodes = new GraphEntry[count];
        for (int row = 0; row < count; row++)
        {
            nodes[row] = graph.Raise(row, levels[row]);
        }

        int[] order = [.. Enumerable.Range(0, count).OrderByDescending(row => levels[row])];
        if (count > 0)
        {
            graph.Entry = nodes[order[0]];
            var builder = new GraphBuilder(graph, options);
            Parallel.For(1, count, parallel, i => builder.Insert(nodes[order[i]]));
        }

        return new HnswIndex(options, graph, count) { _table = table };
    }

    /// <summary>The highest layer of each vector; none so high that nobody else could be there.</summary>
    private static int[] DrawLevels(int count, HnswOptions options)
    {
        var random = new Random(options.Seed);
        int highest = Capacities(count, options).Length - 1;
        int[] levels = new int[count];
        for (int row = 0; row < count; row++)
        {
            levels[row] = Math.Min(DrawLevel(random, options), highest);
        }

        return levels;
    }

    /// <summary>How many vectors are in each layer, from the lowest to the highest that has any.</summary>
    private static int[] CountsOf(int[] levels)
    {
        int[] counts = new int[levels.Length == 0 ? 1 : levels.Max() + 1];
        foreach (int level in levels)
        {
            for (int at = 0; at <= level; at++)
            {
                counts[at]++;
            }
        }

        return counts;
    }
}
