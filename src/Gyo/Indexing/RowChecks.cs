using System.IO.Hashing;

namespace Gyo.Indexing;

/// <summary>
/// The checksums of vectors in a file, four bytes each: XXH3, its lower half. A million vectors are half a gigabyte, which to read only to
/// check it would take longer than thousands of searches; so each is checked when it is used.
/// </summary>
internal sealed unsafe class RowChecks(string path, RawMemory sums)
{
    /// <summary>Holds a row against its checksum.</summary>
    /// <exception cref="IndexFormatException">It is damaged.</exception>
    public void Check(int row, ReadOnlySpan<byte> bytes)
    {
        uint expected = ((uint*)sums.Start)[row];
        uint actual = Of(bytes);
        if (actual != expected)
        {
            throw new IndexFormatException(path, $"vector {row} with checksum {expected:x8}", $"{actual:x8}");
        }
    }

    /// <summary>The checksum of a row.</summary>
    public static uint Of(ReadOnlySpan<byte> bytes) => (uint)XxHash3.HashToUInt64(bytes);
}
