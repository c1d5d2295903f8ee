using System.Runtime.InteropServices;

namespace Gyo.Indexing;

/// <summary>What one walk needs to remember, kept for the next one: nothing is allocated once it is large enough.</summary>
internal sealed unsafe class SearchScratch
{
    private readonly RawMemory _visited;
    private readonly RawMemory _query;
    private readonly float[] _weights;
    private RawMemory _entries = RawMemory.Allocate(0);

    /// <summary>Makes room.</summary>
    /// <param name="capacity">For so many nodes of a layer,</param>
    /// <param name="quantizer">and a query of its dimension.</param>
    public SearchScratch(int capacity, ByteQuantizer quantizer)
    {
        _visited = RawMemory.Allocate(capacity);
        _query = RawMemory.Allocate(quantizer.CodeLength);
        Vector = new float[quantizer.Dimension];
        _weights = new float[quantizer.Dimension];
    }

    /// <summary>Room for a vector, D floats.</summary>
    public float[] Vector { get; }

    /// <summary>The coded query.</summary>
    public sbyte* Query => (sbyte*)_query.Start;

    /// <summary>A byte a node: visited on this walk if it is <see cref="Epoch"/>.</summary>
    public byte* Visited => _visited.Start;

    /// <summary>The stamp of this walk.</summary>
    public byte Epoch { get; private set; }

    /// <summary>The candidates of this walk.</summary>
    public CandidatePool Pool { get; set; }

    /// <summary>Codes a query.</summary>
    public CodedQuery Encode(ByteQuantizer quantizer, ReadOnlySpan<float> query) => quantizer.EncodeQuery(query, _weights, Query);

    /// <summary>Forgets what was visited and found.</summary>
    /// <param name="candidates">How many candidates are to be kept from now on.</param>
    public void Begin(int candidates)
    {
        if (++Epoch == 0)
        {
            NativeMemory.Clear(Visited, (nuint)_visited.Length);
            Epoch = 1;
        }

        if (_entries.Length < CandidatePool.LengthOf(candidates))
        {
            _entries = RawMemory.Allocate(CandidatePool.LengthOf(candidates));
        }

        Pool = new CandidatePool(_entries, candidates);
    }
}
