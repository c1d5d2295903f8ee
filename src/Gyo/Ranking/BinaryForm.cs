using System.Runtime.InteropServices;
using System.Text;

namespace Gyo.Ranking;

/// <summary>Numbers in bulk, for what the labels of a gallery taught when it is kept in a file.</summary>
/// <remarks>
/// The file keeps a checksum, so wrong bytes are not looked for here. Whatever they are, reading them ends in an
/// <see cref="InvalidDataException"/> at the worst, and takes no more memory than there are bytes.
/// </remarks>
internal static class BinaryForm
{
    /// <summary>Reads something whole.</summary>
    /// <param name="reader">At its first byte, over a stream of known length.</param>
    /// <param name="read">Reads it.</param>
    /// <exception cref="InvalidDataException">The bytes are no such thing, or end too soon.</exception>
    public static T Read<T>(BinaryReader reader, Func<BinaryReader, T> read)
    {
        try
        {
            return read(reader);
        }
        catch (Exception e) when (e is IOException or FormatException or DecoderFallbackException) // a cut, and a text that is none
        {
            throw new InvalidDataException($"What was learned from labels can't be read: {e.Message}", e);
        }
    }

    /// <summary>Reads a number of things, each of which takes some bytes.</summary>
    /// <param name="reader">At the number, an int32.</param>
    /// <param name="least">The smallest number there may be.</param>
    /// <param name="bytesEach">The fewest bytes that one of them takes.</param>
    /// <exception cref="InvalidDataException">It is fewer than that, or there are too few bytes for as many.</exception>
    public static int ReadCount(this BinaryReader reader, int least, long bytesEach)
    {
        int count = reader.ReadInt32();
        Require(count >= least && count * bytesEach <= reader.BaseStream.Length - reader.BaseStream.Position, $"{count} things");
        return count;
    }

    /// <summary>Reads numbers.</summary>
    /// <param name="reader">At the first of them.</param>
    /// <param name="count">How many, 0 or more.</param>
    /// <exception cref="InvalidDataException">There are fewer.</exception>
    public static T[] ReadNumbers<T>(this BinaryReader reader, long count)
        where T : unmanaged
    {
        Require(count <= (reader.BaseStream.Length - reader.BaseStream.Position) / Marshal.SizeOf<T>(), $"{count} numbers");
        T[] numbers = new T[count];
        reader.ReadExactly(MemoryMarshal.AsBytes(numbers.AsSpan()));
        return numbers;
    }

    /// <summary>Writes numbers as they lie in memory, without their count.</summary>
    public static void WriteNumbers<T>(this BinaryWriter writer, ReadOnlySpan<T> numbers)
        where T : unmanaged => writer.Write(MemoryMarshal.AsBytes(numbers));

    private static void Require(bool fits, string what)
    {
        if (!fits)
        {
            throw new InvalidDataException($"What was learned from labels can't be read: {what} do not fit.");
        }
    }
}
