using System.Numerics.Tensors;
using Microsoft.Extensions.VectorData;
using Microsoft.Extensions.VectorData.ProviderServices;

namespace Gyo.Extensions.Storing;

/// <summary>A way to compare vectors.</summary>
/// <param name="Name">Its name among <see cref="DistanceFunction"/>.</param>
/// <param name="IsSimilarity">Whether a higher score is closer.</param>
/// <param name="Score">The score of two vectors of the same length.</param>
internal sealed record Metric(string Name, bool IsSimilarity, Metric.Comparison Score)
{
    private static readonly Metric[] All =
    [
        new(DistanceFunction.CosineSimilarity, IsSimilarity: true, (a, b) => TensorPrimitives.CosineSimilarity(a, b)),
        new(DistanceFunction.CosineDistance, IsSimilarity: false, (a, b) => 1 - TensorPrimitives.CosineSimilarity(a, b)),
        new(DistanceFunction.DotProductSimilarity, IsSimilarity: true, (a, b) => TensorPrimitives.Dot(a, b)),
        new(DistanceFunction.NegativeDotProductSimilarity, IsSimilarity: false, (a, b) => -TensorPrimitives.Dot(a, b)),
        new(DistanceFunction.EuclideanDistance, IsSimilarity: false, (a, b) => TensorPrimitives.Distance(a, b)),
        new(DistanceFunction.EuclideanSquaredDistance, IsSimilarity: false, (a, b) => MathF.Pow(TensorPrimitives.Distance(a, b), 2)),
        new(DistanceFunction.ManhattanDistance, IsSimilarity: false, Manhattan),
        new(DistanceFunction.HammingDistance, IsSimilarity: false, (a, b) => TensorPrimitives.HammingDistance(a, b)),
    ];

    /// <summary>The score of two vectors of the same length.</summary>
    public delegate double Comparison(ReadOnlySpan<float> a, ReadOnlySpan<float> b);

    /// <summary>Whether only the angle between vectors counts: Gyo's index answers that.</summary>
    public bool IsCosine => Name is DistanceFunction.CosineSimilarity or DistanceFunction.CosineDistance;

    /// <summary>How a property's vectors are compared; by cosine similarity if it does not say.</summary>
    /// <exception cref="NotSupportedException">There is no such distance function.</exception>
    public static Metric Of(VectorPropertyModel property) => Of(property.DistanceFunction ?? DistanceFunction.CosineSimilarity);

    /// <summary>The metric of a name.</summary>
    /// <exception cref="NotSupportedException">There is none.</exception>
    public static Metric Of(string name) => Array.Find(All, m => m.Name == name)
        ?? throw new NotSupportedException($"Vectors can't be compared by '{name}'; take one of {string.Join(", ", All.Select(m => m.Name))}.");

    /// <summary>Whether a score is at least as close as a threshold.</summary>
    public bool Reaches(double score, double threshold) => IsSimilarity ? score >= threshold : score <= threshold;

    private static double Manhattan(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            sum += Math.Abs(a[i] - b[i]);
        }

        return sum;
    }
}
