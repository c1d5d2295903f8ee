using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Gyo.Imaging.Jpeg;

/// <summary>How the pixels of one axis become others: each new pixel is a weighted sum of neighbouring old ones.</summary>
/// <remarks>
/// Fewer pixels: Lanczos with three lobes, as libvips does it. More: linear, which at twice as many is what libjpeg calls fancy upsampling. Pixels
/// beyond the edge are those at the edge.
/// </remarks>
internal sealed class Resampling
{
    private const int Lobes = 3;
    private const int StepsOfLobe = 512; // its values between two steps are told to five digits by a straight line
    private const int Lanes = 32; // four vectors at a time, each sum in a register

    private static readonly float[] Lanczos = [.. Enumerable.Range(0, Lobes * StepsOfLobe + 2).Select(i => Kernel((double)i / StepsOfLobe))];

    private readonly int[] _first;
    private readonly float[] _weights; // [count, taps]
    private readonly int _taps;

    /// <summary>Plans a resampling.</summary>
    /// <param name="axis">The old pixels.</param>
    /// <param name="count">How many new pixels there are to be.</param>
    public Resampling(Axis axis, int count)
    {
        double step = axis.Length / count;
        bool shrinks = step > 1;
        double support = shrinks ? Lobes * step : 1;
        _taps = Math.Min((int)Math.Ceiling(2 * support) + 1, axis.Count);
        _first = new int[count];
        _weights = new float[count * _taps];
        for (int i = 0; i < count; i++)
        {
            double centre = (i + 0.5) * step - 0.5;
            (int from, int to) = ((int)Math.Ceiling(centre - support), (int)Math.Floor(centre + support));
            _first[i] = Math.Clamp(from, 0, axis.Count - _taps);
            Span<float> weights = _weights.AsSpan(i * _taps, _taps);
            float sum = 0;
            for (int old = from; old <= to; old++)
            {
                double distance = Math.Abs(old - centre);
                float weight = shrinks ? LanczosAt(distance / step) : (float)(1 - distance);
                weights[Math.Clamp(old, 0, axis.Count - 1) - _first[i]] += weight;
                sum += weight;
            }

            foreach (ref float weight in weights)
            {
                weight /= sum;
            }
        }
    }

    /// <summary>How many new pixels there are.</summary>
    public int Count => _first.Length;

    /// <summary>The length a row of pixels must have so that it can be summed without a rest.</summary>
    public static int Padded(int length) => (length + Lanes - 1) / Lanes * Lanes;

    /// <summary>The first old pixel that counts for a new one.</summary>
    public int First(int i) => _first[i];

    /// <summary>Sums the rows that make a new one.</summary>
    /// <param name="i">Which new row.</param>
    /// <param name="rows">The old rows from <see cref="First"/> on.</param>
    /// <param name="stride">From a row to the next.</param>
    /// <param name="sum">Receives the new row; its length is <see cref="Padded"/> and at most <paramref name="stride"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Sum(int i, ReadOnlySpan<float> rows, int stride, Span<float> sum)
    {
        // The one check for all that is read below.
        ArgumentOutOfRangeException.ThrowIfGreaterThan(sum.Length, stride);
        ArgumentOutOfRangeException.ThrowIfNotEqual(sum.Length % Lanes, 0);
        ArgumentOutOfRangeException.ThrowIfLessThan(rows.Length, (_taps - 1) * stride + sum.Length);
        ref float from = ref MemoryMarshal.GetReference(rows);
        ref float weights = ref MemoryMarshal.GetReference(_weights.AsSpan(i * _taps, _taps));
        for (int column = 0; column < sum.Length; column += Lanes)
        {
            Vector256<float> a = default, b = default, c = default, d = default;
            nuint at = (nuint)column;
            for (int tap = 0; tap < _taps; tap++, at += (nuint)stride)
            {
                Vector256<float> weight = Vector256.Create(Unsafe.Add(ref weights, tap));
                a = Vector256.MultiplyAddEstimate(weight, Vector256.LoadUnsafe(ref from, at), a);
                b = Vector256.MultiplyAddEstimate(weight, Vector256.LoadUnsafe(ref from, at + 8), b);
                c = Vector256.MultiplyAddEstimate(weight, Vector256.LoadUnsafe(ref from, at + 16), c);
                d = Vector256.MultiplyAddEstimate(weight, Vector256.LoadUnsafe(ref from, at + 24), d);
            }

            a.CopyTo(sum[column..]);
            b.CopyTo(sum[(column + 8)..]);
            c.CopyTo(sum[(column + 16)..]);
            d.CopyTo(sum[(column + 24)..]);
        }
    }

    private static float LanczosAt(double x)
    {
        double place = x * StepsOfLobe;
        int step = (int)place;
        return step > Lobes * StepsOfLobe ? 0 : Lanczos[step] + (float)(place - step) * (Lanczos[step + 1] - Lanczos[step]);
    }

    private static float Kernel(double x)
    {
        return x == 0 ? 1 : x >= Lobes ? 0 : (float)(Sinc(x) * Sinc(x / Lobes));

        static double Sinc(double x) => Math.Sin(Math.PI * x) / (Math.PI * x);
    }
}
