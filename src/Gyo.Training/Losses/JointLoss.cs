using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Gyo.Training.Losses;

/// <summary>Two losses of one batch, <c>main + weight · second</c>: proxies that know all classes, and pairs that see each other.</summary>
public sealed class JointLoss : EmbeddingLoss
{
    private readonly EmbeddingLoss _main;
    private readonly EmbeddingLoss _second;
    private readonly Tensor _weight;

    /// <summary>Joins two losses, whose parameters become this one's.</summary>
    /// <param name="main">Counts as it is.</param>
    /// <param name="second">Counts <paramref name="weight"/> times.</param>
    /// <param name="weight">≥ 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The weight is negative.</exception>
    public JointLoss(EmbeddingLoss main, EmbeddingLoss second, double weight)
        : base(nameof(JointLoss))
    {
        ArgumentOutOfRangeException.ThrowIfNegative(weight);
        _main = main;
        _second = second;
        _weight = tensor((float)weight).DetachFromDisposeScope();
        register_module("main", main);
        register_module("second", second);
    }

    /// <inheritdoc/>
    public override Parameter? Proxies => _main.Proxies ?? _second.Proxies;

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor embeddings, Tensor labels) =>
        (_second.call(embeddings, labels) * _weight.to(embeddings.device)).add(_main.call(embeddings, labels)); // []

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _weight.Dispose();
        }

        base.Dispose(disposing);
    }
}
