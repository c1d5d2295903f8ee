using System.Runtime.InteropServices;

namespace Gyo.Training;

/// <summary>Settings of the C library's heap that a training wants.</summary>
/// <remarks>
/// A step allocates and frees the same tensors of up to 100 MB again and again. glibc gives such blocks back to the system
/// each time, and touching fresh pages then costs more than the convolutions: 963 ms a step instead of 574 on two cores, 3.8 million
/// page faults instead of 0.5 in 14 steps (default recipe). The main thread gains most: other threads' heaps are made of pieces too
/// small for such blocks, which brings a step back to 750 ms; so the command line trains on its main thread.
/// </remarks>
internal static partial class NativeHeap
{
    // malloc.h
    private const int TrimThreshold = -1;
    private const int MostMappedBlocks = -4;

    /// <summary>Makes the heap keep what is freed for the next step. Does nothing where the C library is not glibc.</summary>
    public static void KeepFreedBlocks()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        try
        {
            _ = SetOption(MostMappedBlocks, 0);
            _ = SetOption(TrimThreshold, int.MaxValue);
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            // another C library, with a heap of its own kind: slower at worst
        }
    }

    [LibraryImport("libc.so.6", EntryPoint = "mallopt")]
    private static partial int SetOption(int option, int value);
}
