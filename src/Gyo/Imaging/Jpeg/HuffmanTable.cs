namespace Gyo.Imaging.Jpeg;

/// <summary>
/// A code of a JPEG file, laid out for one look-up per symbol: most codes, and the bits of the value behind them, are shorter than what is
/// looked up.
/// </summary>
/// <remarks>Source: ITU-T T.81, annexes C and F.2.2.3. Reading value and code at once is stb_image's idea.</remarks>
internal sealed class HuffmanTable
{
    /// <summary>Bits that are looked up at once. 10: by measure; a scan takes 14 % longer with 9 and no less with 11 or 12.</summary>
    public const int LookBits = 10;

    /// <summary>The run at the end of a block.</summary>
    public const int EndOfBlock = 128;

    private const int MaxLength = 16;

    // Of every LookBits bits: value << 16 | run << 8 | bits used; 0 where they don't hold a whole value.
    private readonly int[] _values = new int[1 << LookBits];

    // Of every LookBits bits: symbol << 8 | length; 0 where the code is longer.
    private readonly ushort[] _codes = new ushort[1 << LookBits];

    // Of every length: the first code that is longer, left-aligned in 16 bits; and what leads from a code to its symbol.
    private readonly int[] _limits = new int[MaxLength + 2];
    private readonly int[] _offsets = new int[MaxLength + 1];
    private readonly byte[] _symbols;

    private HuffmanTable(byte[] symbols) => _symbols = symbols;

    /// <summary>Makes a table.</summary>
    /// <param name="counts">16: how many codes there are of each length, from 1 bit on.</param>
    /// <param name="symbols">The symbols in the order of their codes.</param>
    /// <returns>Null when there are more codes than their lengths leave room for.</returns>
    public static HuffmanTable? Create(ReadOnlySpan<byte> counts, ReadOnlySpan<byte> symbols)
    {
        HuffmanTable table = new(symbols.ToArray());
        int code = 0, next = 0;
        for (int length = 1; length <= MaxLength; length++, code <<= 1)
        {
            table._offsets[length] = next - code;
            if (code + counts[length - 1] > 1 << length)
            {
                return null;
            }

            for (int i = 0; i < counts[length - 1]; i++, code++, next++)
            {
                if (length <= LookBits)
                {
                    table.Enter(code, length, symbols[next]);
                }
            }

            table._limits[length] = code << (MaxLength - length);
        }

        table._limits[MaxLength + 1] = int.MaxValue;
        return table;
    }

    /// <summary>The value that begins with these bits.</summary>
    /// <param name="bits">The next <see cref="LookBits"/> bits.</param>
    /// <returns>value &lt;&lt; 16 | run &lt;&lt; 8 | bits used; 0 when it is longer than that, or none: see <see cref="Symbol"/>.</returns>
    public int Value(int bits) => _values[bits];

    /// <summary>The symbol that begins with these bits.</summary>
    /// <param name="bits">The next 16 bits.</param>
    /// <returns>Its value and the length of its code, 17 when there is no such code.</returns>
    public (byte Symbol, int Length) Symbol(int bits)
    {
        ushort entry = _codes[bits >> (MaxLength - LookBits)];
        if (entry != 0)
        {
            return ((byte)(entry >> 8), (byte)entry);
        }

        int length = LookBits + 1;
        while (bits >= _limits[length])
        {
            length++;
        }

        return length > MaxLength ? ((byte)0, length) : (_symbols[(bits >> (MaxLength - length)) + _offsets[length]], length);
    }

    /// <summary>Enters a short code wherever it stands at the beginning.</summary>
    private void Enter(int code, int length, byte symbol)
    {
        int rest = LookBits - length;
        int first = code << rest;
        _codes.AsSpan(first, 1 << rest).Fill((ushort)(symbol << 8 | length));
        (int run, int size) = (symbol >> 4, symbol & 15);
        if (size == 0 && run is 0 or 15)
        {
            int zeros = (run == 0 ? EndOfBlock : run) << 8;
            _values.AsSpan(first, 1 << rest).Fill(zeros | length);
        }

        if (size == 0 || size > rest)
        {
            return;
        }

        for (int bits = 0; bits < 1 << size; bits++)
        {
            int entry = Extend(bits, size) << 16 | run << 8 | (length + size);
            _values.AsSpan(first | bits << (rest - size), 1 << (rest - size)).Fill(entry);
        }
    }

    /// <summary>The value that <paramref name="size"/> bits stand for (T.81, F.2.2.1): with a leading 1 themselves, else negative.</summary>
    public static int Extend(int bits, int size) => bits < 1 << (size - 1) ? bits - (1 << size) + 1 : bits;
}
