using Gyo.Ranking;
using MathNet.Numerics.LinearAlgebra;

namespace Gyo.Tests.Ranking;

public sealed class ShrinkageTests
{
    private const double Rounding = 1e-12;

    /// <summary>
    /// S = diag(0.1, 0), 18 degrees of freedom: tr S = 0.1, tr S² = 0.01, ρ = (0 · 0.01 + 0.01) / ((18 + 1 − 1)(0.01 − 0.005)) = 1/9.
    /// </summary>
    [Fact]
    public void OracleApproximating_Plane_IsAsByHand()
    {
        Matrix<double> shrunk = Shrinkage.OracleApproximating(Matrix<double>.Build.DenseOfDiagonalArray([0.1, 0]), 18);

        Assert.Equal(0.1 * 8 / 9 + 0.05 / 9, shrunk[0, 0], Rounding);
        Assert.Equal(0.05 / 9, shrunk[1, 1], Rounding);
        Assert.Equal(0, shrunk[0, 1], Rounding);
    }

    [Fact]
    public void OracleApproximating_Sphere_StaysOne()
    {
        Matrix<double> sphere = Matrix<double>.Build.DenseIdentity(3) * 2;

        Assert.Equal(0, (Shrinkage.OracleApproximating(sphere, 5) - sphere).FrobeniusNorm(), Rounding);
    }

    [Fact]
    public void OracleApproximating_OneSample_IsPositiveDefinite()
    {
        Vector<double> sample = Vector<double>.Build.Dense([1, 2, 3, 4]);
        Matrix<double> shrunk = Shrinkage.OracleApproximating(sample.OuterProduct(sample), 1);

        Assert.Equal(30, shrunk.Trace(), 1e-9);
        Assert.All(shrunk.Evd(Symmetricity.Symmetric).EigenValues, v => Assert.True(v.Real > 0));
    }
}
