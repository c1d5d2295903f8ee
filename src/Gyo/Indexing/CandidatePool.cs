using System.Runtime.CompilerServices;

namespace Gyo.Indexing;

/// <summary>The best candidates of a walk so far, best first: each a product and a node, and whether its links were followed.</summary>
internal unsafe struct CandidatePool
{
    private const ulong ExpandedBit = 1UL << 31;

    private readonly ulong* _entries;
    private readonly int _limit;

    public CandidatePool(RawMemory memory, int limit)
    {
        _entries = (ulong*)memory.Start;
        _limit = limit;
    }

    /// <summary>The bytes of so many candidates, and of one that is on its way out.</summary>
    public static long LengthOf(int candidates) => (candidates + 1L) * sizeof(ulong);

    /// <summary>How many candidates there are.</summary>
    public int Count { get; private set; }

    /// <summary>The product below which nothing is kept any more.</summary>
    public readonly int Threshold
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Count < _limit ? int.MinValue : ProductOf(_entries[Count - 1]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly int Node(int place) => (int)(_entries[place] & (ExpandedBit - 1));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly int Product(int place) => ProductOf(_entries[place]);

    public readonly bool IsExpanded(int place) => (_entries[place] & ExpandedBit) != 0;

    /// <summary>The node of a place, whose links are followed now.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly int Expand(int place)
    {
        _entries[place] |= ExpandedBit;
        return Node(place);
    }

    /// <summary>Adds a candidate that is above the threshold.</summary>
    /// <returns>Its place.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Insert(int product, int node)
    {
        ulong key = Key(product);
        ulong* first = _entries;
        int length = Count;
        while (length > 0)
        {
            int half = length >> 1;
            bool after = first[half] >= key;
            first = after ? first + half + 1 : first;
            length = after ? length - half - 1 : half;
        }

        int place = (int)(first - _entries);
        int moved = Math.Min(Count, _limit - 1) - place;
        Buffer.MemoryCopy(first, first + 1, moved * sizeof(ulong), moved * sizeof(ulong));
        *first = key | (uint)node;
        Count = Math.Min(Count + 1, _limit);
        return place;
    }

    private static ulong Key(int product) => (ulong)((uint)product ^ 0x8000_0000u) << 32;

    private static int ProductOf(ulong entry) => (int)((uint)(entry >> 32) ^ 0x8000_0000u);
}
