using System.Buffers.Binary;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Text;

namespace Gyo.Indexing;

/// <summary>A section of a snapshot.</summary>
/// <param name="Name">Up to eight ASCII characters.</param>
/// <param name="Offset">Where it begins in the file, in bytes.</param>
/// <param name="Length">Its length in bytes.</param>
/// <param name="Checksum">Of its bytes, and the zeros after them.</param>
internal readonly record struct SnapshotSection(string Name, long Offset, long Length, ulong Checksum);

/// <summary>
/// A snapshot, mapped into memory: nothing is read but what is looked at, and processes that look at the same snapshot share it.
/// </summary>
/// <remarks>
/// All numbers little-endian. A header of 4096 bytes: "GyoIndex", the version (4 bytes), the number of sections (4), the length of the file (8),
/// of every section name (8, zeros after it), offset, length, checksum (8 each); its last 8 bytes are the XXH3 of the others. Then the
/// sections, each with zeros up to a multiple of 4096. A section's checksum is the XXH3 of those of its pieces of 4 MiB.
/// </remarks>
internal sealed class SnapshotFile
{
    /// <summary>Bytes before the first section, and what the length of every section is a multiple of.</summary>
    public const int HeaderLength = 4096;

    private const uint Version = 1;
    private const int FixedLength = 24;
    private const int EntryLength = 32;
    private const int NameLength = 8;
    private const int Piece = 4 << 20;

    private readonly RawMemory _all;
    private readonly Dictionary<string, SnapshotSection> _sections;

    private SnapshotFile(string path, RawMemory all, Dictionary<string, SnapshotSection> sections) =>
        (Path, _all, _sections) = (path, all, sections);

