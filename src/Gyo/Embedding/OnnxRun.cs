using Microsoft.ML.OnnxRuntime;

namespace Gyo.Embedding;

/// <summary>A run's memory, made known to ONNX Runtime once and used again and again; one thread at a time.</summary>
internal sealed class OnnxRun : IDisposable
{
    private readonly InferenceSession _session;
    private readonly OrtValue _from;
    private readonly OrtValue _to;
    private readonly OrtIoBinding _binding;

    /// <summary>Makes the memory of a run.</summary>
    /// <param name="session">The session.</param>
    /// <param name="input">The name of its input, float32 [1, 3, S, S].</param>
    /// <param name="size">S.</param>
    /// <param name="output">The name of its output, float32 [1, D].</param>
    /// <param name="dimension">D.</param>
    public OnnxRun(InferenceSession session, string input, int size, string output, int dimension)
    {
        const int Channels = 3;
        _session = session;
        Input = new float[Channels * size * size];
        Output = new float[dimension];
        _from = OrtValue.CreateTensorValueFromMemory(Input, [1, Channels, size, size]);
        _to = OrtValue.CreateTensorValueFromMemory(Output, [1, dimension]);
        _binding = session.CreateIoBinding();
        _binding.BindInput(input, _from);
        _binding.BindOutput(output, _to);
    }

    /// <summary>3 · S · S floats, to be filled before a run.</summary>
    public float[] Input { get; }

    /// <summary>D floats, there after a run.</summary>
    public float[] Output { get; }

    /// <summary>Runs the graph.</summary>
    public void Go(RunOptions options) => _session.RunWithBinding(options, _binding);

    /// <inheritdoc/>
    public void Dispose()
    {
        _binding.Dispose();
        _from.Dispose();
        _to.Dispose();
    }
}
