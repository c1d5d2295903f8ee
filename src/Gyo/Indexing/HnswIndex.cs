namespace Gyo.Indexing;

/// <summary>
/// Approximate nearest-neighbour search: walks from neighbour to neighbour through a graph, and so looks at some hundred vectors of a
/// million. <see cref="FlatIndex"/> is the truth it is measured against, and the faster one for few vectors.
/// </summary>
/// <remarks>
/// <para>
/// Malkov and Yashunin, "Efficient and robust approximate nearest neighbor search using Hierarchical Navigable Small World graphs", 2016.
/// The walk sees codes of four bits a dimension (<see cref="ByteQuantizer"/>), which lie beside the links; only its last candidates are
/// compared by the vectors themselves. The similarities of an answer are those of the stored vectors.
/// </para>
/// <para>
/// Searches never wait, not even for a change; changes wait for each other. What was added before a search began is found by it, what was
/// removed is not. A removed vector stays a signpost until some dozen are gone; then their neighbours are linked around them, and their
/// places are taken by what comes next.
/// </para>
/// </remarks>
public sealed partial class HnswIndex : IVectorIndex
{
    /// <summary>Removed vectors are cleared away once they are this share of all, and at least <see cref="LeastCleared"/>: they cost every walk time.</summary>
    private const double ShareCleared = 0.02;

    private const int LeastCleared = 32;

    private const int LeastCapacity = 64;

    private readonly Lock _changing = new();
    private readonly HnswOptions _options;
    private readonly Random _random;
    private readonly List<int> _removed = []; // rows whose nodes are still walked through
    private HnswGraph _graph;
    private GraphBuilder? _builder; // of the graph of the last change
    private IdTable? _table; // made when it is first needed
    private int _count;
    private int _clearings;

    /// <summary>Makes an empty index.</summary>
    /// <param name="dimension">D, the length of every vector, at least 1.</param>
    /// <param name="options">How the graph is built; the defaults if null.</param>
    /// <exception cref="ArgumentOutOfRangeException">The dimension is below 1, or an option out of its range.</exception>
    public HnswIndex(int dimension, HnswOptions? options = null)
        : this(options ?? new HnswOptions(), Empty(dimension, options ?? new HnswOptions(), LeastCapacity), count: 0)
    {
    }

    private HnswIndex(HnswOptions options, HnswGraph graph, int count)
    {
        _options = options;
        _graph = graph;
        _count = count;
        _random = new Random(options.Seed);
    }

    /// <inheritdoc/>
    public int Dimension => _graph.Rows.Dimension;

    /// <inheritdoc/>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Bytes of all that a search walks through and tells ids by, and of what finds an id's vector; without the vectors themselves.</summary>
    public long MemoryBytes => Volatile.Read(ref _graph).Length + (Volatile.Read(ref _table)?.Length ?? 0);

    /// <summary>Bytes of the vectors.</summary>
    public long VectorBytes => Volatile.Read(ref _graph).Rows.Length;

    /// <inheritdoc/>
    public void Add(long id, ReadOnlySpan<float> vector)
    {
        UnitVector.Check(vector, Dimension, nameof(vector));
        ArgumentOutOfRangeException.ThrowIfEqual(id, HnswGraph.NoId);
        AwaitCheck();
        lock (_changing)
        {
            IdTable table = Table();
            if (table.Find(id, _graph.Ids) >= 0)
            {
                throw new ArgumentException($"id {id} is already in the index: remove it first.", nameof(id));
            }

            if (table.IsFull || _graph.IsReadOnly || !_graph.Lowest.HasPlace)
            {
                table = Grow(Math.Max(LeastCapacity, _graph.Lowest.HasPlace ? _graph.Capacity : checked(_graph.Capacity + _graph.Capacity / 2)));
            }

            int row = _graph.Lowest.TakePlace();
            _graph.SetId(row, HnswGraph.NoId);
            _graph.Write(row, vector);
            GraphEntry node = _graph.Raise(row, DrawLevel(_random, _options));
            if (_graph.Entry.Node >= 0)
            {
                Builder().Insert(node);
            }

            if (_graph.Entry.Node < 0 || node.Layer > _graph.Entry.Layer)
            {
                _graph.Entry = node;
            }

            _graph.SetId(row, id); // from now on it can be found
            table.Add(id, row);
            Volatile.Write(ref _count, _count + 1);
        }
    }

