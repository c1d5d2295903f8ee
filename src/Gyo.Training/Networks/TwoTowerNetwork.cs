using Gyo.Embedding;
using Gyo.Embedding.Onnx;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gyo.Training.Networks;

/// <summary>
/// The reference system's network: two MobileNetV2 towers with ImageNet weights, one frozen, one trainable, each followed
/// by Dense(1280, relu); joined; Dense(2560, relu); Dense(16); normalised.
/// </summary>
internal sealed class TwoTowerNetwork : EmbeddingNetwork
{
    private const int Width = 1280;
    private static readonly int[] LastStage = [MobileNetV2.Stages.Count - 1];

    private readonly Recipe _recipe;
    private readonly MobileNetTower _frozen;
    private readonly MobileNetTower _trainable;
    private readonly Linear _afterFrozen;
    private readonly Linear _afterTrainable;
    private readonly Linear _joint;
    private readonly Linear _output;

    public TwoTowerNetwork(Recipe recipe, SafeTensors weights, Generator generator) : base(recipe.Name)
    {
        _recipe = recipe;
        _frozen = new MobileNetTower("frozen", weights, MobileNetV2.Stages.Count, LastStage);
        _trainable = new MobileNetTower("trainable", weights, recipe.FrozenStages, LastStage, recipe.BatchNormMomentum);
        _afterFrozen = Dense(Width, Width, generator);
        _afterTrainable = Dense(Width, Width, generator);
        _joint = Dense(2 * Width, 2 * Width, generator);
        _output = Dense(2 * Width, recipe.Dimension, generator);
        register_module("frozen", _frozen);
        register_module("trainable", _trainable);
        register_module("after_frozen", _afterFrozen);
        register_module("after_trainable", _afterTrainable);
        register_module("joint", _joint);
        register_module("output", _output);
    }

    public override IEnumerable<Parameter> BackboneParameters => _trainable.parameters();

    public override IEnumerable<Parameter> HeadParameters =>
        new[] { _afterFrozen, _afterTrainable, _joint, _output }.SelectMany(layer => layer.parameters());

    public override Tensor? FrozenFeatures(Tensor pictures) => _frozen.call(pictures); // [B, 1280]

    public override Tensor forward(Tensor pictures, Tensor? frozenFeatures)
    {
        Tensor fixedHalf = functional.relu(_afterFrozen.call(frozenFeatures ?? _frozen.call(pictures))); // [B, 1280]
        Tensor tunedHalf = functional.relu(_afterTrainable.call(_trainable.call(pictures))); // [B, 1280]
        Tensor joint = functional.relu(_joint.call(cat([fixedHalf, tunedHalf], 1))); // [B, 2560]
        return functional.normalize(_output.call(joint), p: 2, dim: 1); // [B, D]
    }

    public override SafeTensors Weights() => new(
    [
        .. _frozen.Weights("frozen.").Tensors,
        .. _trainable.Weights("trainable.").Tensors,
        .. Weights("after_frozen", _afterFrozen),
        .. Weights("after_trainable", _afterTrainable),
        .. Weights("joint", _joint),
        .. Weights("output", _output),
    ]);

    public override byte[] ToOnnx()
    {
        var graph = new OnnxGraph();
        string fixedHalf = graph.Relu(Write(graph, _frozen.Write(graph, "frozen."), "after_frozen", _afterFrozen));
        string tunedHalf = graph.Relu(Write(graph, _trainable.Write(graph, "trainable."), "after_trainable", _afterTrainable));
        string joint = graph.Relu(Write(graph, graph.Concat([fixedHalf, tunedHalf]), "joint", _joint));
        return graph.ToBytes(graph.L2Normalize(Write(graph, joint, "output", _output)), _recipe.AnswerSize ?? _recipe.Size, _recipe.Dimension);
    }
}
