using Gyo.Imaging.Jpeg;

namespace Gyo.Tests.Imaging.Jpeg;

public sealed class HuffmanTableTests
{
    // Codes 0 → 0x00 (end of block), 10 → 0x01, 110 → 0x12, 1110 → 0xF0, and one of 12 bits, 111100000000 → 0x03.
    private static readonly byte[] Counts = [1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0];
    private static readonly HuffmanTable Table = HuffmanTable.Create(Counts, [0x00, 0x01, 0x12, 0xF0, 0x03])!;

    [Theory]
    [InlineData(0b0_000000000000000, 0x00, 1)]
    [InlineData(0b10_00000000000000, 0x01, 2)]
    [InlineData(0b110_0000000000000, 0x12, 3)]
    [InlineData(0b1110_111111111111, 0xF0, 4)]
    [InlineData(0b111100000000_1111, 0x03, 12)]
    public void Symbol_Code_GivesItAndItsLength(int bits, byte symbol, int length) => Assert.Equal((symbol, length), Table.Symbol(bits));

    [Fact]
    public void Symbol_NoCode_IsLongerThanAnyCode() => Assert.Equal(17, Table.Symbol(0b1111111111111111).Length);

    [Theory]
    [InlineData(0b0_000000000, 0, HuffmanTable.EndOfBlock, 1)]
    [InlineData(0b10_1_0000000, 1, 0, 3)]
    [InlineData(0b10_0_0000000, -1, 0, 3)]
    [InlineData(0b110_11_00000, 3, 1, 5)]
    [InlineData(0b110_00_11111, -3, 1, 5)]
    [InlineData(0b1110_000000, 0, 15, 4)]
    public void Value_ShortCode_GivesValueRunAndBits(int bits, int value, int run, int used)
    {
        int entry = Table.Value(bits);

        Assert.Equal((value, run, used), (entry >> 16, entry >> 8 & 255, entry & 255));
    }

    [Fact]
    public void Value_LongCode_IsNotThere() => Assert.Equal(0, Table.Value(0b1111000000));

    [Fact]
    public void Create_MoreCodesThanRoom_GivesNone() => Assert.Null(HuffmanTable.Create([3, .. new byte[15]], [1, 2, 3]));
}
