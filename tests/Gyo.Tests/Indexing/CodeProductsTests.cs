using System.Runtime.Intrinsics.X86;
using Gyo.Indexing;

namespace Gyo.Tests.Indexing;

public sealed unsafe class CodeProductsTests
{
    [Theory]
    [InlineData(64, 1)]
    [InlineData(128, 2)]
    [InlineData(128, 3)]
    [InlineData(128, 4)]
    [InlineData(192, 5)]
    [InlineData(512, 9)]
    public void Of_AnyLengthAndCount_EqualsScalarTwin(int length, int count)
    {
        Random random = new(length + count);
        RawMemory query = RawMemory.Allocate(length);
        RawMemory codes = RawMemory.Allocate(2L * length * 16);
        random.NextBytes(new Span<byte>(query.Start, length));
        random.NextBytes(new Span<byte>(codes.Start, 2 * length * 16));
        int[] nodes = [.. Enumerable.Range(0, count + CodeProducts.Group).Select(_ => random.Next(16))];
        int[] products = new int[count + CodeProducts.Group];
        fixed (int* n = nodes, p = products)
        {
            CodeProducts.Of((sbyte*)query.Start, codes.Start, 2 * length, length, n, count, p);
        }

        for (int i = 0; i < count; i++)
        {
            byte* code = codes.Start + 2L * length * nodes[i];
            int expected = CodeProducts.OfScalar((sbyte*)query.Start, code, length);
            Assert.Equal(expected, products[i]);
            Assert.Equal(expected, CodeProducts.Of((sbyte*)query.Start, code, length));
        }
    }

    [Theory]
    [InlineData(-128)]
    [InlineData(127)]
    public void Of_GreatestNumbers_DoesNotSaturate(int number)
    {
        const int Length = 512;
        RawMemory query = RawMemory.Allocate(Length);
        RawMemory code = RawMemory.Allocate(Length);
        new Span<sbyte>(query.Start, Length).Fill((sbyte)number);
        new Span<byte>(code.Start, Length).Fill(255);
        int[] nodes = new int[CodeProducts.Group];
        int[] products = new int[CodeProducts.Group];
        fixed (int* n = nodes, p = products)
        {
            CodeProducts.Of((sbyte*)query.Start, code.Start, Length, Length, n, 1, p);
        }

        Assert.Equal(number * 255 * Length, products[0]);
        Assert.Equal(number * 255 * Length, CodeProducts.Of((sbyte*)query.Start, code.Start, Length));
    }

    [Fact]
    public void Machine_WithAvx_UsesIt() => Assert.SkipUnless(Avx2.IsSupported, "This machine has no AVX2: only the scalar twin was compared with itself.");
}
