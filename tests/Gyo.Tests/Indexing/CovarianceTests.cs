using Gyo.Indexing;

namespace Gyo.Tests.Indexing;

public sealed class CovarianceTests
{
    private const double Rounding = 1e-5; // L⁻¹ is float32

    /// <summary>tr S = 4, tr S² = 10: ρ = (0 · 10 + 16) / (10 · (10 − 8)) = 0.8, and the sphere of the same trace is 2.</summary>
    [Fact]
    public void ShrinkToSphere_TwoDimensionsTenDegreesOfFreedom_IsAsByHand()
    {
        double[] matrix = [3, 0, 0, 1];

        Assert.True(Covariance.ShrinkToSphere(matrix, 2, 10));

        Assert.Equal(2.2, matrix[0], Rounding);
        Assert.Equal(1.8, matrix[3], Rounding);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)] // a sphere already
    [InlineData(1, 0)] // one sample knows one direction: nothing to go by
    public void ShrinkToSphere_NothingToLearn_SaysSo(double first, double second) =>
        Assert.False(Covariance.ShrinkToSphere([first, 0, 0, second], 2, 1));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public void InverseFactor_PositiveDefinite_TurnsItIntoTheIdentity(int dimension)
    {
        var random = new Random(dimension);
        double[] root = [.. Enumerable.Range(0, dimension * dimension).Select(_ => random.NextDouble() - 0.5)];
        double[] matrix = Product(root, Transposed(root, dimension), dimension);
        for (int i = 0; i < dimension; i++)
        {
            matrix[i * dimension + i] += 1;
        }

        double[] inverse = [.. Covariance.InverseFactor([.. matrix], dimension).Select(v => (double)v)];

        double[] identity = Product(Product(inverse, matrix, dimension), Transposed(inverse, dimension), dimension);
        Assert.All(identity.Index(), v => Assert.Equal(v.Index / dimension == v.Index % dimension ? 1 : 0, v.Item, Rounding));
    }

    private static double[] Product(double[] a, double[] b, int n) =>
        [.. from row in Enumerable.Range(0, n) from column in Enumerable.Range(0, n) select Enumerable.Range(0, n).Sum(k => a[row * n + k] * b[k * n + column])];

    private static double[] Transposed(double[] a, int n) =>
        [.. from row in Enumerable.Range(0, n) from column in Enumerable.Range(0, n) select a[column * n + row]];
}
