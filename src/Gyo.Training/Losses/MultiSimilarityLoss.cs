using TorchSharp;
using static TorchSharp.torch;

namespace Gyo.Training.Losses;

/// <summary>
/// Mines the pairs that are hard beside the anchor's other pairs, then weighs them softly:
/// <code>
/// loss = mean over i:  1/α log(1 + Σ p∈P(i) exp(−α(s(i, p) − λ))) + 1/β log(1 + Σ n∈N(i) exp(β(s(i, n) − λ)))
/// P(i): positives with s(i, p) − ε &lt; the anchor's greatest s(i, n)     N(i): negatives with s(i, n) + ε > its least s(i, p)
/// </code>
/// with s the cosine. An anchor without positives, or without negatives, has nothing to compare with and adds 0.
/// </summary>
/// <remarks>
/// Wang et al., "Multi-Similarity Loss with General Pair Weighting for Deep Metric Learning", CVPR 2019, equations 11, 12
/// and 15.
/// </remarks>
public sealed class MultiSimilarityLoss : EmbeddingLoss
{
    private static readonly Scalar Infinity = float.PositiveInfinity;
    private static readonly Scalar MinusInfinity = float.NegativeInfinity;
    private readonly Scalar _minusAlpha;
    private readonly Scalar _alpha;
    private readonly Scalar _beta;
    private readonly Scalar _threshold;
    private readonly Scalar _epsilon;

    /// <summary>Makes the loss; the defaults are the paper's, λ that of its authors' code.</summary>
    /// <param name="alpha">α, how much the least similar positives count; > 0.</param>
    /// <param name="beta">β, how much the most similar negatives count; > 0.</param>
    /// <param name="threshold">λ, the cosine that parts positives from negatives.</param>
    /// <param name="epsilon">ε, the slack of the mining, in cosine; ≥ 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public MultiSimilarityLoss(double alpha = 2, double beta = 50, double threshold = 0.5, double epsilon = 0.1)
        : base(nameof(MultiSimilarityLoss))
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(alpha);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(beta);
        ArgumentOutOfRangeException.ThrowIfNegative(epsilon);
        _alpha = alpha;
        _minusAlpha = -alpha;
        _beta = beta;
        _threshold = threshold;
        _epsilon = epsilon;
    }

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor embeddings, Tensor labels)
    {
        var same = Pairs.SameLabel(labels); // [B, B]
        var positives = same & ~Pairs.Self(labels); // [B, B]
        var unit = Pairs.Normalize(embeddings); // [B, D]
        var cosines = unit.mm(unit.t()); // [B, B]

        var greatestNegative = cosines.masked_fill(same, MinusInfinity).amax([1L], keepdim: true); // [B, 1]
        var leastPositive = cosines.masked_fill(~positives, Infinity).amin([1L], keepdim: true); // [B, 1]
        var hardPositives = positives & (cosines - _epsilon < greatestNegative); // [B, B]
        var hardNegatives = ~same & (cosines > leastPositive - _epsilon); // [B, B]

        var excess = cosines - _threshold; // [B, B]
        var pull = Pairs.LogOnePlusSumExp(excess * _minusAlpha, hardPositives) / _alpha; // [B]
        var push = Pairs.LogOnePlusSumExp(excess * _beta, hardNegatives) / _beta; // [B]
        return stack([pull.mean(), push.mean()]).sum(); // []
    }
}
