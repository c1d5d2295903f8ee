using Gyo.Embedding.Onnx;

namespace Gyo.Embedding;

/// <summary>
/// The built-in model <c>base</c>: it was trained on many thousand drawn identities and answers about characters that it never saw, so
/// that Gyo answers before anything was trained. docs/base-model.md is its card.
/// </summary>
public static class BaseModel
{
    /// <summary>The name of the model, and of its recipe.</summary>
    public const string Name = "base";

    /// <summary>Makes the model from the weights in the assembly.</summary>
    /// <returns>A package of 128 × 128 pixels in and 128 dimensions out.</returns>
    public static ModelPackage Create()
    {
        SafeTensors weights = BaseWeights.Load();
        var preprocessing = new Preprocessing();
        return new ModelPackage(
            new ModelManifest
            {
                Preprocessing = preprocessing,
                Dimension = weights[$"{MultiStageGraph.Head}.bias"].Values.Length,
                Recipe = Name,
                WeightsLicense = weights.Metadata["license"],
            },
            MultiStageGraph.ToBytes(weights, preprocessing.Size));
    }
}
