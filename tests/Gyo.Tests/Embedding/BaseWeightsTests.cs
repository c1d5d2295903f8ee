using Gyo.Embedding;
using Gyo.Embedding.Onnx;

namespace Gyo.Tests.Embedding;

public sealed class BaseWeightsTests
{
    private static readonly SafeTensors Weights = BaseWeights.Load();

    [Fact]
    public void Load_Always_GivesTheBackboneAndItsProjection()
    {
        SafeTensors start = MobileNetV2Weights.Load();
        NamedTensor head = Weights[$"{MultiStageGraph.Head}.weight"];
        int features = MultiStageGraph.Taps.Sum(tap => MobileNetV2.Stages[tap].Out);

        Assert.All(start.Tensors, tensor => Assert.Equal(tensor.Shape, Weights[tensor.Name].Shape));
        Assert.Equal([128, features], head.Shape);
        Assert.Equal([128], Weights[$"{MultiStageGraph.Head}.bias"].Shape);
        Assert.Equal(start.Tensors.Count + 2, Weights.Tensors.Count);
        Assert.All(Weights.Tensors, t => Assert.All(t.Values, v => Assert.True(float.IsFinite(v))));
    }

    [Fact]
    public void Load_Metadata_NamesSourcesAndLicence()
    {
        Assert.StartsWith("Trained by eng/base-model", Weights.Metadata["source"], StringComparison.Ordinal);
        Assert.Contains("Apache-2.0", Weights.Metadata["license"], StringComparison.Ordinal);
        Assert.Contains("CC BY", Weights.Metadata["license"], StringComparison.Ordinal);
    }

    [Fact]
    public void File_InTheRepository_IsSmallEnoughToShip() => Assert.InRange(
        new FileInfo(Path.Combine(Repository.Root, "src/Gyo/Embedding/Weights/base.safetensors")).Length, 1, 6_000_000);
}
