using System.Runtime.InteropServices;

namespace Gyo.Training;

/// <summary>Settings of the C library's heap and of OpenMP that a training wants.</summary>
/// <remarks>
/// <para>
/// A step allocates and frees the same tensors of up to 100 MB again and again. glibc gives such blocks back to the system
/// each time, and touching fresh pages then costs more than the convolutions: 963 ms a step instead of 574 on two cores, 3.8 million
/// page faults instead of 0.5 in 14 steps (default recipe). The main thread gains most: other threads' heaps are made of pieces too
/// small for such blocks, which brings a step back to 750 ms; so the command line trains on its main thread.
/// </para>
/// <para>
/// OpenMP's threads wait for each other by spinning. On two cores of which another program takes one, a thread then spins while the
/// one it waits for has no core: 14 steps were seen to take more than a minute instead of 3 s. Sleeping costs 0.04 s a step on free
/// cores (docs/quality.md).
/// </para>
/// </remarks>
internal static partial class NativeRuntime
{
    // malloc.h
    private const int TrimThreshold = -1;
    private const int MostMappedBlocks = -4;

    /// <summary>
    /// Makes the heap keep what is freed for the next step, and OpenMP's threads sleep while they wait, unless its own variables say
    /// otherwise. To be called before torch is loaded; does nothing where the C library is not glibc.
    /// </summary>
    public static void Prepare()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        try
        {
            _ = SetOption(MostMappedBlocks, 0);
            _ = SetOption(TrimThreshold, int.MaxValue);
            if (Environment.GetEnvironmentVariable("OMP_WAIT_POLICY") is null)
            {
                _ = SetEnvironment("GOMP_SPINCOUNT", "0", overwrite: 0); // .NET's own would not reach native code
            }
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            // another C library, with a heap of its own kind: slower at worst
        }
    }

    [LibraryImport("libc.so.6", EntryPoint = "mallopt")]
    private static partial int SetOption(int option, int value);

    [LibraryImport("libc.so.6", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetEnvironment(string name, string value, int overwrite);
}