    /// <inheritdoc/>
    public bool Remove(long id)
    {
        AwaitCheck();
        lock (_changing)
        {
            int row = Table().Find(id, _graph.Ids);
            if (row < 0)
            {
                return false;
            }

            if (_graph.IsReadOnly)
            {
                Grow(Math.Max(LeastCapacity, _graph.Capacity));
            }

            _graph.SetId(row, HnswGraph.NoId);
            _removed.Add(row);
            Volatile.Write(ref _count, _count - 1);
            if (_removed.Count >= Math.Max(LeastCleared, ShareCleared * _graph.Capacity))
            {
                ClearRemoved();
            }

            return true;
        }
    }

    /// <summary>Forgets the vectors. No call may be under way.</summary>
    public void Dispose()
    {
        lock (_changing)
        {
            _graph = Empty(Dimension, _options, capacity: 0);
            _builder = null;
            _table = null;
            _count = 0;
        }
    }

    private static HnswGraph Empty(int dimension, HnswOptions options, int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        options.Check();
        return HnswGraph.Allocate(ByteQuantizer.Fit(dimension, 0, static (_, _) => { }), options, Capacities(capacity, options));
    }

    /// <summary>Room for so many vectors in the lowest layer, and for their share above it, which is drawn and may turn out larger.</summary>
    private static int[] Capacities(int capacity, HnswOptions options)
    {
        List<int> capacities = [capacity];
        for (double share = (double)capacity / options.Links; share >= 1; share /= options.Links)
        {
            capacities.Add((int)(share + 4 * Math.Sqrt(share) + 1));
        }

        return [.. capacities];
    }

    /// <summary>The highest layer of a new vector: each takes the share 1/M of the one below (section 4.1).</summary>
    private static int DrawLevel(Random random, HnswOptions options) =>
        (int)(-Math.Log(1 - random.NextDouble()) / Math.Log(options.Links));

    private GraphBuilder Builder() => _builder?.Graph == _graph ? _builder : _builder = new GraphBuilder(_graph, _options);

    /// <summary>Takes the nodes of removed vectors out of the graph.</summary>
    private void ClearRemoved()
    {
        if (_removed.Count > 0)
        {
            Builder().Clear(_removed, () => Interlocked.Increment(ref _clearings));
            _removed.Clear();
        }
    }

    /// <summary>Moves everything to new memory, whose codes fit the vectors there are by now.</summary>
    private IdTable Grow(int capacity)
    {
        HnswGraph old = _graph;
        int[] live = [.. Enumerable.Range(0, old.Lowest.Count).Where(row => old.Ids[row] != HnswGraph.NoId)];
        ByteQuantizer quantizer = ByteQuantizer.Fit(Dimension, live.Length, (i, vector) => old.Rows.Read(live[i], vector));
        int[] capacities = Capacities(capacity, _options);
        for (int at = 0; at < old.Layers.Length; at++)
        {
            capacities[at] = Math.Max(capacities[at], old.Layers[at].Count); // more may have been drawn than was likely
        }

        HnswGraph grown = HnswGraph.Allocate(quantizer, _options, capacities);
        grown.CopyFrom(old);
        var table = new IdTable(grown.Ids, capacity);
        Volatile.Write(ref _graph, grown);
        Volatile.Write(ref _table, table);
        return table;
    }

    /// <summary>The table of ids, made now if nobody has needed it so far.</summary>
    private IdTable Table()
    {
        if (Volatile.Read(ref _table) is null)
        {
            HnswGraph graph = Volatile.Read(ref _graph);
            Interlocked.CompareExchange(ref _table, new IdTable(graph.Ids, graph.Capacity), null);
        }

        return _table!;
    }
}
