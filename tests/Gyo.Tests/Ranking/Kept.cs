namespace Gyo.Tests.Ranking;

/// <summary>Writes and reads what was learned from labels as a file would keep it, whole and broken.</summary>
internal static class Kept
{
    public static byte[] Bytes(Action<BinaryWriter> write)
    {
        using MemoryStream stream = new();
        using BinaryWriter writer = new(stream);
        write(writer);
        writer.Flush();
        return stream.ToArray();
    }

    public static T Read<T>(byte[] bytes, Func<BinaryReader, T> read)
    {
        using BinaryReader reader = new(new MemoryStream(bytes));
        return read(reader);
    }

    /// <summary>Reads every beginning, which must be refused, and 2,000 copies with some bytes changed, which may be, and must do no harm.</summary>
    public static void AssertBrokenIsRefused<T>(byte[] bytes, Func<BinaryReader, T> read)
    {
        Assert.All(Enumerable.Range(0, bytes.Length), n => Assert.Throws<InvalidDataException>(() => Read(bytes[..n], read)));
        var random = new Random(1);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int trial = 0; trial < 2000; trial++)
        {
            byte[] broken = [.. bytes];
            for (int change = 0; change < 1 + trial % 4; change++)
            {
                broken[random.Next(Math.Min(bytes.Length, 1 << random.Next(2, 20)))] = (byte)random.Next(256);
            }

            try
            {
                Read(broken, read);
            }
            catch (InvalidDataException)
            {
            }
        }

        const long Refusal = 50_000; // what an exception with its messages takes
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 2000 * (Refusal + (20 * bytes.Length)));
    }
}
