using Gyo.Embedding;
using Gyo.Embedding.Onnx;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gyo.Training.Networks;

/// <summary>
/// One MobileNetV2 whose 64-channel, 96-channel and last stages are pooled and joined (small parts count as much as the
/// whole), then projected linearly and normalised: <see cref="MultiStageGraph"/> with autograd.
/// </summary>
internal sealed class MultiStageNetwork : EmbeddingNetwork
{
    private readonly Recipe _recipe;
    private readonly MobileNetTower _tower;
    private readonly Linear _head;

    public MultiStageNetwork(Recipe recipe, SafeTensors weights, Generator generator) : base(recipe.Name)
    {
        _recipe = recipe;
        _tower = new MobileNetTower("tower", weights, recipe.FrozenStages, MultiStageGraph.Taps, recipe.BatchNormMomentum);
        _head = Dense(_tower.Width, recipe.Dimension, generator);
        if (weights.Contains($"{MultiStageGraph.Head}.weight") && weights[$"{MultiStageGraph.Head}.weight"].Shape[0] == recipe.Dimension)
        {
            _head.weight.Restore(weights[$"{MultiStageGraph.Head}.weight"]);
            _head.bias!.Restore(weights[$"{MultiStageGraph.Head}.bias"]);
        }

        register_module("tower", _tower);
        register_module(MultiStageGraph.Head, _head);
    }

    public override IEnumerable<Parameter> BackboneParameters => _tower.parameters();

    public override IEnumerable<Parameter> HeadParameters => _head.parameters();

    public override FrozenStages? LowerStages() => _tower.Frozen(_recipe.Size);

    public override Tensor forward(Tensor pictures, Tensor? frozenFeatures)
    {
        Tensor features = _tower.call(pictures); // [B, 1440]
        return functional.normalize(_head.call(features), p: 2, dim: 1); // [B, D]
    }

    public override SafeTensors Weights() => new([.. _tower.Weights().Tensors, .. Weights(MultiStageGraph.Head, _head)]);

    public override byte[] ToOnnx() => MultiStageGraph.ToBytes(Weights(), _recipe.AnswerSize ?? _recipe.Size);
}
