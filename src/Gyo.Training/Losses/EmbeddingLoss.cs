using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Gyo.Training.Losses;

/// <summary>
/// What training makes small: a scalar that says how badly the embeddings of one batch tell their labels apart. Its
/// <c>parameters()</c> are the proxies or class weights it learns beside the network; most losses have none.
/// </summary>
/// <remarks>
/// The garbage collector can free a temporary <see cref="Scalar"/> while the native call still reads it. The losses make
/// none: numbers that enter a tensor operation are kept as fields, and <c>−</c> stands where TorchSharp's <c>+</c>, which
/// makes one of its own, would read more naturally.
/// </remarks>
/// <param name="name">The module's name, as TorchSharp prints it.</param>
public abstract class EmbeddingLoss(string name) : nn.Module<Tensor, Tensor, Tensor>(name)
{
    /// <summary>One learned vector per class, [C, D], float32; null for a loss that looks at pairs only.</summary>
    public virtual Parameter? Proxies => null;

    /// <summary>Computes the loss of one batch; every intermediate tensor is freed before it returns.</summary>
    /// <param name="embeddings">[B, D], B ≥ 1, float32 or float64; each loss says whether it looks at their length.</param>
    /// <param name="labels">[B], int64: the class of each embedding.</param>
    /// <returns>
    /// [], of the embeddings' type, finite for finite embeddings. A batch that holds nothing to learn from gives 0 with a
    /// zero gradient, so <c>backward()</c> never throws.
    /// </returns>
    /// <exception cref="ArgumentException">The shapes or types are not as stated.</exception>
    public sealed override Tensor forward(Tensor embeddings, Tensor labels)
    {
        if (embeddings.dim() != 2 || embeddings.size(0) == 0)
        {
            throw new ArgumentException($"Embeddings have the shape [{string.Join(", ", embeddings.shape)}]; give [B, D] with B ≥ 1.", nameof(embeddings));
        }

        if (labels.dim() != 1 || labels.size(0) != embeddings.size(0) || labels.dtype != ScalarType.Int64)
        {
            throw new ArgumentException(
                $"Labels are {labels.dtype} [{string.Join(", ", labels.shape)}]; give Int64 [{embeddings.size(0)}], one per embedding.", nameof(labels));
        }

        using var scope = NewDisposeScope();
        return Compute(embeddings, labels).MoveToOuterDisposeScope();
    }

    /// <summary>The loss itself, of arguments already checked; runs inside a dispose scope of its own.</summary>
    /// <param name="embeddings">[B, D], as given to <see cref="forward"/>.</param>
    /// <param name="labels">[B], int64.</param>
    /// <returns>[], connected to the embeddings.</returns>
    protected abstract Tensor Compute(Tensor embeddings, Tensor labels);
}
