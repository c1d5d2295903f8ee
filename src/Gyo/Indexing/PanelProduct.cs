using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Gyo.Indexing;

/// <summary>The inner products of a panel of queries with a few rows at once, all kept in registers until they are done.</summary>
/// <remarks>
/// A panel is transposed: the first number of all its queries, then the second … So a step loads one number of each row, spreads it over a
/// register, and multiplies it with the queries' numbers. 6 rows × 64 queries are 24 accumulators of 512 bits, which with the 4 of the
/// queries and one of the row fill 29 of 32 registers: 24 multiply-adds a step for 10 loads. Machines without 512 bits take 6 rows × 2
/// registers at a time, 15 of 16 registers on AVX2 (Goto and van de Geijn 2008, Anatomy of High-Performance Matrix Multiplication).
/// On an AMD EPYC (Zen 5): 0.97 of the peak of its multiply-adds with 512 bits, 0.49 with 256 (bench/results).
/// </remarks>
internal static unsafe class PanelProduct
{
    /// <summary>Queries in a panel.</summary>
    public const int Queries = 64;

    /// <summary>Rows at once, at most.</summary>
    public const int Rows = 6;

    /// <summary>Multiplies rows with a panel, and tells whether there is anything to look at.</summary>
    /// <param name="panel">D×64 floats: the queries, transposed.</param>
    /// <param name="rows">R×D floats, row-major, R from 1 to 6.</param>
    /// <param name="thresholds">64 floats, one of each query.</param>
    /// <param name="products">Receives 6×64 floats, row-major; those beyond R rows repeat the last.</param>
    /// <returns>Whether any product reaches its query's threshold.</returns>
    public static bool AnyReaches(
        ReadOnlySpan<float> panel, ReadOnlySpan<float> rows, ReadOnlySpan<float> thresholds, Span<float> products) =>
        AnyReaches(panel, rows, thresholds, products, Vector512.IsHardwareAccelerated);

