using System.Numerics;
using Gyo.Indexing;

namespace Gyo.Tests.Indexing;

public sealed class InnerProductTests
{
    /// <summary>The order of summation differs: up to 100 terms below 1 in single precision.</summary>
    private const float SummationTolerance = 1e-5f;

    public static TheoryData<int> LengthsAroundTheWidth
    {
        get
        {
            int width = Vector<float>.Count;
            return [0, 1, width - 1, width, width + 1, (2 * width) - 1, 2 * width, (2 * width) + 1, (3 * width) + 3, 128];
        }
    }

    [Fact]
    public void Of_ThreeNumbers_IsTheSumOfProducts() => Assert.Equal(32f, InnerProduct.Of([1, 2, 3], [4, 5, 6]));

    [Theory]
    [MemberData(nameof(LengthsAroundTheWidth))]
    public void Of_EveryLength_EqualsItsScalarTwin(int length)
    {
        float[] a = UnitVectors.Random(new Random(length), length);
        float[] b = UnitVectors.Random(new Random(length + 1), length);

        Assert.Equal(InnerProduct.OfScalar(a, b), InnerProduct.Of(a, b), SummationTolerance);
    }

    [Theory]
    [MemberData(nameof(LengthsAroundTheWidth))]
    public void Rows_SameRowInEveryPlace_GivesTheSameBits(int length)
    {
        Random random = new(length);
        float[] query = UnitVectors.Random(random, length);
        float[] row = UnitVectors.Random(random, length);
        float[] products = new float[7];

        InnerProduct.Rows(query, Enumerable.Repeat(row, products.Length).SelectMany(r => r).ToArray(), products);

        Assert.All(products, p => Assert.Equal(InnerProduct.Of(query, row), p));
    }

    [Fact]
    public void OfAndRows_LengthsThatDontFit_Throw()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => InnerProduct.Of([1, 2], [1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => InnerProduct.Rows([1, 2], [1, 2, 3], new float[2]));
    }
}
