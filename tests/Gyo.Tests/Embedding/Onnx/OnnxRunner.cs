using Gyo.Embedding.Onnx;
using Microsoft.ML.OnnxRuntime;

namespace Gyo.Tests.Embedding.Onnx;

/// <summary>Runs a graph as ONNX Runtime sees it.</summary>
internal static class OnnxRunner
{
    /// <summary>The vectors of N pictures.</summary>
    /// <param name="onnx">The model.</param>
    /// <param name="pictures">[N, 3, size, size].</param>
    /// <param name="size">The side of a picture.</param>
    public static float[] Run(byte[] onnx, float[] pictures, int size)
    {
        using InferenceSession session = new(onnx);
        using OrtValue input = OrtValue.CreateTensorValueFromMemory(pictures, [pictures.Length / (3 * size * size), 3, size, size]);
        using RunOptions options = new();
        using IDisposableReadOnlyCollection<OrtValue> output = session.Run(options, [OnnxGraph.Input], [input], [OnnxGraph.Output]);
        return output[0].GetTensorDataAsSpan<float>().ToArray();
    }
}
