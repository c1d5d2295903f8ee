using Gyo.Embedding;

namespace Gyo.Training;

/// <summary>What a training leaves behind.</summary>
/// <param name="Package">The model: the network as ONNX, and how it wants its pictures.</param>
/// <param name="Losses">Mean loss of every epoch that was trained now (a resumed training lacks the earlier ones).</param>
/// <param name="Duration">Time spent training since it began or was resumed, reading pictures not counted.</param>
/// <param name="Weights">The network before BatchNorm was folded: where another training can begin.</param>
public sealed record TrainedModel(ModelPackage Package, IReadOnlyList<double> Losses, TimeSpan Duration, SafeTensors Weights);
