using Gyo.Embedding;
using Gyo.Embedding.Onnx;

namespace Gyo.Tests.Embedding;

/// <summary>Models made of the ImageNet weights alone, of any size: quick to make, and what they give can be computed by hand.</summary>
internal static class ImageNetModels
{
    /// <summary>The pooled outputs of some stages, joined.</summary>
    /// <param name="taps">The stages, 0 to 18.</param>
    /// <param name="normalizeTaps">Whether each tap gets unit length before they are joined.</param>
    /// <param name="preprocessing">The size is a multiple of 32.</param>
    public static ModelPackage Create(IReadOnlyList<int> taps, bool normalizeTaps, Preprocessing preprocessing)
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
            new ModelManifest { Preprocessing = preprocessing, Dimension = dimension, Recipe = "imagenet" },
            graph.ToBytes(vectors, preprocessing.Size, dimension));
    }
}
