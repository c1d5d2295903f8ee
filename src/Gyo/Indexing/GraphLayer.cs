using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Gyo.Indexing;

/// <summary>
/// One layer of the graph: of every node its code, and right after it the links to its neighbours, on whole cache lines. All nodes are in
/// the lowest layer, where a vector's row is its node; every layer above holds a sample of the one below.
/// </summary>
/// <remarks>
/// A walk may read links while a change writes them: each is written in one piece, and every number it can read is a node. Links end at the
/// first <see cref="None"/> or with the last place.
/// </remarks>
internal sealed unsafe class GraphLayer
{
    /// <summary>No node.</summary>
    public const int None = -1;

    private readonly byte* _blocks;
    private readonly NodeAbove* _above;
    private readonly Stack<int> _free = [];

    /// <summary>Sees memory as a layer.</summary>
    /// <param name="codeLength">Bytes of a code, whole cache lines.</param>
    /// <param name="maxLinks">Most links of a node.</param>
    /// <param name="blocks">A block a node.</param>
    /// <param name="above">A <see cref="NodeAbove"/> a node; null in the lowest layer.</param>
    public GraphLayer(int codeLength, int maxLinks, RawMemory blocks, RawMemory? above)
    {
        (CodeLength, MaxLinks, Blocks, Above) = (codeLength, maxLinks, blocks, above);
        _blocks = blocks.Start;
        _above = above is null ? null : (NodeAbove*)above.Start;
        Stride = StrideOf(codeLength, maxLinks);
        Capacity = (int)(blocks.Length / Stride);
    }

    /// <summary>Sees memory as a layer that is full, but for some places.</summary>
    /// <param name="codeLength">Bytes of a code, whole cache lines.</param>
    /// <param name="maxLinks">Most links of a node.</param>
    /// <param name="blocks">A block a node.</param>
    /// <param name="above">A <see cref="NodeAbove"/> a node; null in the lowest layer.</param>
    /// <param name="free">The places, the last to be taken first.</param>
    public GraphLayer(int codeLength, int maxLinks, RawMemory blocks, RawMemory? above, ReadOnlySpan<int> free)
        : this(codeLength, maxLinks, blocks, above)
    {
        Count = Capacity;
        foreach (int node in free)
        {
            _free.Push(node);
        }
    }

    /// <summary>Bytes of a code.</summary>
    public int CodeLength { get; }

    /// <summary>Most links of a node.</summary>
    public int MaxLinks { get; }

    /// <summary>The codes and links.</summary>
    public RawMemory Blocks { get; }

    /// <summary>What nodes above the lowest layer are.</summary>
    public RawMemory? Above { get; }

    /// <summary>Bytes from one node's block to the next one's.</summary>
    public long Stride { get; }

    /// <summary>How many nodes there is room for.</summary>
    public int Capacity { get; }

    /// <summary>How many nodes are in use or were.</summary>
    public int Count { get; private set; }

    /// <summary>All bytes.</summary>
    public long Length => Blocks.Length + (Above?.Length ?? 0);

    /// <summary>Where the first block begins.</summary>
    public byte* Start => _blocks;

    /// <summary>Bytes from one node's block to the next one's.</summary>
    public static long StrideOf(int codeLength, int maxLinks) => codeLength + RawMemory.WholeLines(maxLinks * sizeof(int));

    /// <summary>Makes an empty layer.</summary>
    public static GraphLayer Allocate(int codeLength, int maxLinks, int capacity, bool isLowest) => new(
        codeLength,
        maxLinks,
        RawMemory.Allocate(StrideOf(codeLength, maxLinks) * capacity),
        isLowest ? null : RawMemory.Allocate((long)sizeof(NodeAbove) * capacity));

    /// <summary>Takes a place that was freed, or the next one.</summary>
    /// <returns>The node, without links; <see cref="None"/> when the layer is full.</returns>
    public int TakePlace()
    {
        if (!_free.TryPop(out int node))
        {
            node = Count < Capacity ? Count : None;
        }

        if (node >= 0)
        {
            SetLinks(node, []);
            Count = Math.Max(Count, node + 1);
        }

        return node;
    }

    /// <summary>Gives a place back. No link leads to it any more; a search that still stands on it can go on down, to where it was.</summary>
    public void FreePlace(int node)
    {
        SetLinks(node, []);
        _free.Push(node);
    }

    /// <summary>The nodes in use.</summary>
    public IEnumerable<int> Used
    {
        get
        {
            HashSet<int> free = [.. _free];
            return Enumerable.Range(0, Count).Where(node => !free.Contains(node));
        }
    }

    /// <summary>The places that were freed, the last to be taken first.</summary>
    public int[] Free => [.. _free.Reverse()];

    /// <summary>Whether there is a place for another node.</summary>
    public bool HasPlace => _free.Count > 0 || Count < Capacity;

    /// <summary>The code of a node.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public byte* Code(int node) => _blocks + node * Stride;

    /// <summary>The links of a node.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int* Links(int node) => (int*)(_blocks + node * Stride + CodeLength);

    /// <summary>The row of a node's vector.</summary>
    public int Row(int node) => _above is null ? node : _above[node].Row;

    /// <summary>The node of the layer below that a node is.</summary>
    public int Below(int node) => _above[node].Below;

    /// <summary>Says what a node above the lowest layer is.</summary>
    public void SetRow(int node, int below, int row, byte* code)
    {
        _above[node] = new NodeAbove(below, row);
        Buffer.MemoryCopy(code, Code(node), CodeLength, CodeLength);
    }

    /// <summary>How many links a node has.</summary>
    public int LinkCount(int node)
    {
        int* links = Links(node);
        int count = 0;
        while (count < MaxLinks && links[count] != None)
        {
            count++;
        }

        return count;
    }

    /// <summary>A copy of a node's links.</summary>
    public int[] LinksOf(int node) => new ReadOnlySpan<int>(Links(node), LinkCount(node)).ToArray();

    /// <summary>Whether a node links to another.</summary>
    public bool HasLink(int node, int other) => new ReadOnlySpan<int>(Links(node), MaxLinks).Contains(other);

    /// <summary>Replaces a node's links.</summary>
    public void SetLinks(int node, ReadOnlySpan<int> nodes)
    {
        int* links = Links(node);
        for (int i = 0; i < MaxLinks; i++)
        {
            Volatile.Write(ref links[i], i < nodes.Length ? nodes[i] : None);
        }
    }

    /// <summary>Takes over the nodes of a layer with less room, links and all.</summary>
    public void CopyFrom(GraphLayer other)
    {
        other.Blocks.CopyTo(Blocks);
        other.Above?.CopyTo(Above!);
        Count = other.Count;
        foreach (int node in other.Free)
        {
            _free.Push(node);
        }
    }

    /// <summary>Takes over the codes that the nodes have in the lowest layer.</summary>
    public void CopyCodes(GraphLayer lowest)
    {
        for (int node = 0; node < Count; node++)
        {
            Buffer.MemoryCopy(lowest.Code(Row(node)), Code(node), CodeLength, CodeLength);
        }
    }

    /// <summary>Asks for a node's links to be brought near before they are needed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void PrefetchLinks(int node)
    {
        if (Sse.IsSupported)
        {
            byte* links = (byte*)Links(node);
            Sse.Prefetch0(links);
            Sse.Prefetch0(links + RawMemory.CacheLine);
        }
    }

    /// <summary>What a node above the lowest layer is.</summary>
    /// <param name="Below">Its node in the layer below.</param>
    /// <param name="Row">The row of its vector.</param>
    private readonly record struct NodeAbove(int Below, int Row);
}
