using System.Buffers.Binary;

namespace Gyo.Imaging.Jpeg;

/// <summary>Which way up a camera held a picture, as far as one needs to know: whether it is upright.</summary>
/// <remarks>Source: Exif 2.3 (JEITA CP-3451C), 4.5 and 4.6.4: a TIFF file in a segment, whose first directory may hold the tag.</remarks>
internal static class ExifOrientation
{
    private const int Tag = 0x0112;
    private const int Short = 3;
    private const int EntryLength = 12;

    /// <summary>Whether a segment is known to say that the picture is upright, or to say nothing of it.</summary>
    /// <param name="segment">An Exif segment.</param>
    public static bool IsUpright(ReadOnlySpan<byte> segment)
    {
        ReadOnlySpan<byte> tiff = segment[Math.Min(6, segment.Length)..]; // behind "Exif" and two zeros
        if (tiff.Length < 8 || !(tiff.StartsWith("II*\0"u8) || tiff.StartsWith("MM\0*"u8)))
        {
            return false;
        }

        bool isLittle = tiff[0] == 'I';
        uint start = isLittle ? BinaryPrimitives.ReadUInt32LittleEndian(tiff[4..]) : BinaryPrimitives.ReadUInt32BigEndian(tiff[4..]);
        if (start > tiff.Length - sizeof(ushort))
        {
            return false;
        }

        ReadOnlySpan<byte> directory = tiff[(int)start..];
        int count = Word(directory, isLittle);
        if (directory.Length < sizeof(ushort) + count * EntryLength)
        {
            return false;
        }

        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<byte> entry = directory.Slice(sizeof(ushort) + i * EntryLength, EntryLength);
            if (Word(entry, isLittle) == Tag)
            {
                return Word(entry[2..], isLittle) == Short && Word(entry[8..], isLittle) == 1;
            }
        }

        return true;
    }

    private static int Word(ReadOnlySpan<byte> bytes, bool isLittle) =>
        isLittle ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : BinaryPrimitives.ReadUInt16BigEndian(bytes);
}
