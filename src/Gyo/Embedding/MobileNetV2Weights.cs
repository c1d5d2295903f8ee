namespace Gyo.Embedding;

/// <summary>The MobileNetV2 weights that come inside the library.</summary>
/// <remarks>Where they come from and under which licence stands in the file's metadata and in NOTICE.</remarks>
public static class MobileNetV2Weights
{
    private const string Resource = "Gyo.Embedding.Weights.mobilenet_v2.safetensors";

    /// <summary>
    /// Reads the weights: for every convolution of <see cref="MobileNetV2.Stages"/> <c>{name}.kernel</c>
    /// [Out, In / groups, k, k] and <c>{name}.gamma</c>, <c>.beta</c>, <c>.mean</c>, <c>.variance</c> [Out].
    /// </summary>
    public static SafeTensors Load() => WeightsResource.Read(Resource);
}
