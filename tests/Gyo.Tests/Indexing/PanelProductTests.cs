using System.Numerics;
using Gyo.Indexing;

namespace Gyo.Tests.Indexing;

public sealed class PanelProductTests
{
    /// <summary>The order of summation and fused multiply-adds differ: up to 300 terms of unit vectors in single precision.</summary>
    private const float SummationTolerance = 1e-5f;

    public static TheoryData<int, int, bool> Shapes
    {
        get
        {
            TheoryData<int, int, bool> shapes = [];
            int width = Vector<float>.Count;
            foreach (int dimension in new[] { 1, 2, width - 1, width, width + 1, 128, 300 })
            {
                foreach (int rows in new[] { 1, 2, 5, 6 })
                {
                    shapes.Add(dimension, rows, true);
                    shapes.Add(dimension, rows, false);
                }
            }

            return shapes;
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void AnyReaches_EveryShape_EqualsItsScalarTwin(int dimension, int rows, bool wide)
    {
        (float[] panel, float[] some) = Random(dimension, rows);
        float[] thresholds = new float[PanelProduct.Queries];
        float[] expected = Products();
        float[] products = Products();

        Assert.True(PanelProduct.AnyReachesScalar(panel, some, thresholds, expected));
        Assert.True(PanelProduct.AnyReaches(panel, some, thresholds, products, wide));

        Assert.All(expected.Zip(products), p => Assert.Equal(p.First, p.Second, SummationTolerance));
    }

    /// <summary>One product at its threshold is seen wherever it stands; products below go by.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void AnyReaches_OneProductAtItsThreshold_IsTrueInEveryPlace(bool wide)
    {
        (float[] panel, float[] rows) = Random(9, PanelProduct.Rows);
        float[] products = Products();
        float[] infinite = [.. Enumerable.Repeat(float.PositiveInfinity, PanelProduct.Queries)];
        Assert.False(PanelProduct.AnyReaches(panel, rows, infinite, products, wide));
        float[] least = [.. Enumerable.Range(0, PanelProduct.Queries).Select(q => Column(products, q).Max())];

        for (int query = 0; query < PanelProduct.Queries; query++)
        {
            float[] thresholds = [.. infinite];
            thresholds[query] = least[query];
            Assert.True(PanelProduct.AnyReaches(panel, rows, thresholds, products, wide));
            thresholds[query] = MathF.BitIncrement(least[query]);
            Assert.False(PanelProduct.AnyReaches(panel, rows, thresholds, products, wide));
        }
    }

    [Fact]
    public void AnyReaches_ShapesThatDontFit_Throw()
    {
        float[] panel = new float[2 * PanelProduct.Queries];
        float[] thresholds = new float[PanelProduct.Queries];
        Assert.Throws<ArgumentOutOfRangeException>(() => PanelProduct.AnyReaches(panel, [], thresholds, Products()));
        Assert.Throws<ArgumentOutOfRangeException>(() => PanelProduct.AnyReaches(panel, new float[3], thresholds, Products()));
        Assert.Throws<ArgumentOutOfRangeException>(() => PanelProduct.AnyReaches(panel, new float[14], thresholds, Products()));
        Assert.Throws<ArgumentOutOfRangeException>(() => PanelProduct.AnyReaches(panel, new float[2], thresholds, new float[64]));
        Assert.Throws<ArgumentOutOfRangeException>(() => PanelProduct.AnyReaches(panel, new float[2], new float[63], Products()));
        Assert.Throws<ArgumentOutOfRangeException>(() => PanelProduct.AnyReaches(new float[65], new float[2], thresholds, Products()));
    }

    private static float[] Products() => new float[PanelProduct.Rows * PanelProduct.Queries];

    private static IEnumerable<float> Column(float[] products, int query) => products.Where((_, i) => i % PanelProduct.Queries == query);

    private static (float[] Panel, float[] Rows) Random(int dimension, int rows)
    {
        Random random = new((10 * dimension) + rows);
        float[][] queries = [.. Enumerable.Range(0, PanelProduct.Queries).Select(_ => UnitVectors.Random(random, dimension))];
        float[] panel = [.. Enumerable.Range(0, dimension).SelectMany(k => queries.Select(q => q[k]))];
        return (panel, [.. Enumerable.Range(0, rows).SelectMany(_ => UnitVectors.Random(random, dimension))]);
    }
}
