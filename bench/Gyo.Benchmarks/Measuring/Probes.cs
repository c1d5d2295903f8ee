using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Gyo.Benchmarks.Measuring;

/// <summary>What the machine can do at best: the plainest loops that read memory or multiply and add, and nothing else.</summary>
internal static unsafe class Probes
{
    /// <summary>Operations of a step of <see cref="MultiplyAdd"/> at 512 bits: 12 chains of 16 multiplications and additions.</summary>
    public const double FlopsPerStep = 12 * 16 * 2;

    /// <summary>Reads floats and adds them up, 512 bytes of each stream in turn.</summary>
    /// <param name="from">Where they begin.</param>
    /// <param name="count">How many, a multiple of 128 for each stream.</param>
    /// <param name="streams">How many places to read at once: more keep more requests under way.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float Read(float* from, int count, int streams)
    {
        Vector512<float> even = default;
        Vector512<float> odd = default;
        int each = count / streams;
        for (int i = 0; i < each; i += 128)
        {
            for (int stream = 0; stream < streams; stream++)
            {
                float* at = from + ((nint)stream * each) + i;
                even += Vector512.Load(at);
                odd += Vector512.Load(at + 16);
                even += Vector512.Load(at + 32);
                odd += Vector512.Load(at + 48);
                even += Vector512.Load(at + 64);
                odd += Vector512.Load(at + 80);
                even += Vector512.Load(at + 96);
                odd += Vector512.Load(at + 112);
            }
        }

        return Vector512.Sum(even + odd);
    }

    /// <summary>Multiplies and adds in registers, 12 chains that don't wait for each other: two a cycle at a latency up to 6.</summary>
    /// <param name="steps">How often all chains move on.</param>
    public static float MultiplyAdd(int steps) => Vector512.IsHardwareAccelerated
        ? MultiplyAddWide(steps)
        : MultiplyAddNarrow(steps * (16 / Vector<float>.Count));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float MultiplyAddWide(int steps)
    {
        Vector512<float> m = Vector512.Create(0.999f), s = Vector512.Create(1e-3f);
        Vector512<float> a = s, b = s, c = s, d = s, e = s, f = s, g = s, h = s, i = s, j = s, k = s, l = s;
        for (int step = 0; step < steps; step++)
        {
            a = Vector512.FusedMultiplyAdd(a, m, s);
            b = Vector512.FusedMultiplyAdd(b, m, s);
            c = Vector512.FusedMultiplyAdd(c, m, s);
            d = Vector512.FusedMultiplyAdd(d, m, s);
            e = Vector512.FusedMultiplyAdd(e, m, s);
            f = Vector512.FusedMultiplyAdd(f, m, s);
            g = Vector512.FusedMultiplyAdd(g, m, s);
            h = Vector512.FusedMultiplyAdd(h, m, s);
            i = Vector512.FusedMultiplyAdd(i, m, s);
            j = Vector512.FusedMultiplyAdd(j, m, s);
            k = Vector512.FusedMultiplyAdd(k, m, s);
            l = Vector512.FusedMultiplyAdd(l, m, s);
        }

        return Vector512.Sum(a + b + c + d + e + f + g + h + i + j + k + l);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float MultiplyAddNarrow(int steps)
    {
        Vector<float> m = new(0.999f), s = new(1e-3f);
        Vector<float> a = s, b = s, c = s, d = s, e = s, f = s, g = s, h = s, i = s, j = s, k = s, l = s;
        for (int step = 0; step < steps; step++)
        {
            a = Vector.FusedMultiplyAdd(a, m, s);
            b = Vector.FusedMultiplyAdd(b, m, s);
            c = Vector.FusedMultiplyAdd(c, m, s);
            d = Vector.FusedMultiplyAdd(d, m, s);
            e = Vector.FusedMultiplyAdd(e, m, s);
            f = Vector.FusedMultiplyAdd(f, m, s);
            g = Vector.FusedMultiplyAdd(g, m, s);
            h = Vector.FusedMultiplyAdd(h, m, s);
            i = Vector.FusedMultiplyAdd(i, m, s);
            j = Vector.FusedMultiplyAdd(j, m, s);
            k = Vector.FusedMultiplyAdd(k, m, s);
            l = Vector.FusedMultiplyAdd(l, m, s);
        }

        return Vector.Sum(a + b + c + d + e + f + g + h + i + j + k + l);
    }
}
