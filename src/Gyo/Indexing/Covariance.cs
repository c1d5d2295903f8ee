namespace Gyo.Indexing;

/// <summary>What <see cref="ClassWhitening"/> does with a covariance matrix; matrices are [D, D], row-major, lower triangle.</summary>
internal static class Covariance
{
    /// <summary>Shrinks a sample covariance towards the sphere of the same trace, as far as the number of samples asks, in place.</summary>
    /// <param name="matrix">S. Becomes (1 − ρ)S + ρ·tr(S)/D·I.</param>
    /// <param name="dimension">D.</param>
    /// <param name="freedom">Degrees of freedom that S was estimated with, at least 1.</param>
    /// <returns>False if S is zero, or its shape so unknown that nothing but the sphere is left: then it says nothing.</returns>
    /// <remarks>Chen et al. 2010, equation 23, the oracle approximating shrinkage.</remarks>
    public static bool ShrinkToSphere(double[] matrix, int dimension, int freedom)
    {
        double trace = 0;
        double squares = 0; // tr(S²), the sum of all squared entries
        for (int row = 0; row < dimension; row++)
        {
            trace += matrix[row * dimension + row];
            for (int column = 0; column <= row; column++)
            {
                double value = matrix[row * dimension + column];
                squares += value * value * (column < row ? 2 : 1);
            }
        }

        double d = dimension;
        double numerator = (1 - 2 / d) * squares + trace * trace;
        double denominator = (freedom + 1 - 2 / d) * (squares - trace * trace / d);
        double shrinkage = numerator < denominator ? numerator / denominator : 1;
        if (!(trace > 0) || shrinkage == 1)
        {
            return false;
        }

        for (int row = 0; row < dimension; row++)
        {
            for (int column = 0; column <= row; column++)
            {
                matrix[row * dimension + column] *= 1 - shrinkage;
            }

            matrix[row * dimension + row] += shrinkage * trace / d;
        }

        return true;
    }

    /// <summary>L⁻¹ of the Cholesky factor LLᵀ = S.</summary>
    /// <param name="matrix">S, positive definite. Overwritten with L.</param>
    /// <param name="dimension">D.</param>
    /// <returns>[D, D], row-major, zero above the diagonal.</returns>
    public static float[] InverseFactor(double[] matrix, int dimension)
    {
        for (int row = 0; row < dimension; row++)
        {
            for (int column = 0; column <= row; column++)
            {
                double sum = matrix[row * dimension + column];
                for (int k = 0; k < column; k++)
                {
                    sum -= matrix[row * dimension + k] * matrix[column * dimension + k];
                }

                matrix[row * dimension + column] = column == row ? Math.Sqrt(sum) : sum / matrix[column * dimension + column];
            }
        }

        // Column by column of the identity, L·y = e is solved from above.
        double[] inverse = new double[dimension * dimension];
        for (int column = 0; column < dimension; column++)
        {
            for (int row = column; row < dimension; row++)
            {
                double sum = row == column ? 1 : 0;
                for (int k = column; k < row; k++)
                {
                    sum -= matrix[row * dimension + k] * inverse[k * dimension + column];
                }

                inverse[row * dimension + column] = sum / matrix[row * dimension + row];
            }
        }

        return [.. inverse.Select(v => (float)v)];
    }
}
