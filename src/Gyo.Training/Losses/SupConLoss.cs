using TorchSharp;
using static TorchSharp.torch;

namespace Gyo.Training.Losses;

/// <summary>
/// Supervised contrastive loss: each anchor should find its positives among all others of the batch,
/// <code>
/// loss = mean over i with positives:  −1/|P(i)| Σ p∈P(i) log( exp(s(i, p)/τ) / Σ a≠i exp(s(i, a)/τ) )
/// </code>
/// with s the cosine and P(i) the others of i's label. Anchors without positives are left out.
/// </summary>
/// <remarks>Khosla et al., "Supervised Contrastive Learning", NeurIPS 2020, equation 2 (L_out), as a mean over anchors.</remarks>
public sealed class SupConLoss : EmbeddingLoss
{
    private static readonly Scalar Zero = 0f;
    private static readonly Scalar One = 1f;

    // Takes an item out of its own sum. Finite, so that a batch of one has no ∞ − ∞.
    private static readonly Scalar Lowest = float.MinValue;
    private readonly Scalar _temperature;

    /// <summary>Makes the loss.</summary>
    /// <param name="temperature">τ, what cosines are divided by; > 0. 0.1 is the paper's.</param>
    /// <exception cref="ArgumentOutOfRangeException">The temperature is not above 0.</exception>
    public SupConLoss(double temperature = 0.1)
        : base(nameof(SupConLoss))
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(temperature);
        _temperature = temperature;
    }

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor embeddings, Tensor labels)
    {
        var self = Pairs.Self(labels); // [B, B]
        var positives = Pairs.SameLabel(labels) & ~self; // [B, B]
        var counts = positives.sum(1L); // [B]

        var unit = Pairs.Normalize(embeddings); // [B, D]
        var logits = (unit.mm(unit.t()) / _temperature).masked_fill(self, Lowest); // [B, B]
        var surprise = logits.logsumexp(1, keepdim: true) - logits; // [B, B]: −log of the softmax

        var losses = surprise.masked_fill(~positives, Zero).sum(1L) / counts.clamp_min(One); // [B]
        return Pairs.MeanWhere(losses, counts.to(ScalarType.Bool)); // []
    }
}