    private static ReadOnlySpan<byte> Magic => "GyoIndex"u8;

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Opens a snapshot and checks its header; each section is checked when it is asked for.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="IndexFormatException">It is none, of another version, cut short, or its header is damaged.</exception>
    /// <exception cref="IOException">It can't be read; <see cref="FileNotFoundException"/> when there is none.</exception>
    public static SnapshotFile Open(string path)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0);
        if (file.Length < HeaderLength)
        {
            throw new IndexFormatException(path, $"at least {HeaderLength} bytes", $"{file.Length}");
        }

        RawMemory all = RawMemory.Map(file);
        return new SnapshotFile(path, all, ReadHeader(path, all));
    }

    /// <summary>A section's bytes, which match their checksum.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="IndexFormatException">There is none of this name, or it is damaged.</exception>
    public RawMemory Section(string name)
    {
        Check(name);
        return UncheckedSection(name);
    }

    /// <summary>A section's bytes, which whoever uses them checks later or in another way.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="IndexFormatException">There is none of this name.</exception>
    public RawMemory UncheckedSection(string name)
    {
        SnapshotSection section = Find(name);
        return _all.Slice(section.Offset, section.Length);
    }

    /// <summary>Holds a section against its checksum.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="IndexFormatException">There is none of this name, or it is damaged.</exception>
    public unsafe void Check(string name)
    {
        SnapshotSection section = Find(name);
        long padded = Padded(section.Length);
        ulong actual = ChecksumOf(_all.Start + section.Offset, padded, padded);
        if (actual != section.Checksum)
        {
            throw new IndexFormatException(Path, $"section {name} with checksum {section.Checksum:x16}", $"{actual:x16}");
        }
    }

    /// <summary>Whether there is a section of a name.</summary>
    public bool Has(string name) => _sections.ContainsKey(name);

    /// <summary>The bytes that a section takes in the file.</summary>
    public static long Padded(long length) => (length + HeaderLength - 1) / HeaderLength * HeaderLength;

    /// <summary>The checksum of bytes with zeros after them. Many are read by all cores.</summary>
    /// <param name="start">The first byte.</param>
    /// <param name="length">How many there are.</param>
    /// <param name="padded">How many there are with the zeros.</param>
    public static unsafe ulong ChecksumOf(byte* start, long length, long padded)
    {
        int pieces = (int)((padded + Piece - 1) / Piece);
        ulong[] sums = new ulong[pieces];
        Parallel.For(0, pieces, i =>
        {
            long begin = (long)i * Piece;
            var hash = new XxHash3();
            hash.Append(new ReadOnlySpan<byte>(start + begin, (int)Math.Clamp(length - begin, 0, Piece)));
            hash.Append(new byte[(int)(Math.Min(padded, begin + Piece) - Math.Max(begin, Math.Min(length, begin + Piece)))]);
            sums[i] = hash.GetCurrentHashAsUInt64();
        });
        return XxHash3.HashToUInt64(MemoryMarshal.AsBytes<ulong>(sums));
    }

    /// <summary>The header of a file.</summary>
    /// <param name="sections">What is in it.</param>
    /// <param name="fileLength">Its length in bytes.</param>
    public static byte[] Header(IReadOnlyList<SnapshotSection> sections, long fileLength)
    {
        byte[] header = new byte[HeaderLength];
        Magic.CopyTo(header);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(8), Version);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(12), sections.Count);
        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(16), fileLength);
        for (int i = 0; i < sections.Count; i++)
        {
            Span<byte> entry = header.AsSpan(FixedLength + i * EntryLength, EntryLength);
            Encoding.ASCII.GetBytes(sections[i].Name, entry[..NameLength]);
            BinaryPrimitives.WriteInt64LittleEndian(entry[8..], sections[i].Offset);
            BinaryPrimitives.WriteInt64LittleEndian(entry[16..], sections[i].Length);
            BinaryPrimitives.WriteUInt64LittleEndian(entry[24..], sections[i].Checksum);
        }

        BinaryPrimitives.WriteUInt64LittleEndian(header.AsSpan(HeaderLength - sizeof(ulong)), XxHash3.HashToUInt64(header.AsSpan(..^sizeof(ulong))));
        return header;
    }

    private SnapshotSection Find(string name) =>
        _sections.TryGetValue(name, out SnapshotSection section) ? section : throw new IndexFormatException(Path, $"a section {name}", "none");

    private static unsafe Dictionary<string, SnapshotSection> ReadHeader(string path, RawMemory all)
    {
        ReadOnlySpan<byte> header = new(all.Start, HeaderLength);
        if (!header[..Magic.Length].SequenceEqual(Magic))
        {
            throw new IndexFormatException(path, "an index of Gyo", "something else");
        }

        uint version = BinaryPrimitives.ReadUInt32LittleEndian(header[8..]);
        if (version != Version)
        {
            throw new IndexFormatException(path, $"version {Version}", $"version {version}");
        }

        if (XxHash3.HashToUInt64(header[..^sizeof(ulong)]) != BinaryPrimitives.ReadUInt64LittleEndian(header[^sizeof(ulong)..]))
        {
            throw new IndexFormatException(path, "a header that matches its checksum", "another");
        }

        long length = BinaryPrimitives.ReadInt64LittleEndian(header[16..]);
        if (length != all.Length)
        {
            throw new IndexFormatException(path, $"{length} bytes", $"{all.Length}");
        }

        Dictionary<string, SnapshotSection> sections = [];
        for (int i = 0; i < BinaryPrimitives.ReadInt32LittleEndian(header[12..]); i++)
        {
            ReadOnlySpan<byte> entry = header.Slice(FixedLength + i * EntryLength, EntryLength);
            string name = Encoding.ASCII.GetString(entry[..NameLength]).TrimEnd('\0');
            sections[name] = new SnapshotSection(
                name,
                BinaryPrimitives.ReadInt64LittleEndian(entry[8..]),
                BinaryPrimitives.ReadInt64LittleEndian(entry[16..]),
                BinaryPrimitives.ReadUInt64LittleEndian(entry[24..]));
        }

        GC.KeepAlive(all);
        return sections;
    }
}