    /// <summary>The same with registers of 512 bits (wide), or of the machine's own width.</summary>
    internal static bool AnyReaches(
        ReadOnlySpan<float> panel, ReadOnlySpan<float> rows, ReadOnlySpan<float> thresholds, Span<float> products, bool wide)
    {
        int dimension = panel.Length / Queries;
        int last = (rows.Length / dimension) - 1;
        ArgumentOutOfRangeException.ThrowIfNotEqual(panel.Length, dimension * Queries);
        ArgumentOutOfRangeException.ThrowIfNotEqual(rows.Length, (last + 1) * dimension);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)last, (uint)Rows - 1, nameof(rows));
        ArgumentOutOfRangeException.ThrowIfNotEqual(thresholds.Length, Queries);
        ArgumentOutOfRangeException.ThrowIfNotEqual(products.Length, Rows * Queries);
        fixed (float* p = panel, first = rows, t = thresholds, o = products)
        {
            float** row = stackalloc float*[Rows];
            for (int i = 0; i < Rows; i++)
            {
                row[i] = first + (Math.Min(i, last) * dimension);
            }

            return wide ? Wide(p, row, dimension, t, o) : Narrow(p, row, dimension, t, o);
        }
    }

    /// <summary>The scalar twin: the truth that the others are tested against.</summary>
    public static bool AnyReachesScalar(
        ReadOnlySpan<float> panel, ReadOnlySpan<float> rows, ReadOnlySpan<float> thresholds, Span<float> products)
    {
        int dimension = panel.Length / Queries;
        bool any = false;
        for (int i = 0; i < products.Length; i++)
        {
            int row = Math.Min(i / Queries, (rows.Length / dimension) - 1);
            products[i] = 0;
            for (int k = 0; k < dimension; k++)
            {
                products[i] += rows[(row * dimension) + k] * panel[(k * Queries) + (i % Queries)];
            }

            any |= products[i] >= thresholds[i % Queries];
        }

        return any;
    }

    /// <summary>All 64 queries at once, 16 to a register of 512 bits.</summary>
    private static bool Wide(float* panel, float** row, int dimension, float* threshold, float* product)
    {
        float* ra = row[0], rb = row[1], rc = row[2], rd = row[3], re = row[4], rf = row[5];
        Vector512<float> a0 = default, a1 = default, a2 = default, a3 = default, b0 = default, b1 = default, b2 = default, b3 = default;
        Vector512<float> c0 = default, c1 = default, c2 = default, c3 = default, d0 = default, d1 = default, d2 = default, d3 = default;
        Vector512<float> e0 = default, e1 = default, e2 = default, e3 = default, f0 = default, f1 = default, f2 = default, f3 = default;
        for (nint k = 0; k < dimension; k++)
        {
            Vector512<float> q0 = Vector512.Load(panel), q1 = Vector512.Load(panel + 16);
            Vector512<float> q2 = Vector512.Load(panel + 32), q3 = Vector512.Load(panel + 48);
            Step(ra[k], q0, q1, q2, q3, ref a0, ref a1, ref a2, ref a3);
            Step(rb[k], q0, q1, q2, q3, ref b0, ref b1, ref b2, ref b3);
            Step(rc[k], q0, q1, q2, q3, ref c0, ref c1, ref c2, ref c3);
            Step(rd[k], q0, q1, q2, q3, ref d0, ref d1, ref d2, ref d3);
            Step(re[k], q0, q1, q2, q3, ref e0, ref e1, ref e2, ref e3);
            Step(rf[k], q0, q1, q2, q3, ref f0, ref f1, ref f2, ref f3);
            panel += Queries;
        }

        Store(product, a0, a1, a2, a3);
        Store(product + Queries, b0, b1, b2, b3);
        Store(product + (2 * Queries), c0, c1, c2, c3);
        Store(product + (3 * Queries), d0, d1, d2, d3);
        Store(product + (4 * Queries), e0, e1, e2, e3);
        Store(product + (5 * Queries), f0, f1, f2, f3);
        return Vector512.GreaterThanOrEqualAny(Greatest(a0, b0, c0, d0, e0, f0), Vector512.Load(threshold))
            || Vector512.GreaterThanOrEqualAny(Greatest(a1, b1, c1, d1, e1, f1), Vector512.Load(threshold + 16))
            || Vector512.GreaterThanOrEqualAny(Greatest(a2, b2, c2, d2, e2, f2), Vector512.Load(threshold + 32))
            || Vector512.GreaterThanOrEqualAny(Greatest(a3, b3, c3, d3, e3, f3), Vector512.Load(threshold + 48));
    }

    /// <summary>Two registers of queries at a time, of the machine's own width.</summary>
    private static bool Narrow(float* panel, float** row, int dimension, float* threshold, float* product)
    {
        bool any = false;
        for (int column = 0; column < Queries; column += 2 * Vector<float>.Count)
        {
            any |= NarrowColumns(panel + column, row, dimension, threshold + column, product + column);
        }

        return any;
    }

    private static bool NarrowColumns(float* panel, float** row, int dimension, float* threshold, float* product)
    {
        int width = Vector<float>.Count;
        float* ra = row[0], rb = row[1], rc = row[2], rd = row[3], re = row[4], rf = row[5];
        Vector<float> a0 = default, a1 = default, b0 = default, b1 = default, c0 = default, c1 = default;
        Vector<float> d0 = default, d1 = default, e0 = default, e1 = default, f0 = default, f1 = default;
        for (nint k = 0; k < dimension; k++)
        {
            Vector<float> q0 = Vector.Load(panel), q1 = Vector.Load(panel + width);
            Step(ra[k], q0, q1, ref a0, ref a1);
            Step(rb[k], q0, q1, ref b0, ref b1);
            Step(rc[k], q0, q1, ref c0, ref c1);
            Step(rd[k], q0, q1, ref d0, ref d1);
            Step(re[k], q0, q1, ref e0, ref e1);
            Step(rf[k], q0, q1, ref f0, ref f1);
            panel += Queries;
        }

        Store(product, a0, a1);
        Store(product + Queries, b0, b1);
        Store(product + (2 * Queries), c0, c1);
        Store(product + (3 * Queries), d0, d1);
        Store(product + (4 * Queries), e0, e1);
        Store(product + (5 * Queries), f0, f1);
        return Vector.GreaterThanOrEqualAny(Greatest(a0, b0, c0, d0, e0, f0), Vector.Load(threshold))
            || Vector.GreaterThanOrEqualAny(Greatest(a1, b1, c1, d1, e1, f1), Vector.Load(threshold + width));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Step(
        float number,
        Vector512<float> q0, Vector512<float> q1, Vector512<float> q2, Vector512<float> q3,
        ref Vector512<float> s0, ref Vector512<float> s1, ref Vector512<float> s2, ref Vector512<float> s3)
    {
        Vector512<float> spread = Vector512.Create(number);
        s0 = Vector512.FusedMultiplyAdd(spread, q0, s0);
        s1 = Vector512.FusedMultiplyAdd(spread, q1, s1);
        s2 = Vector512.FusedMultiplyAdd(spread, q2, s2);
        s3 = Vector512.FusedMultiplyAdd(spread, q3, s3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Step(float number, Vector<float> q0, Vector<float> q1, ref Vector<float> s0, ref Vector<float> s1)
    {
        Vector<float> spread = new(number);
        s0 = Vector.FusedMultiplyAdd(spread, q0, s0);
        s1 = Vector.FusedMultiplyAdd(spread, q1, s1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(float* to, Vector512<float> s0, Vector512<float> s1, Vector512<float> s2, Vector512<float> s3)
    {
        Vector512.Store(s0, to);
        Vector512.Store(s1, to + 16);
        Vector512.Store(s2, to + 32);
        Vector512.Store(s3, to + 48);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(float* to, Vector<float> s0, Vector<float> s1)
    {
        Vector.Store(s0, to);
        Vector.Store(s1, to + Vector<float>.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Greatest(
        Vector512<float> a, Vector512<float> b, Vector512<float> c, Vector512<float> d, Vector512<float> e, Vector512<float> f) =>
        Vector512.MaxNative(
            Vector512.MaxNative(Vector512.MaxNative(a, b), Vector512.MaxNative(c, d)), Vector512.MaxNative(e, f));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Greatest(
        Vector<float> a, Vector<float> b, Vector<float> c, Vector<float> d, Vector<float> e, Vector<float> f) =>
        Vector.MaxNative(Vector.MaxNative(Vector.MaxNative(a, b), Vector.MaxNative(c, d)), Vector.MaxNative(e, f));
}
