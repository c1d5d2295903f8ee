using System.Runtime;
using static TorchSharp.torch;

namespace Gyo.Training;

/// <summary>
/// Runs a piece of tensor work so that every tensor it makes is freed at its end, and no finalizer runs meanwhile.
/// </summary>
/// <remarks>
/// TorchSharp turns numbers into native Scalars whose managed owner may be collected while the native call still reads
/// them (seen as "Unknown scalar type" after some hundred steps). Without a collection there is no finalizer, so a step
/// runs in a no-GC region. The region belongs to the process: steps of several threads take turns.
/// </remarks>
internal static class TorchStep
{
    /// <summary>Managed bytes a step may allocate before the region ends by itself; a step of 64 pictures takes under 10 MB.</summary>
    private const long RegionBytes = 128L << 20;

    private static readonly Lock Turn = new();

    /// <summary>Runs <paramref name="work"/> and returns its value, which must not be a tensor.</summary>
    public static T Run<T>(Func<T> work)
    {
        lock (Turn)
        {
            bool region = GC.TryStartNoGCRegion(RegionBytes);
            try
            {
                using var scope = NewDisposeScope();
                return work();
            }
            finally
            {
                // The region may have ended early if other threads allocated past its size; ending it twice would throw.
                if (region && GCSettings.LatencyMode == GCLatencyMode.NoGCRegion)
                {
                    GC.EndNoGCRegion();
                }
            }
        }
    }
}
