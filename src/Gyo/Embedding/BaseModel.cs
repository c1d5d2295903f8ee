using Gyo.Embedding.Onnx;

namespace Gyo.Embedding;

/// <summary>The built-in model <c>base</c>: the shipped backbone's own features, so that Gyo answers before anything was trained.</summary>
public static class BaseModel
{
    /// <summary>The name of the model, and its recipe.</summary>
    public const string Name = "base";

    /// <summary>
    /// The stages whose pooled features make the vector: the last with 64 channels, the last with 96, and the end (1280). The early
    /// ones see strokes, shades and patterns, which tell drawings apart; the end sees what things are.
    /// </summary>
    public static IReadOnlyList<int> Taps { get; } = [10, 13, 18];

    /// <summary>Makes the model from the weights in the assembly.</summary>
    /// <returns>A package of 128 × 128 pixels in and 1440 dimensions out.</returns>
    public static ModelPackage Create() => Create(Taps, normalizeTaps: true, new Preprocessing());

    /// <summary>The same with other choices, for measuring them against each other.</summary>
    /// <param name="taps">The stages, 0 to 18.</param>
    /// <param name="normalizeTaps">Whether each tap gets unit length before they are joined, and thereby the same say.</param>
    /// <param name="preprocessing">The size is a multiple of 32.</param>
    internal static ModelPackage Create(IReadOnlyList<int> taps, bool normalizeTaps, Preprocessing preprocessing)
    {
        SafeTensors weights = MobileNetV2Weights.Load();
        OnnxGraph graph = new();
        IEnumerable<string> features = graph.AddMobileNetV2(OnnxGraph.Input, weights, taps); // [N, C] each
        if (normalizeTaps)
        {
            features = features.Select(graph.L2Normalize);
        }

        int dimension = taps.Sum(tap => MobileNetV2.Stages[tap].Out);
        string vectors = graph.L2Normalize(graph.Concat([.. features])); // [N, D]
        return new ModelPackage(
            new ModelManifest
            {
                Preprocessing = preprocessing,
                Dimension = dimension,
                Recipe = Name,
                WeightsLicense = weights.Metadata["license"],
            },
            graph.ToBytes(vectors, preprocessing.Size, dimension));
    }
}
