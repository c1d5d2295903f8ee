using static TorchSharp.torch;

namespace Gyo.Training.Backbones;

/// <summary>
/// The directions in which classes differ more than their members do, best first (linear discriminant analysis): where a head begins, so
/// that it knows what the backbone knows before it learns anything.
/// </summary>
/// <remarks>Fukunaga, "Introduction to Statistical Pattern Recognition", 1990, section 10.2.</remarks>
internal static class DiscriminantDirections
{
    /// <summary>
    /// This share of the covariance within classes is a sphere: few classes tell only some of its directions, and unseen ones differ in others.
    /// </summary>
    private const double Shrinkage = 0.01;

    /// <summary>Class means closer to their middle than this, in features of unit length, are one: what is left is rounding.</summary>
    private const double SameMeans = 1e-5;

    /// <summary>Keeps directions in which nothing varies from being divided by zero.</summary>
    private const double SmallestVariance = 1e-12;

    private const int ChunkSize = 4096;

    /// <summary>Fits the directions.</summary>
    /// <param name="features">[M, F], float32, of unit length.</param>
    /// <param name="labels">[M], int64, 0 … C−1.</param>
    /// <param name="count">K, at most F.</param>
    /// <exception cref="TrainingException">The classes don't differ at all.</exception>
    /// <returns>Directions [K, F] and centre [F]: directions · (x − centre) varies by about 1 within a class.</returns>
    public static (Tensor Directions, Tensor Centre) Fit(Tensor features, Tensor labels, int count)
    {
        long classes = labels.max().item<long>() + 1;
        Tensor sums = zeros(classes, features.size(1)).index_add_(0, labels, features, 1); // [C, F]
        Tensor means = sums.to(ScalarType.Float64) / bincount(labels).unsqueeze(1); // [C, F]
        Tensor centre = means.mean([0L]); // [F]
        if ((means - centre).norm(1).max().item<double>() < SameMeans)
        {
            throw new TrainingException(
                "The backbone gives the same features for every character. Check that the characters' pictures differ, and --backbone-pixels.");
        }

        Tensor within = Covariance(features, means, labels);
        Tensor sphere = eye(within.size(0), dtype: ScalarType.Float64) * within.trace().div(within.size(0));
        (Tensor lengths, Tensor axes) = linalg.eigh(within.mul(1 - Shrinkage).add(sphere.mul(Shrinkage)));
        Tensor whitening = axes.mul(lengths.clamp_min(SmallestVariance).rsqrt()).t(); // [F, F]
        Tensor about = Covariance(features, centre.unsqueeze(0), zeros_like(labels));
        (_, Tensor best) = linalg.eigh(whitening.mm(about).mm(whitening.t())); // lengths rise
        Tensor directions = best.flip([1L]).narrow(1, 0, count).t().mm(whitening); // [K, F]
        return (directions.to(ScalarType.Float32), centre.to(ScalarType.Float32));
    }

    /// <summary>The mean of (x − m)(x − m)ᵀ with m the mean of x's label: [F, F], float64; in parts, as there may be gigabytes of x.</summary>
    private static Tensor Covariance(Tensor features, Tensor means, Tensor labels)
    {
        Tensor sum = zeros(features.size(1), features.size(1), dtype: ScalarType.Float64);
        for (long first = 0; first < features.size(0); first += ChunkSize)
        {
            using var scope = NewDisposeScope();
            long length = Math.Min(ChunkSize, features.size(0) - first);
            Tensor rest = features.narrow(0, first, length).to(ScalarType.Float64) - means.index_select(0, labels.narrow(0, first, length)); // [m, F]
            sum.add_(rest.t().mm(rest));
        }

        return sum / features.size(0);
    }
}
