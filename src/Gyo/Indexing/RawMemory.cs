using System.IO.MemoryMappedFiles;
using System.Runtime.InteropServices;

namespace Gyo.Indexing;

/// <summary>
/// Memory outside the managed heap, allocated or mapped from a file. It lives as long as anybody refers to it, so a search may go on in what
/// a change has replaced.
/// </summary>
internal sealed unsafe partial class RawMemory
{
    /// <summary>The size of a cache line in bytes, which codes and links are laid out by.</summary>
    public const int CacheLine = 64;

    /// <summary>The size of a huge page in bytes. A search jumps about: with small pages it waits for address translation more than for data.</summary>
    public const int HugePage = 2 << 20;

    private const int AdviseHugePages = 14; // MADV_HUGEPAGE of Linux

    private readonly SafeHandle _owner; // frees the memory when it is finalized

    /// <summary>Memory that somebody else frees.</summary>
    /// <param name="owner">Frees it, once nobody refers to it any more.</param>
    /// <param name="start">Its first byte.</param>
    /// <param name="length">Its length in bytes.</param>
    public RawMemory(SafeHandle owner, byte* start, long length)
    {
        _owner = owner;
        Start = start;
        Length = length;
    }

    /// <summary>The first byte. Whoever reads through it keeps this object alive meanwhile.</summary>
    public byte* Start { get; }

    /// <summary>How many bytes there are.</summary>
    public long Length { get; }

    /// <summary>Allocates memory that is all zero, on huge pages where the system gives them and it is large.</summary>
    /// <param name="length">Bytes, at least 0.</param>
    public static RawMemory Allocate(long length)
    {
        nuint alignment = length >= HugePage ? HugePage : (nuint)CacheLine;
        nuint padded = ((nuint)Math.Max(length, 1) + alignment - 1) / alignment * alignment;
        var owner = new Allocation(padded, alignment);
        byte* start = owner.Start;
        var memory = new RawMemory(owner, start, length);
        if (alignment == HugePage)
        {
            memory.WishHugePages();
        }

        NativeMemory.Clear(start, padded);
        return memory;
    }

    /// <summary>Maps a file, to be read.</summary>
    /// <param name="file">The file, not empty. It may be closed afterwards.</param>
    public static RawMemory Map(FileStream file)
    {
        using var mapping = MemoryMappedFile.CreateFromFile(file, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);
        MemoryMappedViewAccessor view = mapping.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
        return new RawMemory(view.SafeMemoryMappedViewHandle, (byte*)view.SafeMemoryMappedViewHandle.DangerousGetHandle() + view.PointerOffset, file.Length);
    }

    /// <summary>Asks the system for huge pages, from a multiple of 4096 bytes. Where it does not grant them, nothing but speed is lost.</summary>
    public void WishHugePages()
    {
        if (OperatingSystem.IsLinux())
        {
            _ = Advise(Start, (nuint)Length, AdviseHugePages);
        }
    }

    /// <summary>A copy of the bytes as numbers, fewer than 2³¹ of them.</summary>
    public T[] ToArray<T>()
        where T : unmanaged
    {
        T[] numbers = new ReadOnlySpan<T>(Start, checked((int)(Length / sizeof(T)))).ToArray();
        GC.KeepAlive(this);
        return numbers;
    }

    /// <summary>The whole cache lines that some bytes take.</summary>
    public static long WholeLines(long bytes) => (bytes + CacheLine - 1) / CacheLine * CacheLine;

    /// <summary>Copies all of this to the beginning of larger memory.</summary>
    public void CopyTo(RawMemory other)
    {
        Buffer.MemoryCopy(Start, other.Start, other.Length, Length);
        GC.KeepAlive(this);
    }

    /// <summary>A part of this memory, which keeps the whole alive.</summary>
    public RawMemory Slice(long offset, long length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, Length - offset);
        return new RawMemory(_owner, Start + offset, length);
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(byte* start, nuint length, int advice);

    private sealed class Allocation : SafeHandle
    {
        private readonly long _length;

        public Allocation(nuint length, nuint alignment)
            : base(0, ownsHandle: true)
        {
            SetHandle((nint)NativeMemory.AlignedAlloc(length, alignment));
            _length = (long)length;
            GC.AddMemoryPressure(_length);
        }

        public byte* Start => (byte*)handle;

        public override bool IsInvalid => handle == 0;

        protected override bool ReleaseHandle()
        {
            NativeMemory.AlignedFree((void*)handle);
            GC.RemoveMemoryPressure(_length);
            return true;
        }
    }
}
