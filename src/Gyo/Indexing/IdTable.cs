using System.Runtime.Intrinsics.X86;

namespace Gyo.Indexing;

/// <summary>Finds the row of an id: an open hash table of rows, at most half full, which keeps no ids itself.</summary>
/// <remarks>
/// One thread may add while others find. Nothing is ever taken out: an entry whose row has another id by now is passed over, and they all go
/// when the table is made anew.
/// </remarks>
internal sealed unsafe class IdTable
{
    private const int Bytes = sizeof(int);

    private readonly RawMemory _entries; // row + 1; 0 is a free place
    private readonly int _shift;
    private readonly uint _mask;
    private int _left;

    /// <summary>Makes a table of all rows that have an id.</summary>
    /// <param name="ids">The id of each row.</param>
    /// <param name="rows">Rows to make room for, at least the length of <paramref name="ids"/>.</param>
    public IdTable(ReadOnlySpan<long> ids, int rows)
    {
        int bits = Math.Max(4, 1 + BitLength(rows));
        _entries = RawMemory.Allocate((long)Bytes << bits);
        _shift = 64 - bits;
        _mask = (1u << bits) - 1;
        _left = 1 << (bits - 1);
        for (int row = 0; row < ids.Length; row++)
        {
            if (ids[row] != HnswGraph.NoId)
            {
                Add(ids[row], row);
            }
        }
    }

    /// <summary>The bytes of the table.</summary>
    public long Length => _entries.Length;

    /// <summary>Whether a new table is needed before the next id.</summary>
    public bool IsFull => _left == 0;

    /// <summary>Notes the row of an id that is in no other.</summary>
    public void Add(long id, int row)
    {
        int* entries = (int*)_entries.Start;
        uint place = Place(id);
        while (entries[place] != 0)
        {
            place = (place + 1) & _mask;
        }

        Volatile.Write(ref entries[place], row + 1);
        _left--;
    }

    /// <summary>The row of an id; −1 if it has none.</summary>
    /// <param name="id">The id.</param>
    /// <param name="ids">The id of each row.</param>
    public int Find(long id, ReadOnlySpan<long> ids)
    {
        int* entries = (int*)_entries.Start;
        for (uint place = Place(id); Volatile.Read(ref entries[place]) is int entry and not 0; place = (place + 1) & _mask)
        {
            if (entry <= ids.Length && ids[entry - 1] == id)
            {
                return entry - 1;
            }
        }

        return -1;
    }

    /// <summary>Asks for the place of an id to be brought near before it is needed.</summary>
    public void Prefetch(long id)
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch0((int*)_entries.Start + Place(id));
        }
    }

    private uint Place(long id) => (uint)((ulong)id * 0x9E37_79B9_7F4A_7C15 >> _shift); // Fibonacci hashing: Knuth, TAOCP 3, 6.4

    private static int BitLength(int rows) => 32 - int.LeadingZeroCount(Math.Max(rows, 1));
}
