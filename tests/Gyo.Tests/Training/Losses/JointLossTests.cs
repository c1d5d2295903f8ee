using Gyo.Training.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace Gyo.Tests.Training.Losses;

public sealed class JointLossTests
{
    private const double Rounding = 1e-5;

    [Fact]
    public void Forward_TwoLosses_IsTheirWeightedSum()
    {
        using DisposeScope scope = NewDisposeScope();
        using var cosFace = new CosFaceLoss(3, 4, seed: 2);
        using var supCon = new SupConLoss();
        using var joint = new JointLoss(cosFace, supCon, 0.5);
        Tensor embeddings = rand([6, 4], generator: new Generator(1));
        Tensor labels = tensor(new long[] { 0, 0, 1, 1, 2, 2 });

        double expected = cosFace.call(embeddings, labels).item<float>() + 0.5 * supCon.call(embeddings, labels).item<float>();

        Assert.Equal(expected, joint.call(embeddings, labels).item<float>(), Rounding);
        Assert.Same(cosFace.Proxies, joint.Proxies);
        Assert.Single(joint.parameters());
    }

    [Fact]
    public void Constructor_NegativeWeight_IsRefused()
    {
        using var main = new SupConLoss();
        using var second = new SupConLoss();
        Assert.Throws<ArgumentOutOfRangeException>(() => new JointLoss(main, second, -1));
    }
}
