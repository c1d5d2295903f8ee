using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Gyo.Imaging.Jpeg;

/// <summary>
/// The inverse cosine transform of an 8×8 block to fewer pixels than 64: the low frequencies alone, on a coarser grid. A picture is shrunk
/// that way before it has any pixels.
/// </summary>
/// <remarks>
/// f(x, y) = Σ b(u, x) · b(v, y) · F(u, v) with b(0, x) = 1/√8 and b(u, x) = cos((2x+1)uπ / 2N) / 2, u below N: what libjpeg does, which has
/// written it out for each N. Here it is a product of small matrices, and one kernel does for all N, each axis having its own.
/// </remarks>
internal sealed class BlockTransform
{
    /// <summary>Side of a block.</summary>
    public const int Side = 8;

    private static readonly BlockTransform[] All = [.. Enumerable.Range(0, Side * Side).Select(i => new BlockTransform(i / Side + 1, i % Side + 1))];

    private readonly int _across;
    private readonly int _down;
    private readonly float[] _acrossBasis; // [u, x]
    private readonly float[] _downBasis; // [v, y]

    private BlockTransform(int across, int down)
    {
        (_across, _down) = (across, down);
        (_acrossBasis, _downBasis) = (Basis(across), Basis(down));
    }

    /// <summary>The transform to so many columns and rows.</summary>
    /// <param name="across">Columns, 1 to 8.</param>
    /// <param name="down">Rows, 1 to 8.</param>
    public static BlockTransform To(int across, int down) => All[(across - 1) * Side + down - 1];

    /// <summary>Transforms a block.</summary>
    /// <param name="block">64 coefficients [u, v]: the horizontal frequency counts rows.</param>
    /// <param name="reach">Frequencies at and above it are all zero on both axes, 1 to 8.</param>
    /// <param name="pixels">
    /// Receives the pixels, column after column, −128 to 127; each column's eight floats are written, whatever of them is meant.
    /// </param>
    /// <param name="stride">From a column to the next.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Apply(ReadOnlySpan<float> block, int reach, Span<float> pixels, int stride)
    {
        // The one check for all that is read and written below.
        ArgumentOutOfRangeException.ThrowIfLessThan(block.Length, Side * Side);
        ArgumentOutOfRangeException.ThrowIfLessThan(pixels.Length, (_across - 1) * stride + Side);
        ref float from = ref MemoryMarshal.GetReference(block);
        ref float to = ref MemoryMarshal.GetReference(pixels);
        Vector256<float> lowest = Vector256.Create(-128f), highest = Vector256.Create(127f);
        if (reach == 1)
        {
            Vector256<float> flat = Vector256.Clamp(Vector256.Create(from / Side), lowest, highest);
            for (int x = 0; x < _across; x++)
            {
                flat.StoreUnsafe(ref to, (nuint)(x * stride));
            }

            return;
        }

        ref float across = ref MemoryMarshal.GetArrayDataReference(_acrossBasis);
        ref float down = ref MemoryMarshal.GetArrayDataReference(_downBasis);
        int frequenciesAcross = Math.Min(reach, _across), frequenciesDown = Math.Min(reach, _down);
        Unsafe.SkipInit(out Eight column);
        ref float v = ref Unsafe.As<Eight, float>(ref column);
        for (int x = 0; x < _across; x++)
        {
            Vector256<float> mixed = Vector256<float>.Zero; // [v]
            for (int u = 0; u < frequenciesAcross; u++)
            {
                Vector256<float> weight = Vector256.Create(Unsafe.Add(ref across, u * Side + x));
                mixed = Vector256.MultiplyAddEstimate(weight, Vector256.LoadUnsafe(ref from, (nuint)(u * Side)), mixed);
            }

            mixed.StoreUnsafe(ref v);
            Vector256<float> result = Vector256<float>.Zero; // [y]
            for (int i = 0; i < frequenciesDown; i++)
            {
                result = Vector256.MultiplyAddEstimate(
                    Vector256.Create(Unsafe.Add(ref v, i)), Vector256.LoadUnsafe(ref down, (nuint)(i * Side)), result);
            }

            Vector256.Clamp(result, lowest, highest).StoreUnsafe(ref to, (nuint)(x * stride));
        }
    }

    private static float[] Basis(int count)
    {
        float[] basis = new float[Side * Side];
        for (int frequency = 0; frequency < count; frequency++)
        {
            for (int place = 0; place < count; place++)
            {
                basis[frequency * Side + place] = frequency == 0
                    ? 1 / MathF.Sqrt(Side)
                    : (float)(Math.Cos((2 * place + 1) * frequency * Math.PI / (2 * count)) / 2);
            }
        }

        return basis;
    }

    [InlineArray(Side)]
    private struct Eight
    {
        private float _first;
    }
}
