using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Gyo.Indexing;

/// <summary>The inner product that every exact search spends its time in.</summary>
/// <remarks>
/// Two accumulators of the machine's own vector width (256 bits with AVX2, 128 with NEON) are enough, for memory is the bound: one row at
/// a time keeps it a single stream, and asking for it ahead fills the gaps that a core's own prefetcher leaves. On an AMD EPYC (Zen 5) a
/// search comes to 0.87 of the rate of a loop that only reads (bench/results). Tried there while this was written, in GB/s: without asking
/// 38, with 50; four accumulators or 512 bits the same 50; two rows at once 33, four 42; large pages 2 % more.
/// </remarks>
internal static unsafe class InnerProduct
{
    /// <summary>How far ahead to ask for memory, in floats: 8 KiB, two pages. Half as far gains half as much, twice as far no more.</summary>
    private const int Ahead = 2048;

    /// <summary>Multiplies one query with every row of a matrix.</summary>
    /// <param name="query">The query, D floats.</param>
    /// <param name="rows">N×D floats, row-major.</param>
    /// <param name="products">Receives N inner products. Each depends on its row and the query alone, never on the row's place.</param>
    public static void Rows(ReadOnlySpan<float> query, ReadOnlySpan<float> rows, Span<float> products)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(rows.Length, (long)products.Length * query.Length);
        fixed (float* q = query, first = rows)
        {
            float* row = first;
            for (int i = 0; i < products.Length; i++)
            {
                products[i] = Of(q, row, query.Length, ahead: true);
                row += query.Length;
            }
        }
    }

    /// <summary>The inner product of two vectors of one length; 0 for length 0.</summary>
    /// <param name="a">D floats.</param>
    /// <param name="b">D floats.</param>
    public static float Of(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(b.Length, a.Length);
        fixed (float* first = a, second = b)
        {
            return Of(first, second, a.Length, ahead: false);
        }
    }

    /// <summary>The scalar twin of <see cref="Of(ReadOnlySpan{float}, ReadOnlySpan{float})"/>: the truth it is tested against.</summary>
    /// <param name="a">D floats.</param>
    /// <param name="b">D floats.</param>
    public static float OfScalar(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        float sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Of(float* a, float* b, int length, bool ahead)
    {
        int width = Vector<float>.Count;
        Vector<float> even = Vector<float>.Zero;
        Vector<float> odd = Vector<float>.Zero;
        int i = 0;
        for (; i + (2 * width) <= length; i += 2 * width)
        {
            if (ahead && Sse.IsSupported)
            {
                Sse.Prefetch0(b + i + Ahead); // past the end it asks for nothing; two vectors of 256 bits are one cache line
            }

            even = Vector.FusedMultiplyAdd(Vector.Load(a + i), Vector.Load(b + i), even);
            odd = Vector.FusedMultiplyAdd(Vector.Load(a + i + width), Vector.Load(b + i + width), odd);
        }

        if (i + width <= length)
        {
            even = Vector.FusedMultiplyAdd(Vector.Load(a + i), Vector.Load(b + i), even);
            i += width;
        }

        float rest = 0;
        for (; i < length; i++)
        {
            rest += a[i] * b[i];
        }

        return Vector.Sum(even + odd) + rest;
    }
}
