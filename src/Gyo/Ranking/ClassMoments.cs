using System.Numerics.Tensors;
using MathNet.Numerics.LinearAlgebra;

namespace Gyo.Ranking;

/// <summary>The first two moments of labelled vectors: the mean of each class, and how vectors scatter about it.</summary>
internal sealed class ClassMoments
{
    /// <summary>
    /// The mean of C classes counts C / (C + 2): with one or two classes it is rather the look of these classes than of all pictures.
    /// </summary>
    private const double ClassesUntilCentred = 2;

    private readonly double[]? _scatter; // [D, D], the lower triangle of Σ (x − mean of x's class)(…)ᵀ
    private readonly double _trace; // its trace

    private ClassMoments(int dimension, double[][] means, int[] counts, double[]? scatter, double trace) =>
        (Dimension, Means, Counts, _scatter, _trace) = (dimension, means, counts, scatter, trace);

    /// <summary>D, the length of the vectors.</summary>
    public int Dimension { get; }

    /// <summary>The mean of each class that has a vector, C of D numbers.</summary>
    public double[][] Means { get; }

    /// <summary>How many vectors each of them is the mean of.</summary>
    public int[] Counts { get; }

    /// <summary>Degrees of freedom of <see cref="Within"/>: vectors less classes. 0 when no class has two.</summary>
    public int Freedom => Counts.Sum() - Counts.Length;

    /// <summary>The mean of the class means, drawn towards 0 where classes are few: D numbers.</summary>
    public double[] Centre() => Scaled(MeanOfMeans(), Means.Length / (Means.Length + ClassesUntilCentred));

    /// <summary>
    /// Covariance of vectors about the means of their classes, pooled: [D, D]. Needs <see cref="Freedom"/> above 0, and moments that were
    /// taken with scatter.
    /// </summary>
    public Matrix<double> Within() => Matrix<double>.Build.Dense(
        Dimension, Dimension, (row, column) => _scatter![Math.Max(row, column) * Dimension + Math.Min(row, column)] / Freedom);

    /// <summary>Covariance of the class means about their mean: [D, D]. Needs two classes.</summary>
    public Matrix<double> Between()
    {
        double[] centre = MeanOfMeans();
        Matrix<double> residuals = Matrix<double>.Build.Dense(Means.Length, Dimension, (c, d) => Means[c][d] - centre[d]); // [C, D]
        return residuals.TransposeThisAndMultiply(residuals) / (Means.Length - 1);
    }

    /// <summary>The mean square of the vectors' numbers about a point, over all dimensions.</summary>
    /// <param name="point">D numbers.</param>
    public double MeanSquareAbout(double[] point)
    {
        double sum = _trace;
        foreach ((double[] mean, int count) in Means.Zip(Counts))
        {
            sum += count * Math.Pow(TensorPrimitives.Distance<double>(mean, point), 2);
        }

        return sum / Dimension / Counts.Sum();
    }

    /// <summary>Takes the moments of vectors.</summary>
    /// <param name="dimension">D.</param>
    /// <param name="labels">The class of each vector.</param>
    /// <param name="vectorOf">Gives the vector of a place in <paramref name="labels"/>, D floats.</param>
    /// <param name="scatter">Whether <see cref="Within"/> is wanted, which takes D² numbers.</param>
    public static ClassMoments Of(int dimension, IReadOnlyList<string> labels, Func<int, ReadOnlyMemory<float>> vectorOf, bool scatter = true)
    {
        Dictionary<string, int> classes = new(StringComparer.Ordinal);
        int[] classOf = new int[labels.Count];
        List<double[]> means = [];
        List<int> counts = [];
        for (int i = 0; i < labels.Count; i++)
        {
            if (!classes.TryGetValue(labels[i], out int c))
            {
                classes[labels[i]] = c = means.Count;
                means.Add(new double[dimension]);
                counts.Add(0);
            }

            classOf[i] = c;
            counts[c]++;
            Add(vectorOf(i).Span, means[c]);
        }

        for (int c = 0; c < means.Count; c++)
        {
            TensorPrimitives.Divide(means[c], counts[c], means[c]);
        }

        double[]? sums = scatter ? new double[dimension * dimension] : null;
        double trace = 0;
        double[] residual = new double[dimension];
        for (int i = 0; i < labels.Count; i++)
        {
            TensorPrimitives.Negate(means[classOf[i]], residual);
            Add(vectorOf(i).Span, residual);
            trace += TensorPrimitives.SumOfSquares<double>(residual);
            for (int row = 0; sums is not null && row < dimension; row++)
            {
                Span<double> triangle = sums.AsSpan(row * dimension, row + 1);
                TensorPrimitives.MultiplyAdd(residual.AsSpan(0, row + 1), residual[row], triangle, triangle);
            }
        }

        return new ClassMoments(dimension, [.. means], [.. counts], sums, trace);
    }

    private double[] MeanOfMeans()
    {
        double[] sum = new double[Dimension];
        foreach (double[] mean in Means)
        {
            TensorPrimitives.Add<double>(sum, mean, sum);
        }

        return Scaled(sum, 1.0 / Means.Length);
    }

    private static double[] Scaled(double[] vector, double factor) => [.. vector.Select(x => x * factor)];

    private static void Add(ReadOnlySpan<float> vector, double[] sum)
    {
        if (vector.Length != sum.Length)
        {
            throw new ArgumentException($"A vector of {vector.Length} numbers met others of {sum.Length}.", nameof(vector));
        }

        for (int d = 0; d < sum.Length; d++)
        {
            sum[d] += vector[d];
        }
    }
}
