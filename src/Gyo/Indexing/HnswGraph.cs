namespace Gyo.Indexing;

/// <summary>Everything a search reads. It grows by being replaced, so what a search has begun in stays whole until it is done.</summary>
internal sealed unsafe class HnswGraph
{
    /// <summary>The id of a row that holds no vector, or none any more.</summary>
    public const long NoId = long.MinValue;

    private readonly SearchScratch?[] _idle = new SearchScratch?[Environment.ProcessorCount];

    /// <summary>Sees memory as a graph.</summary>
    /// <param name="quantizer">Made the codes.</param>
    /// <param name="rows">The vectors.</param>
    /// <param name="ids">Eight bytes a row.</param>
    /// <param name="layers">The lowest first; of it, a row is a node.</param>
    public HnswGraph(ByteQuantizer quantizer, VectorRows rows, RawMemory ids, GraphLayer[] layers) =>
        (Quantizer, Rows, IdMemory, Layers) = (quantizer, rows, ids, layers);

    public ByteQuantizer Quantizer { get; }

    public VectorRows Rows { get; }

    public RawMemory IdMemory { get; }

    public GraphLayer[] Layers { get; }

    public GraphLayer Lowest => Layers[0];

    /// <summary>The highest layer in use and a node of it to begin with; a node below 0 means an empty graph.</summary>
    public GraphEntry Entry { get; set; } = new(0, GraphLayer.None);

    /// <summary>How many vectors there is room for.</summary>
    public int Capacity => Lowest.Capacity;

    /// <summary>The id of each row in use, <see cref="NoId"/> where it was removed.</summary>
    public Span<long> Ids => new(IdMemory.Start, Lowest.Count);

    /// <summary>Whether the memory is that of a file, which never changes.</summary>
    public bool IsReadOnly { get; init; }

    /// <summary>Bytes of what a search walks through and names what it finds by, without the vectors.</summary>
    public long Length => IdMemory.Length + Layers.Sum(l => l.Length);

    /// <summary>Makes an empty graph.</summary>
    /// <param name="quantizer">Is to make the codes.</param>
    /// <param name="options">Says how many links there are, and how vectors are kept.</param>
    /// <param name="capacities">How many nodes each layer has room for, the lowest first.</param>
    public static HnswGraph Allocate(ByteQuantizer quantizer, HnswOptions options, ReadOnlySpan<int> capacities)
    {
        var layers = new GraphLayer[capacities.Length];
        for (int at = 0; at < layers.Length; at++)
        {
            layers[at] = GraphLayer.Allocate(quantizer.CodeLength, LinksOf(at, options), capacities[at], isLowest: at == 0);
        }

        var rows = new VectorRows(
            quantizer.Dimension, options.Precision, RawMemory.Allocate((long)VectorRows.RowLengthOf(quantizer.Dimension, options.Precision) * capacities[0]));
        return new HnswGraph(quantizer, rows, RawMemory.Allocate(sizeof(long) * (long)capacities[0]), layers);
    }

    /// <summary>Most links of a node: twice as many in the lowest layer (Malkov and Yashunin, section 4.1).</summary>
    public static int LinksOf(int layer, HnswOptions options) => layer == 0 ? 2 * options.Links : options.Links;

    /// <summary>The id of a row.</summary>
    public long Id(int row) => Volatile.Read(ref ((long*)IdMemory.Start)[row]);

    /// <summary>Names a row, or with <see cref="NoId"/> takes its name away.</summary>
    public void SetId(int row, long id) => Volatile.Write(ref ((long*)IdMemory.Start)[row], id);

    /// <summary>Stores a vector and its code; nobody links to it yet.</summary>
    public void Write(int row, ReadOnlySpan<float> vector)
    {
        Rows.Write(row, vector);
        Quantizer.Encode(vector, Lowest.Code(row));
    }

    /// <summary>Adds a node for a row to each layer above the lowest, as far up as wanted and as there is room.</summary>
    /// <returns>The highest layer it is in, and its node there.</returns>
    public GraphEntry Raise(int row, int level)
    {
        int node = row;
        for (int at = 1; at <= level; at++)
        {
            if (at == Layers.Length || Layers[at].TakePlace() is var place && place < 0)
            {
                return new GraphEntry(at - 1, node);
            }

            Layers[at].SetRow(place, below: node, row, Lowest.Code(row));
            node = place;
        }

        return new GraphEntry(level, node);
    }

    /// <summary>Takes over all of another graph with less room and as many layers or fewer.</summary>
    public void CopyFrom(HnswGraph other)
    {
        float[] vector = new float[Rows.Dimension];
        other.IdMemory.CopyTo(IdMemory);
        Rows.CopyFrom(other.Rows);
        for (int at = 0; at < other.Layers.Length; at++)
        {
            Layers[at].CopyFrom(other.Layers[at]);
        }

        for (int row = 0; row < other.Lowest.Count; row++)
        {
            other.Rows.Check(row);
            Rows.Read(row, vector);
            Quantizer.Encode(vector, Lowest.Code(row));
        }

        for (int at = 1; at < other.Layers.Length; at++)
        {
            Layers[at].CopyCodes(Lowest);
        }

        Entry = other.Entry;
    }

    /// <summary>Lends what a search needs.</summary>
    public SearchScratch Rent()
    {
        for (int i = 0; i < _idle.Length; i++)
        {
            if (Volatile.Read(ref _idle[i]) is not null && Interlocked.Exchange(ref _idle[i], null) is { } scratch)
            {
                return scratch;
            }
        }

        return new SearchScratch(Capacity, Quantizer);
    }

    /// <summary>Takes it back for the next.</summary>
    public void Return(SearchScratch scratch)
    {
        for (int i = 0; i < _idle.Length; i++)
        {
            if (Interlocked.CompareExchange(ref _idle[i], scratch, null) is null)
            {
                return;
            }
        }
    }
}

/// <summary>A node of a layer.</summary>
/// <param name="Layer">The layer, 0 the lowest.</param>
/// <param name="Node">The node.</param>
internal sealed record GraphEntry(int Layer, int Node);
