using System.Buffers;

namespace Gyo.Imaging.Jpeg;

/// <summary>The data of a scan without its markers and without the zeros that are stuffed behind each 255, to be read eight bytes at a time.</summary>
internal sealed class JpegData : IDisposable
{
    private readonly byte[] _bytes;
    private readonly List<Range> _parts = [];

    private JpegData(int length) => _bytes = ArrayPool<byte>.Shared.Rent(length);

    /// <summary>How many parts there are: one more than restart markers.</summary>
    public int Parts => _parts.Count;

    /// <summary>Takes a scan's data apart.</summary>
    /// <param name="data">The file from the data on.</param>
    /// <param name="mostParts">More than that can't be.</param>
    /// <returns>Null when markers follow each other in another way than restarts in their order and the end.</returns>
    public static JpegData? Read(ReadOnlySpan<byte> data, int mostParts)
    {
        JpegData result = new(data.Length + Math.Min(mostParts, data.Length) * JpegBits.Spare);
        if (result.Fill(data, mostParts))
        {
            return result;
        }

        result.Dispose();
        return null;
    }

    /// <summary>A part, and what <see cref="JpegBits"/> wants behind it.</summary>
    public ReadOnlySpan<byte> Part(int index) => _bytes.AsSpan(_parts[index]);

    /// <inheritdoc/>
    public void Dispose() => ArrayPool<byte>.Shared.Return(_bytes);

    private bool Fill(ReadOnlySpan<byte> data, int mostParts)
    {
        int begin = 0, end = 0;
        while (data.IndexOf((byte)255) is int full && full >= 0 && full + 1 < data.Length)
        {
            byte next = data[full + 1];
            int kept = next == 0 ? full + 1 : full;
            data[..kept].CopyTo(_bytes.AsSpan(end));
            end += kept;
            data = data[(full + 2)..];
            if (next == 0)
            {
                continue;
            }

            int restart = JpegMarker.Restart0 + (_parts.Count & 7);
            _bytes.AsSpan(end, JpegBits.Spare).Clear();
            end += JpegBits.Spare;
            _parts.Add(begin..end);
            begin = end;
            if (next != restart || _parts.Count == mostParts)
            {
                return next == JpegMarker.End;
            }
        }

        return false;
    }
}
