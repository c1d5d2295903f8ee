using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Gyo.Indexing;

/// <summary>The inner products of a coded query with codes: what a walk through a graph spends its time in.</summary>
/// <remarks>
/// Codes are 0 … 255 and a query's numbers −127 … 127. Four codes are taken at a time, so that their cache misses overlap and their sums are
/// made together.
/// </remarks>
internal static unsafe class CodeProducts
{
    /// <summary>Codes that are taken at a time.</summary>
    public const int Group = 4;

    /// <summary>Multiplies a query with the codes of some nodes.</summary>
    /// <param name="query">As many numbers as a code has bytes.</param>
    /// <param name="blocks">Where the codes are: that of node n begins at n · <paramref name="stride"/>.</param>
    /// <param name="stride">Bytes from one node's code to the next one's.</param>
    /// <param name="length">Bytes of a code, a multiple of 64.</param>
    /// <param name="nodes">The nodes, with room for a multiple of four.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="products">Receives that many, and has room for a multiple of four.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Of(sbyte* query, byte* blocks, long stride, int length, int* nodes, int count, int* products)
    {
        if (!AvxVnni.IsSupported)
        {
            for (int i = 0; i < count; i++)
            {
                products[i] = Of(query, blocks + nodes[i] * stride, length);
            }

            return;
        }

        for (int i = count; i % Group != 0; i++)
        {
            nodes[i] = nodes[0];
        }

        for (int i = 0; i < count; i += Group)
        {
            OfFour(query, blocks + nodes[i] * stride, blocks + nodes[i + 1] * stride, blocks + nodes[i + 2] * stride, blocks + nodes[i + 3] * stride, length)
                .Store(products + i);
        }
    }

    /// <summary>Multiplies a query with one code.</summary>
    /// <param name="query">As many numbers as a code has bytes.</param>
    /// <param name="code">The code.</param>
    /// <param name="length">Bytes of the code, a multiple of 64.</param>
    public static int Of(sbyte* query, byte* code, int length)
    {
        if (Avx2.IsSupported)
        {
            return OfAvx2(query, code, length);
        }

        return AdvSimd.Arm64.IsSupported ? OfAdvSimd(query, code, length) : OfScalar(query, code, length);
    }

    /// <summary>The scalar twin, which all others are tested against.</summary>
    /// <param name="query">As many numbers as a code has bytes.</param>
    /// <param name="code">The code.</param>
    /// <param name="length">Bytes of the code.</param>
    public static int OfScalar(sbyte* query, byte* code, int length)
    {
        int sum = 0;
        for (int i = 0; i < length; i++)
        {
            sum += query[i] * code[i];
        }

        return sum;
    }

    /// <summary>One instruction multiplies 32 pairs and adds them by fours.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<int> OfFour(sbyte* query, byte* first, byte* second, byte* third, byte* fourth, int length)
    {
        Vector256<int> a = Vector256<int>.Zero, b = a, c = a, d = a;
        for (int i = 0; i < length; i += Vector256<byte>.Count)
        {
            Vector256<sbyte> part = Vector256.Load(query + i);
            a = AvxVnni.MultiplyWideningAndAdd(a, Vector256.Load(first + i), part);
            b = AvxVnni.MultiplyWideningAndAdd(b, Vector256.Load(second + i), part);
            c = AvxVnni.MultiplyWideningAndAdd(c, Vector256.Load(third + i), part);
            d = AvxVnni.MultiplyWideningAndAdd(d, Vector256.Load(fourth + i), part);
        }

        Vector256<int> sums = Avx2.HorizontalAdd(Avx2.HorizontalAdd(a, b), Avx2.HorizontalAdd(c, d));
        return sums.GetLower() + sums.GetUpper();
    }

    /// <summary>In 16 bits: an instruction that multiplies bytes and adds pairs of them would saturate.</summary>
    private static int OfAvx2(sbyte* query, byte* code, int length)
    {
        Vector256<int> even = Vector256<int>.Zero;
        Vector256<int> odd = Vector256<int>.Zero;
        for (int i = 0; i < length; i += Vector256<byte>.Count)
        {
            const int Half = 16;
            even += Avx2.MultiplyAddAdjacent(Avx2.ConvertToVector256Int16(code + i), Avx2.ConvertToVector256Int16(query + i));
            odd += Avx2.MultiplyAddAdjacent(Avx2.ConvertToVector256Int16(code + i + Half), Avx2.ConvertToVector256Int16(query + i + Half));
        }

        return Vector256.Sum(even + odd);
    }

    private static int OfAdvSimd(sbyte* query, byte* code, int length)
    {
        Vector128<int> sum = Vector128<int>.Zero;
        for (int i = 0; i < length; i += Vector128<byte>.Count)
        {
            (Vector128<ushort> lowCode, Vector128<ushort> highCode) = Vector128.Widen(Vector128.Load(code + i));
            (Vector128<short> lowQuery, Vector128<short> highQuery) = Vector128.Widen(Vector128.Load(query + i));
            sum = AdvSimd.MultiplyWideningLowerAndAdd(sum, lowCode.AsInt16().GetLower(), lowQuery.GetLower());
            sum = AdvSimd.MultiplyWideningUpperAndAdd(sum, lowCode.AsInt16(), lowQuery);
            sum = AdvSimd.MultiplyWideningLowerAndAdd(sum, highCode.AsInt16().GetLower(), highQuery.GetLower());
            sum = AdvSimd.MultiplyWideningUpperAndAdd(sum, highCode.AsInt16(), highQuery);
        }

        return Vector128.Sum(sum);
    }
}
