using TorchSharp;
using static TorchSharp.torch;

namespace Gyo.Training.Losses;

/// <summary>
/// Every class's proxy is an anchor that pulls the batch's members of its class and pushes all others, the hard ones most:
/// <code>
/// loss = 1/|P⁺| Σ p∈P⁺ log(1 + Σ x∈X⁺p exp(−α(s(x, p) − δ))) + 1/|P| Σ p∈P log(1 + Σ x∈X⁻p exp(α(s(x, p) + δ)))
/// </code>
/// with s the cosine, P all proxies, P⁺ those whose class is in the batch, X⁺p and X⁻p the batch's members and others.
/// </summary>
/// <remarks>Kim, Kim, Cho and Kwak, "Proxy Anchor Loss for Deep Metric Learning", CVPR 2020, equation 4.</remarks>
public sealed class ProxyAnchorLoss : ProxyLoss
{
    private readonly Scalar _margin;
    private readonly Scalar _minusMargin;
    private readonly Scalar _alpha;
    private readonly Scalar _minusAlpha;

    /// <summary>Makes the loss and draws its proxies.</summary>
    /// <param name="numClasses">C: labels are 0 … C−1; ≥ 1.</param>
    /// <param name="dimension">D of the embeddings; ≥ 1.</param>
    /// <param name="margin">δ, in cosine; ≥ 0. 0.1 is the paper's.</param>
    /// <param name="alpha">α, how much the hardest count; > 0. 32 is the paper's.</param>
    /// <param name="seed">Of the proxies.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public ProxyAnchorLoss(int numClasses, int dimension, double margin = 0.1, double alpha = 32, long seed = 0)
        : base(nameof(ProxyAnchorLoss), numClasses, dimension, seed)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(margin);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(alpha);
        _margin = margin;
        _minusMargin = -margin;
        _alpha = alpha;
        _minusAlpha = -alpha;
    }

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor embeddings, Tensor labels)
    {
        var cosines = Cosines(embeddings); // [C, B]
        var members = Members(labels); // [C, B]

        var pull = Pairs.LogOnePlusSumExp((cosines - _margin) * _minusAlpha, members); // [C]
        var push = Pairs.LogOnePlusSumExp((cosines - _minusMargin) * _alpha, ~members); // [C]
        return stack([Pairs.MeanWhere(pull, members.any(1)), push.mean()]).sum(); // []
    }
}
