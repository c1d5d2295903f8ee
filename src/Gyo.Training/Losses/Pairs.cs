using TorchSharp;
using static TorchSharp.torch;

namespace Gyo.Training.Losses;

/// <summary>The pairs of a batch: which share a label, how far apart they are, and sums over some of them.</summary>
internal static class Pairs
{
    // Below this length an embedding counts as zero, and its gradient stays finite.
    private const double MinimumNorm = 1e-6;

    private static readonly Scalar Zero = 0f;
    private static readonly Scalar One = 1f;
    private static readonly Scalar Two = 2f;
    private static readonly Scalar MinusInfinity = float.NegativeInfinity;

    /// <summary>True on the diagonal: every item paired with itself.</summary>
    /// <param name="labels">[B], int64; only its size and device are used.</param>
    /// <returns>[B, B], bool.</returns>
    public static Tensor Self(Tensor labels) => eye(labels.size(0), dtype: ScalarType.Bool, device: labels.device); // [B, B]

    /// <summary>True where two items share a label, every item with itself included.</summary>
    /// <param name="labels">[B], int64.</param>
    /// <returns>[B, B], bool, symmetric.</returns>
    public static Tensor SameLabel(Tensor labels) => labels.unsqueeze(0) == labels.unsqueeze(1); // [B, B]

    /// <summary>
    /// Squared Euclidean distances ‖a‖² + ‖b‖² − 2ab, rounding below zero cut off and the diagonal exactly zero: as
    /// TensorFlow Addons' <c>pairwise_distance(squared=True)</c>.
    /// </summary>
    /// <param name="embeddings">[B, D], floating.</param>
    /// <param name="self">[B, B], bool: <see cref="Self"/>.</param>
    /// <returns>[B, B], ≥ 0.</returns>
    public static Tensor SquaredDistances(Tensor embeddings, Tensor self)
    {
        var products = embeddings.mm(embeddings.t()); // [B, B]
        var squares = embeddings.square().sum(1L); // [B]
        var distances = squares.unsqueeze(0) - ((products * Two) - squares.unsqueeze(1)); // [B, B]
        return distances.relu().masked_fill(self, Zero); // [B, B]
    }

    /// <summary>Scales every row to unit L2 norm; a zero row stays zero.</summary>
    /// <param name="rows">[N, D], floating.</param>
    /// <returns>[N, D].</returns>
    public static Tensor Normalize(Tensor rows) => nn.functional.normalize(rows, p: 2, dim: 1, eps: MinimumNorm); // [N, D]

    /// <summary>The mean of the chosen values, or 0 with a zero gradient if none is chosen.</summary>
    /// <param name="values">[...], floating.</param>
    /// <param name="chosen">The same shape, bool.</param>
    /// <returns>[].</returns>
    public static Tensor MeanWhere(Tensor values, Tensor chosen) =>
        values.masked_fill(~chosen, Zero).sum() / chosen.sum().clamp_min(One); // []

    /// <summary>log(1 + Σ exp(logit)) over each row's chosen logits, without overflow; 0 for a row without any.</summary>
    /// <param name="logits">[N, M], floating.</param>
    /// <param name="chosen">[N, M], bool.</param>
    /// <returns>[N], ≥ 0.</returns>
    public static Tensor LogOnePlusSumExp(Tensor logits, Tensor chosen)
    {
        var exponents = logits.masked_fill(~chosen, MinusInfinity); // [N, M]
        return nn.functional.pad(exponents, (1L, 0L), value: 0).logsumexp(1); // [N]; the 1 is the exp of the padded 0
    }
}
