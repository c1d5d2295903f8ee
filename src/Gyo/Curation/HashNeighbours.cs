using System.Numerics;

namespace Gyo.Curation;

/// <summary>Pairs of 64-bit hashes that differ in few bits.</summary>
/// <remarks>
/// Norouzi, Punjani and Fleet, "Fast Search in Hamming Space with Multi-Index Hashing", CVPR 2012: of hashes that differ in at most seven bits, one of
/// the four quarters differs in at most one, so that 4 × 17 look-ups find them all.
/// </remarks>
internal static class HashNeighbours
{
    /// <summary>The most bits that a pair differs in.</summary>
    public const int Distance = 7;

    /// <summary>The most neighbours that are taken of one hash: thousands of the same would be millions of pairs.</summary>
    private const int Most = 24;

    private const int Quarters = 4;
    private const int Bits = 16;

    /// <summary>Finds the pairs.</summary>
    /// <param name="hashes">Those that are looked for among.</param>
    /// <param name="queries">Those that are looked for, one for each: the same, or the mirrored pictures'. Null: that one is not looked for.</param>
    /// <param name="found">Is told the places of two that are near, on one thread.</param>
    /// <param name="cancel">Honoured every few thousand.</param>
    public static void Find(ulong?[] hashes, ulong?[] queries, Action<int, int> found, CancellationToken cancel)
    {
        int[][] tables = [.. Enumerable.Range(0, Quarters).Select(quarter => Table(hashes, quarter))];
        int[][] order = [.. Enumerable.Range(0, Quarters).Select(quarter => Order(hashes, quarter, tables[quarter]))];
        for (int i = 0; i < queries.Length; i++)
        {
            if (i % 4096 == 0)
            {
                cancel.ThrowIfCancellationRequested();
            }

            if (queries[i] is not { } query)
            {
                continue;
            }

            int taken = 0;
            for (int probe = 0; probe < Quarters * (Bits + 1) && taken < Most; probe++)
            {
                (int quarter, int flip) = (probe % Quarters, probe / Quarters); // unchanged quarters first: they hold the nearest
                int key = Key(query, quarter) ^ (flip == 0 ? 0 : 1 << (flip - 1));
                for (int at = tables[quarter][key]; at < tables[quarter][key + 1] && taken < Most; at++)
                {
                    int j = order[quarter][at];
                    if (j != i && BitOperations.PopCount(hashes[j]!.Value ^ query) <= Distance)
                    {
                        found(i, j);
                        taken++;
                    }
                }
            }
        }
    }

    private static int Key(ulong hash, int quarter) => (int)(hash >> (quarter * Bits)) & ((1 << Bits) - 1);

    /// <summary>Where each key's hashes begin, and a last end.</summary>
    private static int[] Table(ulong?[] hashes, int quarter)
    {
        int[] begins = new int[(1 << Bits) + 1];
        foreach (ulong? hash in hashes)
        {
            if (hash is { } value)
            {
                begins[Key(value, quarter) + 1]++;
            }
        }

        for (int key = 0; key < 1 << Bits; key++)
        {
            begins[key + 1] += begins[key];
        }

        return begins;
    }

    /// <summary>The places of the hashes, by key.</summary>
    private static int[] Order(ulong?[] hashes, int quarter, int[] begins)
    {
        int[] next = [.. begins];
        int[] order = new int[begins[^1]];
        for (int i = 0; i < hashes.Length; i++)
        {
            if (hashes[i] is { } hash)
            {
                order[next[Key(hash, quarter)]++] = i;
            }
        }

        return order;
    }
}
