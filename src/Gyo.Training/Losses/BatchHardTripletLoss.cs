using TorchSharp;
using static TorchSharp.torch;

namespace Gyo.Training.Losses;

/// <summary>
/// Triplet loss of each anchor's farthest positive and nearest negative in the batch:
/// <code>
/// loss = mean over a:  max(0, x + margin)  or, with a soft margin,  log(1 + exp(x))
/// x(a) = max { d(a, p) : p positive } − min { d(a, n) : n negative }
/// </code>
/// with d the Euclidean distance of the embeddings as given. Anchors without a positive or a negative are left out.
/// </summary>
/// <remarks>Hermans, Beyer and Leibe, "In Defense of the Triplet Loss for Person Re-Identification", 2017, equation 5.</remarks>
public sealed class BatchHardTripletLoss : EmbeddingLoss
{
    // The root's slope is endless at 0; below a distance of 1e-6 there is no gradient.
    private static readonly Scalar SmallestSquare = 1e-12;
    private static readonly Scalar Zero = 0f;
    private static readonly Scalar Infinity = float.PositiveInfinity;
    private readonly Scalar? _minusMargin;

    /// <summary>Makes the loss.</summary>
    /// <param name="margin">How much farther, in distance, a negative should be than the positive; ≥ 0; null for the soft margin.</param>
    /// <exception cref="ArgumentOutOfRangeException">The margin is negative.</exception>
    public BatchHardTripletLoss(double? margin = 0.2)
        : base(nameof(BatchHardTripletLoss))
    {
        if (margin is { } hard)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(hard, nameof(margin));
            _minusMargin = -hard;
        }
    }

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor embeddings, Tensor labels)
    {
        var self = Pairs.Self(labels); // [B, B]
        var same = Pairs.SameLabel(labels); // [B, B]
        var positives = same & ~self; // [B, B]
        var squares = Pairs.SquaredDistances(embeddings, self); // [B, B]

        var farthestPositive = squares.masked_fill(~positives, Zero).amax([1L]).clamp_min(SmallestSquare).sqrt(); // [B]
        var nearestNegative = squares.masked_fill(same, Infinity).amin([1L]).clamp_min(SmallestSquare).sqrt(); // [B]
        var excess = farthestPositive - nearestNegative; // [B]; −∞ without negatives

        var losses = _minusMargin is null ? excess.softplus() : (excess - _minusMargin).relu(); // [B]
        return Pairs.MeanWhere(losses, positives.any(1) & (~same).any(1)); // []
    }
}
