using Gyo.Embedding;
using Gyo.Embedding.Onnx;
using Gyo.Imaging;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gyo.Training.Networks;

/// <summary>
/// MobileNetV2 without its classifier: pictures in, the pooled outputs of the stages asked for, joined, out.
/// Its lowest stages can be frozen; they then run without autograd and never change.
/// </summary>
internal sealed class MobileNetTower : Module<Tensor, Tensor>
{
    private readonly ConvUnit[][] _stages;
    private readonly IReadOnlyList<int> _taps;
    private readonly int _frozenStages;
    private readonly SafeTensors _start;

    /// <param name="name">Distinguishes the towers of one network.</param>
    /// <param name="weights">The weights it starts from.</param>
    /// <param name="frozenStages">How many stages, from the picture on, are not trained.</param>
    /// <param name="taps">Indices of the stages whose outputs are pooled, ascending.</param>
    /// <param name="batchNormMomentum">PyTorch's meaning: the share of the new batch.</param>
    public MobileNetTower(
        string name, SafeTensors weights, int frozenStages, IReadOnlyList<int> taps, double batchNormMomentum = 0.1)
        : base(name)
    {
        _start = weights;
        _taps = taps;
        _frozenStages = frozenStages;
        _stages = [.. MobileNetV2.Stages.Take(taps[^1] + 1).Select((stage, i) => stage.Convolutions
            .Select(spec => new ConvUnit(spec, weights, i < frozenStages, batchNormMomentum)).ToArray())];
        foreach (ConvUnit unit in _stages.SelectMany(units => units))
        {
            register_module(unit.GetName(), unit);
        }
    }

    /// <summary>Length of the features.</summary>
    public int Width => _taps.Sum(t => MobileNetV2.Stages[t].Convolutions[^1].Out);

    /// <summary>Adds the tower as it is now to a graph, and returns the name of its features.</summary>
    /// <param name="graph">The graph to add to.</param>
    /// <param name="prefix">Keeps the names of several towers apart.</param>
    public string Write(OnnxGraph graph, string prefix = "") =>
        graph.Concat(graph.AddMobileNetV2(OnnxGraph.Input, Weights(prefix), _taps, prefix));

    /// <summary>The backbone's weights as they are now: what was trained over what it started from.</summary>
    /// <param name="prefix">What their names begin with.</param>
    public SafeTensors Weights(string prefix = "")
    {
        Dictionary<string, NamedTensor> trained = _stages.SelectMany(units => units).SelectMany(unit => unit.Weights()).ToDictionary(t => t.Name);
        IEnumerable<NamedTensor> backbone = _start.Tensors.Where(t => !t.Name.StartsWith(MultiStageGraph.Head, StringComparison.Ordinal));
        return new SafeTensors(backbone.Select(t => trained.GetValueOrDefault(t.Name, t)).Select(t => t with { Name = prefix + t.Name }));
    }

    /// <summary>
    /// The stages that are not trained, for who makes batches, if nothing below them is pooled; null if there are none or something is.
    /// </summary>
    /// <param name="size">S, the side of the pictures.</param>
    public FrozenStages? Frozen(int size) => _frozenStages > 0 && _frozenStages <= _taps[0] ? new FrozenStages(_start, _frozenStages, size) : null;

    /// <summary>[B, 3, S, S], normalised, or what <see cref="Frozen"/> makes of it, [B, C, H, H], -> [B, Width].</summary>
    public override Tensor forward(Tensor x)
    {
        var pooled = new List<Tensor>(_taps.Count);
        for (int i = x.size(1) == RgbImage.Channels ? 0 : _frozenStages; i < _stages.Length; i++)
        {
            using IDisposable? frozen = i < _frozenStages ? no_grad() : null;
            Tensor input = x;
            foreach (ConvUnit unit in _stages[i])
            {
                x = unit.call(x);
            }

            x = MobileNetV2.Stages[i].Residual ? x + input : x;
            if (_taps.Contains(i))
            {
                pooled.Add(x.mean([2, 3])); // [B, C]
            }
        }

        return cat(pooled, 1); // [B, Width]
    }
}
