using System.Buffers.Binary;

namespace Gyo.Imaging.Jpeg;

/// <summary>
/// What a JPEG file says before its pixels, if it is of the kind that most are: one scan of 8-bit grey or YCbCr, Huffman-coded, sequential,
/// upright, without a colour profile.
/// </summary>
/// <remarks>Anything else is not wrong but not known here, and left to libvips, which also says what is damaged. Source: ITU-T T.81, annex B.</remarks>
internal sealed class JpegFile
{
    private const int BlockLength = 64;
    private const int MostBlocks = 10; // of a unit (T.81, B.2.3)

    private readonly ushort[]?[] _quantisation = new ushort[4][];
    private readonly HuffmanTable?[] _dc = new HuffmanTable?[4];
    private readonly HuffmanTable?[] _ac = new HuffmanTable?[4];
    private JpegComponent[] _components = [];
    private bool _isRgb;

    private JpegFile()
    {
    }

    /// <summary>Pixels in a row.</summary>
    public int Width { get; private set; }

    /// <summary>Rows.</summary>
    public int Height { get; private set; }

    /// <summary>One for grey; three for luminance and the differences to blue and red.</summary>
    public IReadOnlyList<JpegComponent> Components => _components;

    /// <summary>Units between restart markers; 0: there are none.</summary>
    public int RestartInterval { get; private set; }

    /// <summary>Where the scan's data begins.</summary>
    public int ScanStart { get; private set; }

    /// <summary>Reads everything before the scan's data.</summary>
    /// <param name="file">The whole file.</param>
    /// <returns>Null when the file is of another kind, or damaged.</returns>
    public static JpegFile? Read(ReadOnlySpan<byte> file)
    {
        if (!file.StartsWith<byte>([255, JpegMarker.Start]))
        {
            return null;
        }

        JpegFile jpeg = new();
        int position = 2;
        while (position + 4 <= file.Length && file[position] == 255)
        {
            byte marker = file[position + 1];
            int length = BinaryPrimitives.ReadUInt16BigEndian(file[(position + 2)..]);
            if (length < 2 || position + 2 + length > file.Length)
            {
                return null;
            }

            ReadOnlySpan<byte> segment = file.Slice(position + 4, length - 2);
            position += 2 + length;
            if (marker == JpegMarker.Scan)
            {
                jpeg.ScanStart = position;
                return jpeg.ReadScan(segment) ? jpeg : null;
            }

            if (!jpeg.ReadSegment(marker, segment))
            {
                return null;
            }
        }

        return null;
    }

    private bool ReadSegment(byte marker, ReadOnlySpan<byte> segment)
    {
        switch (marker)
        {
            case JpegMarker.BaselineFrame or JpegMarker.ExtendedFrame:
                return ReadFrame(segment);
            case JpegMarker.HuffmanTables:
                return ReadHuffmanTables(segment);
            case JpegMarker.QuantisationTables:
                return ReadQuantisationTables(segment);
            case JpegMarker.RestartInterval when segment.Length == 2:
                RestartInterval = BinaryPrimitives.ReadUInt16BigEndian(segment);
                return true;
            case JpegMarker.Adobe when segment.Length >= 12 && segment[..5].SequenceEqual("Adobe"u8):
                _isRgb = segment[11] == 0;
                return true;
            case JpegMarker.Application1 when segment.StartsWith("Exif"u8):
                return ExifOrientation.IsUpright(segment);
            case JpegMarker.Application2:
                return false;
            default:
                return marker is (>= JpegMarker.Application0 and <= JpegMarker.Application15) or JpegMarker.Comment;
        }
    }

    private bool ReadQuantisationTables(ReadOnlySpan<byte> segment)
    {
        while (!segment.IsEmpty)
        {
            (int bytes, int slot) = ((segment[0] >> 4) + 1, segment[0] & 15);
            if (bytes > 2 || slot >= _quantisation.Length || segment.Length < 1 + bytes * BlockLength)
            {
                return false;
            }

            ushort[] steps = _quantisation[slot] = new ushort[BlockLength];
            for (int i = 0; i < BlockLength; i++)
            {
                steps[i] = bytes == 1 ? segment[1 + i] : BinaryPrimitives.ReadUInt16BigEndian(segment[(1 + 2 * i)..]);
            }

            segment = segment[(1 + bytes * BlockLength)..];
        }

        return true;
    }

    private bool ReadHuffmanTables(ReadOnlySpan<byte> segment)
    {
        const int Lengths = 16;
        while (segment.Length > Lengths)
        {
            (int kind, int slot) = (segment[0] >> 4, segment[0] & 15);
            int symbols = 0;
            foreach (byte count in segment.Slice(1, Lengths))
            {
                symbols += count;
            }

            if (kind > 1 || slot >= _dc.Length || symbols > 256 || segment.Length < 1 + Lengths + symbols
                || (kind == 0 && segment.Slice(1 + Lengths, symbols).ContainsAnyExceptInRange((byte)0, (byte)15))
                || HuffmanTable.Create(segment.Slice(1, Lengths), segment.Slice(1 + Lengths, symbols)) is not { } table)
            {
                return false;
            }

            (kind == 0 ? _dc : _ac)[slot] = table;
            segment = segment[(1 + Lengths + symbols)..];
        }

        return segment.IsEmpty;
    }

    private bool ReadFrame(ReadOnlySpan<byte> segment)
    {
        if (_components.Length > 0 || segment.Length < 6 || segment[0] != 8 || segment[5] is not (1 or 3) || segment.Length != 6 + 3 * segment[5])
        {
            return false;
        }

        (Height, Width) = (BinaryPrimitives.ReadUInt16BigEndian(segment[1..]), BinaryPrimitives.ReadUInt16BigEndian(segment[3..]));
        _components = new JpegComponent[segment[5]];
        for (int i = 0; i < _components.Length; i++)
        {
            ReadOnlySpan<byte> part = segment.Slice(6 + 3 * i, 3);
            (int across, int down) = (part[1] >> 4, part[1] & 15);
            if (across is not (1 or 2 or 4) || down is not (1 or 2 or 4)
                || part[2] >= _quantisation.Length || _quantisation[part[2]] is not { } steps)
            {
                return false; // tables that come after the frame are allowed, and rare
            }

            // A single colour has no units of several blocks, whatever the file says (T.81, A.2.2).
            _components[i] = _components.Length == 1 ? new JpegComponent(part[0], 1, 1, steps) : new JpegComponent(part[0], across, down, steps);
        }

        return Width > 0 && Height > 0 && _components.Sum(c => c.Across * c.Down) <= MostBlocks;
    }

    private bool ReadScan(ReadOnlySpan<byte> segment)
    {
        int count = _components.Length;
        if (count == 0 || (count == 3 && (_isRgb || !_components.Select(c => (int)c.Id).SequenceEqual([1, 2, 3]))) || segment.Length != 4 + 2 * count || segment[0] != count || !segment[^3..].SequenceEqual<byte>([0, BlockLength - 1, 0]))
        {
            return false;
        }

        for (int i = 0; i < count; i++)
        {
            (int dc, int ac) = (segment[2 + 2 * i] >> 4, segment[2 + 2 * i] & 15);
            if (segment[1 + 2 * i] != _components[i].Id || dc >= _dc.Length || ac >= _ac.Length || _dc[dc] is null || _ac[ac] is null)
            {
                return false;
            }

            (_components[i].Dc, _components[i].Ac) = (_dc[dc]!, _ac[ac]!);
        }

        return true;
    }
}
