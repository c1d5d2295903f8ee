namespace Gyo.Embedding.Onnx;

/// <summary>Writes the network behind <c>base</c> and <c>default</c>: pooled stages of one MobileNetV2, joined, projected, of unit length.</summary>
public static class MultiStageGraph
{
    /// <summary>
    /// The stages that are pooled: the last with 64 channels, the last with 96, and the end (1280). The early ones see strokes, shades
    /// and patterns, which tell drawings apart; the end sees what things are.
    /// </summary>
    public static IReadOnlyList<int> Taps { get; } = [10, 13, 18];

    /// <summary>The name of the projection in a weights file: <c>head.weight</c> [D, Σ C] and <c>head.bias</c> [D].</summary>
    public const string Head = "head";

    /// <summary>The whole model.</summary>
    /// <param name="weights">A backbone as in <see cref="MobileNetV2Weights.Load"/>, and the projection.</param>
    /// <param name="size">S: the side of the pictures it takes, a multiple of <see cref="MobileNetV2.TotalStride"/>.</param>
    /// <returns>The bytes of an ONNX file.</returns>
    /// <exception cref="ArgumentException">A tensor is of the wrong shape.</exception>
    /// <exception cref="KeyNotFoundException">A tensor is missing.</exception>
    public static byte[] ToBytes(SafeTensors weights, int size)
    {
        OnnxGraph graph = new();
        string features = graph.Concat(graph.AddMobileNetV2(OnnxGraph.Input, weights, Taps)); // [N, Σ C]
        float[] bias = weights[$"{Head}.bias"].Values;
        string projected = graph.Dense(features, Head, weights[$"{Head}.weight"].Values, bias); // [N, D]
        return graph.ToBytes(graph.L2Normalize(projected), size, bias.Length);
    }
}
