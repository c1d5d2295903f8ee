using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Gyo.Training.Losses;

/// <summary>
/// A loss that learns one vector per class, its proxy, and compares embeddings with proxies by cosine. The proxies are
/// its only parameter, so <c>parameters()</c> is what an optimiser gets beside the network's, at a rate of its own.
/// </summary>
public abstract class ProxyLoss : EmbeddingLoss
{
    /// <summary>Draws the proxies from N(0, 2/C), Kaiming's normal by fan-out as Kim et al. 2020 do.</summary>
    /// <param name="name">The module's name.</param>
    /// <param name="numClasses">C: labels are 0 … C−1; ≥ 1.</param>
    /// <param name="dimension">D of the embeddings; ≥ 1.</param>
    /// <param name="seed">Of the draw: the same seed gives the same proxies.</param>
    /// <exception cref="ArgumentOutOfRangeException">A count is below 1.</exception>
    private protected ProxyLoss(string name, int numClasses, int dimension, long seed)
        : base(name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(numClasses, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        using var generator = new Generator(unchecked((ulong)seed));
        register_parameter("proxies", new Parameter(empty(numClasses, dimension).normal_(0, Math.Sqrt(2.0 / numClasses), generator))); // [C, D]
    }

    /// <summary>One learned vector per class: [C, D], float32, of any length; only its direction counts.</summary>
    public sealed override Parameter Proxies => get_parameter("proxies")!;

    /// <summary>The cosine of every proxy with every embedding.</summary>
    /// <param name="embeddings">[B, D], floating, of any length.</param>
    /// <returns>[C, B], in [−1, 1].</returns>
    /// <exception cref="ArgumentException">The embeddings have another dimension than the proxies.</exception>
    private protected Tensor Cosines(Tensor embeddings)
    {
        if (embeddings.size(1) != Proxies.size(1))
        {
            throw new ArgumentException($"Embeddings have {embeddings.size(1)} dimensions, proxies {Proxies.size(1)}.", nameof(embeddings));
        }

        return Pairs.Normalize(Proxies).mm(Pairs.Normalize(embeddings).t()); // [C, B]
    }

    /// <summary>True where an embedding belongs to a proxy's class.</summary>
    /// <param name="labels">[B], int64, in [0, C).</param>
    /// <returns>[C, B], bool.</returns>
    /// <exception cref="ArgumentException">A label is outside [0, C).</exception>
    private protected Tensor Members(Tensor labels)
    {
        long smallest = labels.min().item<long>();
        long largest = labels.max().item<long>();
        if (smallest < 0 || largest >= Proxies.size(0))
        {
            throw new ArgumentException($"Labels lie in {smallest} … {largest}; this loss knows 0 … {Proxies.size(0) - 1}.", nameof(labels));
        }

        return nn.functional.one_hot(labels, Proxies.size(0)).t().to(ScalarType.Bool); // [C, B]
    }
}
