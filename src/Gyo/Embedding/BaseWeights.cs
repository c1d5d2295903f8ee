namespace Gyo.Embedding;

/// <summary>The weights of the built-in model <c>base</c>, where every training but the <c>seed</c> recipe's begins.</summary>
/// <remarks>Made by <c>eng/base-model</c>; what they were trained on stands in docs/base-model.md, under which licences in NOTICE.</remarks>
public static class BaseWeights
{
    private const string Resource = "Gyo.Embedding.Weights.base.safetensors";

    /// <summary>
    /// Reads the weights: those of <see cref="MobileNetV2Weights.Load"/>, and the projection of the pooled stages,
    /// <c>head.weight</c> [D, Σ C] and <c>head.bias</c> [D].
    /// </summary>
    public static SafeTensors Load() => WeightsResource.Read(Resource);
}
