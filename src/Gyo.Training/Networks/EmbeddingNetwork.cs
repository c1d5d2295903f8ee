using Gyo.Embedding;
using Gyo.Embedding.Onnx;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gyo.Training.Networks;

/// <summary>A network that turns pictures into unit vectors and can be trained and exported.</summary>
internal abstract class EmbeddingNetwork : Module<Tensor, Tensor?, Tensor>
{
    protected EmbeddingNetwork(string name) : base(name)
    {
    }

    /// <summary>Builds the network of a recipe from the weights that it begins with.</summary>
    /// <param name="recipe">Decides the shape.</param>
    /// <param name="seed">Seeds the layers that have no weights to start from.</param>
    public static EmbeddingNetwork Create(Recipe recipe, int seed)
    {
        SafeTensors weights = recipe.LoadStartWeights();
        using var generator = new Generator((ulong)seed, CPU);
        return recipe.Network switch
        {
            NetworkKind.TwoTowers => new TwoTowerNetwork(recipe, weights, generator),
            NetworkKind.MultiStage => new MultiStageNetwork(recipe, weights, generator),
            _ => throw new ArgumentOutOfRangeException(nameof(recipe), recipe.Network, "No network of this kind."),
        };
    }

    /// <summary>The pretrained part; learns at the recipe's own rate.</summary>
    public abstract IEnumerable<Parameter> BackboneParameters { get; }

    /// <summary>The layers that start from noise.</summary>
    public abstract IEnumerable<Parameter> HeadParameters { get; }

    /// <summary>What a frozen part makes of pictures, [B, 3, S, S] -> [B, F], so that it is computed once; null if there is nothing to keep.</summary>
    public virtual Tensor? FrozenFeatures(Tensor pictures) => null;

    /// <summary>
    /// The lowest stages, through which the pictures of a batch can go before they come here; null if the network wants pictures.
    /// </summary>
    public virtual FrozenStages? LowerStages() => null;

    /// <summary>[B, 3, S, S], normalised (or what <see cref="LowerStages"/> makes of it), and what <see cref="FrozenFeatures"/> gave for them (or null) -> [B, D] of unit length.</summary>
    public abstract override Tensor forward(Tensor pictures, Tensor? frozenFeatures);

    /// <summary>The weights as they are now, from which another training can begin.</summary>
    public abstract SafeTensors Weights();

    /// <summary>The network as it is now, as an ONNX model with BatchNorm folded.</summary>
    public abstract byte[] ToOnnx();

    /// <summary>Adds a dense layer to a graph and returns the name of its output.</summary>
    protected static string Write(OnnxGraph graph, string input, string name, Linear layer) =>
        graph.Dense(input, name, layer.weight.ToNamed("weight").Values, layer.bias!.ToNamed("bias").Values);

    /// <summary>A dense layer's weights under their names in a weights file.</summary>
    protected static IEnumerable<NamedTensor> Weights(string name, Linear layer) =>
        [layer.weight.ToNamed($"{name}.weight"), layer.bias!.ToNamed($"{name}.bias")];

    /// <summary>A dense layer as Keras starts it: Glorot-uniform weights, zero bias (Glorot &amp; Bengio 2010, eq. 16).</summary>
    protected static Linear Dense(long inputs, long outputs, Generator generator)
    {
        Linear layer = Linear(inputs, outputs);
        double limit = Math.Sqrt(6.0 / (inputs + outputs));
        using IDisposable frozen = no_grad();
        using Tensor start = (rand([outputs, inputs], generator: generator) * 2 - 1) * limit;
        layer.weight.copy_(start);
        layer.bias!.zero_();
        return layer;
    }
}
