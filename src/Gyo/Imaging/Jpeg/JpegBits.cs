using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Gyo.Imaging.Jpeg;

/// <summary>Reads the bits between two markers, which <see cref="JpegData"/> has freed of stuffing.</summary>
/// <param name="data">The bytes, and <see cref="Spare"/> more.</param>
internal ref struct JpegBits(ReadOnlySpan<byte> data)
{
    /// <summary>Bytes that must follow the data; they tell nothing.</summary>
    public const int Spare = 2 * sizeof(ulong);

    private readonly ReadOnlySpan<byte> _data = data;
    private int _position;
    private bool _isExhausted;

    /// <summary>The bits that are available, the next one highest.</summary>
    /// <remarks>These two are fields so that the inner loop can keep them in registers, and give them back.</remarks>
    public ulong Bits;

    /// <summary>How many bits are available.</summary>
    public int Count;

    /// <summary>Whether all was taken but the rest of a byte, and no more than there was.</summary>
    public readonly bool IsAtEnd => !IsOverdrawn && (_data.Length - Spare - _position) * 8 + Count < 8;

    /// <summary>Whether more was taken than there was.</summary>
    public readonly bool IsOverdrawn => _isExhausted || (_data.Length - Spare - _position) * 8 + Count < 0;

    /// <summary>Makes at least 56 bits available, more than any code and the value behind it have. No branch that could be guessed wrong.</summary>
    /// <param name="bits"><see cref="Bits"/>.</param>
    /// <param name="count"><see cref="Count"/>.</param>
    /// <returns>Both, with more of them.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public (ulong Bits, int Count) Fill(ulong bits, int count)
    {
        if (_position > _data.Length - sizeof(ulong))
        {
            _isExhausted = true; // all that is available lies behind the data
            return (bits, count | 56);
        }

        bits |= BinaryPrimitives.ReadUInt64BigEndian(_data[_position..]) >> count;
        _position += (63 - count) >> 3;
        return (bits, count | 56);
    }
}
