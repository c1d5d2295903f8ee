using MathNet.Numerics.LinearAlgebra;

namespace Gyo.Ranking;

/// <summary>Makes a covariance that was estimated from few samples usable.</summary>
internal static class Shrinkage
{
    /// <summary>(1 − ρ)S + ρ·tr(S)/D·I: the sample covariance drawn towards the sphere of the same trace, as far as so few samples ask.</summary>
    /// <param name="covariance">S, [D, D], symmetric, not zero.</param>
    /// <param name="freedom">Degrees of freedom that S was estimated with, at least 1.</param>
    /// <returns>[D, D], positive definite.</returns>
    /// <remarks>
    /// Chen, Wiesel, Eldar and Hero, "Shrinkage Algorithms for MMSE Covariance Estimation", IEEE Transactions on Signal Processing 58, 2010,
    /// equation 23, the oracle approximating shrinkage.
    /// </remarks>
    public static Matrix<double> OracleApproximating(Matrix<double> covariance, int freedom)
    {
        double d = covariance.RowCount;
        double trace = covariance.Trace();
        double squares = Math.Pow(covariance.FrobeniusNorm(), 2); // tr(S²)
        double numerator = (1 - 2 / d) * squares + trace * trace;
        double denominator = (freedom + 1 - 2 / d) * (squares - trace * trace / d);
        double shrinkage = denominator > 0 ? Math.Clamp(numerator / denominator, 0, 1) : 1;
        return covariance * (1 - shrinkage) + Matrix<double>.Build.DenseDiagonal(covariance.RowCount, shrinkage * trace / d);
    }
}
