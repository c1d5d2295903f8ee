using System.Runtime.InteropServices;

namespace Gyo.Indexing;

/// <summary>
/// Writes a snapshot: named sections, each with a checksum, under a temporary name that becomes the real one when all is there. A snapshot
/// that is replaced stays whole for whoever has it open.
/// </summary>
/// <remarks>The layout is that of <see cref="SnapshotFile"/>.</remarks>
internal sealed class SnapshotWriter : IDisposable
{
    private readonly string _path;
    private readonly string _temporary;
    private readonly FileStream _file;
    private readonly List<SnapshotSection> _sections = [];

    /// <summary>Begins a snapshot.</summary>
    /// <param name="path">What it is to be called.</param>
    /// <exception cref="IOException">The disk is full, or whatever else the file system says; so does every other call.</exception>
    public SnapshotWriter(string path)
    {
        _path = path;
        DeleteLeftovers(path);
        _temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        _file = new FileStream(_temporary, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);
        _file.Position = SnapshotFile.HeaderLength;
    }

    /// <summary>Adds a section.</summary>
    /// <param name="name">Up to eight ASCII letters or digits, in no other section.</param>
    /// <param name="content">Its bytes.</param>
    public unsafe void Add(string name, RawMemory content)
    {
        Add(name, content.Start, content.Length);
        GC.KeepAlive(content);
    }

    /// <summary>Adds a section of numbers.</summary>
    /// <param name="name">Up to eight ASCII letters or digits, in no other section.</param>
    /// <param name="content">The numbers.</param>
    public unsafe void Add<T>(string name, ReadOnlySpan<T> content)
        where T : unmanaged
    {
        ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes(content);
        fixed (byte* start = bytes)
        {
            Add(name, start, bytes.Length);
        }
    }

    /// <summary>Makes the file whole and gives it its name.</summary>
    public void Commit()
    {
        _file.Position = 0;
        _file.Write(SnapshotFile.Header(_sections, _file.Length));
        _file.Flush(flushToDisk: true);
        _file.Dispose();
        File.Move(_temporary, _path, overwrite: true);
    }

    /// <summary>Deletes what was not committed.</summary>
    public void Dispose()
    {
        _file.Dispose();
        File.Delete(_temporary);
    }

    /// <summary>Deletes what writers that were killed have left. Who is still writing has begun in the last hour.</summary>
    private static void DeleteLeftovers(string path)
    {
        string full = Path.GetFullPath(path);
        foreach (string left in Directory.EnumerateFiles(Path.GetDirectoryName(full)!, $"{Path.GetFileName(full)}.*.tmp"))
        {
            if (DateTime.UtcNow - File.GetLastWriteTimeUtc(left) > TimeSpan.FromHours(1))
            {
                File.Delete(left);
            }
        }
    }

    private unsafe void Add(string name, byte* start, long length)
    {
        long padded = SnapshotFile.Padded(length);
        _sections.Add(new SnapshotSection(name, _file.Position, length, SnapshotFile.ChecksumOf(start, length, padded)));
        for (long done = 0; done < length;)
        {
            // Whole huge pages at a time, so that the system may keep them as such in its cache of the file, and map them as such.
            int next = (int)Math.Min(RawMemory.HugePage - _file.Position % RawMemory.HugePage, length - done);
            _file.Write(new ReadOnlySpan<byte>(start + done, next));
            done += next;
        }

        _file.Write(new byte[padded - length]);
    }
}
