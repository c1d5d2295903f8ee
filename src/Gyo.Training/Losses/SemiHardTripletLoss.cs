using TorchSharp;
using static TorchSharp.torch;

namespace Gyo.Training.Losses;

/// <summary>
/// Triplet loss that pairs each anchor and positive with the nearest negative beyond the positive:
/// <code>
/// loss = mean over (a, p), a ≠ p, of the same label:  max(0, D(a, p) − dn(a, p) + margin)
/// dn(a, p) = min { D(a, n) : D(a, n) > D(a, p) },  else the anchor's farthest negative,  else 0
/// </code>
/// with D the squared Euclidean distance of the embeddings as given; nothing is normalised here.
/// </summary>
/// <remarks>
/// Schroff, Kalenichenko and Philbin, "FaceNet", CVPR 2015, section 3.2, in the reading of TensorFlow Addons'
/// <c>TripletSemiHardLoss</c>, which it equals but for a batch without positive pairs: 0 here, NaN there. The
/// comparison of all triplets takes B³ floats a few times over: 1 MB each at B = 64, 64 MB at B = 256.
/// </remarks>
public sealed class SemiHardTripletLoss : EmbeddingLoss
{
    private static readonly Scalar Zero = 0f;
    private static readonly Scalar Infinity = float.PositiveInfinity;
    private readonly Scalar _margin;

    /// <summary>Makes the loss.</summary>
    /// <param name="margin">How much farther, in squared distance, a negative should be than the positive; ≥ 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The margin is negative.</exception>
    public SemiHardTripletLoss(double margin = 1.0)
        : base(nameof(SemiHardTripletLoss))
    {
        ArgumentOutOfRangeException.ThrowIfNegative(margin);
        _margin = margin;
    }

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor embeddings, Tensor labels)
    {
        var self = Pairs.Self(labels); // [B, B]
        var same = Pairs.SameLabel(labels); // [B, B]
        var distances = Pairs.SquaredDistances(embeddings, self); // [B, B]

        var beyond = ~same.unsqueeze(1) & (distances.unsqueeze(1) > distances.unsqueeze(2)); // [B, B, B]: anchor, positive, negative
        var nearestBeyond = distances.unsqueeze(1).masked_fill(~beyond, Infinity).amin([2L]); // [B, B]
        var farthest = distances.masked_fill(same, Zero).amax([1L], keepdim: true); // [B, 1]
        var negative = where(beyond.any(2), nearestBeyond, farthest); // [B, B]

        var hinge = (distances - (negative - _margin)).relu(); // [B, B]
        return Pairs.MeanWhere(hinge, same & ~self); // []
    }
}
