using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Gyo.Indexing;

/// <summary>The inner products of a coded query with codes: what a walk through a graph spends its time in.</summary>
/// <remarks>
/// A cache line of codes holds 128 dimensions, the first 64 in the low halves of its bytes. With AVX-512 its product takes two
/// multiply-adds of 64 bytes; four codes are taken at a time, so that their cache misses overlap and their sums are made together.
/// Products of codes of 0 … 15 with −127 … 127 fit 16 bits pairwise, so no instruction saturates.
/// </remarks>
internal static unsafe class CodeProducts
{
    private const int Line = RawMemory.CacheLine;

    /// <summary>Multiplies a query with the codes of some nodes.</summary>
    /// <param name="query">2 · 64 · <paramref name="lines"/> numbers, as <see cref="NibbleQuantizer.EncodeQuery"/> gives them.</param>
    /// <param name="blocks">Where the codes are: that of node n begins at n · <paramref name="stride"/>.</param>
    /// <param name="stride">Bytes from one node's code to the next one's.</param>
    /// <param name="lines">Cache lines of a code.</param>
    /// <param name="nodes">The nodes; up to three more than <paramref name="count"/> may be written to.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="products">Receives that many, rounded up to a multiple of four.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Of(sbyte* query, byte* blocks, long stride, int lines, int* nodes, int count, int* products)
    {
        if (Avx512BW.IsSupported)
        {
            if (lines == 1)
            {
                OfOneLine(query, blocks, stride, nodes, count, products);
            }
            else
            {
                OfLines(query, blocks, stride, lines, nodes, count, products);
            }
        }
        else
        {
            for (int i = 0; i < count; i++)
            {
                products[i] = Of(query, blocks + nodes[i] * stride, lines);
            }
        }
    }

    /// <summary>Multiplies a query with one code.</summary>
    public static int Of(sbyte* query, byte* code, int lines)
    {
        if (Avx2.IsSupported)
        {
            return OfAvx2(query, code, lines);
        }

        return AdvSimd.Arm64.IsSupported ? OfAdvSimd(query, code, lines) : OfScalar(query, code, lines);
    }

    /// <summary>The scalar twin, which all others are tested against.</summary>
    public static int OfScalar(sbyte* query, byte* code, int lines)
    {
        int sum = 0;
        for (int line = 0; line < lines; line++, query += 2 * Line, code += Line)
        {
            for (int i = 0; i < Line; i++)
            {
                sum += query[i] * (code[i] & 15) + query[Line + i] * (code[i] >> 4);
            }
        }

        return sum;
    }

    private static void OfOneLine(sbyte* query, byte* blocks, long stride, int* nodes, int count, int* products)
    {
        Vector512<sbyte> low = Vector512.Load(query);
        Vector512<sbyte> high = Vector512.Load(query + Line);
        for (int i = count; i < ((count + 3) & ~3); i++)
        {
            nodes[i] = nodes[0];
        }

        for (int i = 0; i < count; i += 4)
        {
            Vector256<int> a = Fold(OfLine(blocks + nodes[i] * stride, low, high));
            Vector256<int> b = Fold(OfLine(blocks + nodes[i + 1] * stride, low, high));
            Vector256<int> c = Fold(OfLine(blocks + nodes[i + 2] * stride, low, high));
            Vector256<int> d = Fold(OfLine(blocks + nodes[i + 3] * stride, low, high));
            Sum(a, b, c, d).Store(products + i);
        }
    }

    private static void OfLines(sbyte* query, byte* blocks, long stride, int lines, int* nodes, int count, int* products)
    {
        for (int i = count; i < ((count + 3) & ~3); i++)
        {
            nodes[i] = nodes[0];
        }

        for (int i = 0; i < count; i += 4)
        {
            byte* first = blocks + nodes[i] * stride;
            byte* second = blocks + nodes[i + 1] * stride;
            byte* third = blocks + nodes[i + 2] * stride;
            byte* fourth = blocks + nodes[i + 3] * stride;
            Vector512<int> a = Vector512<int>.Zero, b = a, c = a, d = a;
            for (int line = 0; line < lines; line++)
            {
                Vector512<sbyte> low = Vector512.Load(query + 2 * Line * line);
                Vector512<sbyte> high = Vector512.Load(query + 2 * Line * line + Line);
                a += OfLine(first + Line * line, low, high);
                b += OfLine(second + Line * line, low, high);
                c += OfLine(third + Line * line, low, high);
                d += OfLine(fourth + Line * line, low, high);
            }

            Sum(Fold(a), Fold(b), Fold(c), Fold(d)).Store(products + i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> OfLine(byte* line, Vector512<sbyte> low, Vector512<sbyte> high)
    {
        Vector512<byte> codes = Vector512.Load(line);
        Vector512<byte> mask = Vector512.Create((byte)15);
        Vector512<short> sum = Avx512BW.MultiplyAddAdjacent(codes & mask, low)
            + Avx512BW.MultiplyAddAdjacent((codes.AsUInt16() >>> 4).AsByte() & mask, high);
        return Avx512BW.MultiplyAddAdjacent(sum, Vector512<short>.One);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Fold(Vector512<int> sums) => sums.GetLower() + sums.GetUpper();

    /// <summary>The sums of four vectors, side by side.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<int> Sum(Vector256<int> a, Vector256<int> b, Vector256<int> c, Vector256<int> d)
    {
        Vector256<int> sums = Avx2.HorizontalAdd(Avx2.HorizontalAdd(a, b), Avx2.HorizontalAdd(c, d));
        return sums.GetLower() + sums.GetUpper();
    }

    private static int OfAvx2(sbyte* query, byte* code, int lines)
    {
        Vector256<byte> mask = Vector256.Create((byte)15);
        Vector256<int> sum = Vector256<int>.Zero;
        for (int line = 0; line < lines; line++, query += 2 * Line, code += Line)
        {
            for (int half = 0; half < Line; half += Vector256<byte>.Count)
            {
                Vector256<byte> codes = Vector256.Load(code + half);
                Vector256<short> pairs = Avx2.MultiplyAddAdjacent(codes & mask, Vector256.Load(query + half))
                    + Avx2.MultiplyAddAdjacent((codes.AsUInt16() >>> 4).AsByte() & mask, Vector256.Load(query + Line + half));
                sum += Avx2.MultiplyAddAdjacent(pairs, Vector256<short>.One);
            }
        }

        return Vector256.Sum(sum);
    }

    private static int OfAdvSimd(sbyte* query, byte* code, int lines)
    {
        Vector128<int> sum = Vector128<int>.Zero;
        for (int line = 0; line < lines; line++, query += 2 * Line, code += Line)
        {
            for (int part = 0; part < Line; part += Vector128<byte>.Count)
            {
                Vector128<byte> codes = Vector128.Load(code + part);
                sum = Add(sum, (codes & Vector128.Create((byte)15)).AsSByte(), Vector128.Load(query + part));
                sum = Add(sum, (codes >>> 4).AsSByte(), Vector128.Load(query + Line + part));
            }
        }

        return Vector128.Sum(sum);

        static Vector128<int> Add(Vector128<int> sum, Vector128<sbyte> codes, Vector128<sbyte> query)
        {
            Vector128<short> products = AdvSimd.MultiplyWideningLower(codes.GetLower(), query.GetLower());
            products = AdvSimd.MultiplyWideningUpperAndAdd(products, codes, query);
            return AdvSimd.AddPairwiseWideningAndAdd(sum, products);
        }
    }
}
