using Microsoft.ML.OnnxRuntime;

namespace Gyo.Embedding;

/// <summary>How ONNX Runtime is set up here: every run on one thread, see <see cref="OnnxEmbedder"/>.</summary>
internal static class OnnxSession
{
    /// <summary>Loads a graph.</summary>
    /// <param name="onnx">The bytes of an ONNX file.</param>
    /// <exception cref="OnnxRuntimeException">It is refused.</exception>
    public static InferenceSession Open(byte[] onnx)
    {
        using SessionOptions options = new()
        {
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            IntraOpNumThreads = 1,
            // What matters comes as an exception; the runtime's own lines would land in the middle of a progress bar.
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL,
        };
        return new InferenceSession(onnx, options);
    }
}
