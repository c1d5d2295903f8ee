using Gyo.Embedding;
using Gyo.Embedding.Onnx;
using Microsoft.ML.OnnxRuntime;

namespace Gyo.Training.Networks;

/// <summary>
/// The lowest stages of a MobileNetV2, which a training does not change, run by ONNX Runtime: it needs a fraction of TorchSharp's time for
/// them (docs/quality.md), and each picture goes through on the thread that has just drawn it. Safe to share between threads.
/// </summary>
internal sealed class FrozenStages : IDisposable
{
    private readonly InferenceSession _session;
    private readonly RunOptions _run = new();
    private readonly int _size;

    /// <param name="weights">The backbone's.</param>
    /// <param name="count">How many stages, 1 to 19.</param>
    /// <param name="size">S, the side of the pictures.</param>
    public FrozenStages(SafeTensors weights, int count, int size)
    {
        _size = size;
        Channels = MobileNetV2.Stages[count - 1].Out;
        Side = size / MobileNetV2.Stages.Take(count).SelectMany(s => s.Convolutions).Aggregate(1, (stride, c) => stride * c.Stride);
        var graph = new OnnxGraph();
        _session = OnnxSession.Open(graph.ToBytes(graph.AddLowerStages(OnnxGraph.Input, weights, count), size, Length));
    }

    /// <summary>C, the channels that come out.</summary>
    public int Channels { get; }

    /// <summary>H, the side of what comes out.</summary>
    public int Side { get; }

    /// <summary>Floats that come out: C · H · H.</summary>
    public int Length => Channels * Side * Side;

    /// <summary>Runs one picture, on the calling thread.</summary>
    /// <param name="planes">[3, S, S], normalised.</param>
    /// <param name="features">Receives [C, H, H].</param>
    public void Run(Memory<float> planes, Memory<float> features)
    {
        using OrtValue from = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, planes, [1, 3, _size, _size]);
        using OrtValue to = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, features, [1, Length]);
        _session.Run(_run, [OnnxGraph.Input], [from], [OnnxGraph.Output], [to]);
    }

    public void Dispose()
    {
        _session.Dispose();
        _run.Dispose();
    }
}
