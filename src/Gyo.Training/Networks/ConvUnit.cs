using Gyo.Embedding;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gyo.Training.Networks;

/// <summary>
/// A convolution with its BatchNorm and ReLU6. Frozen, the BatchNorm is folded into kernel and bias and nothing is a
/// parameter; trainable, BatchNorm follows the mode of the module (batch statistics in training).
/// </summary>
internal sealed class ConvUnit : Module<Tensor, Tensor>
{
    private readonly ConvSpec _spec;
    private readonly bool _frozen;
    private readonly double _momentum;

    public ConvUnit(ConvSpec spec, SafeTensors weights, bool frozen, double batchNormMomentum)
        : base(spec.Name.Replace('.', '_'))
    {
        _spec = spec;
        _frozen = frozen;
        _momentum = batchNormMomentum;
        NamedTensor kernel = weights[$"{spec.Name}.kernel"];
        NamedTensor gamma = weights[$"{spec.Name}.gamma"];
        NamedTensor beta = weights[$"{spec.Name}.beta"];
        NamedTensor mean = weights[$"{spec.Name}.mean"];
        NamedTensor variance = weights[$"{spec.Name}.variance"];
        if (frozen)
        {
            (float[] folded, float[] bias) = Embedding.Onnx.BatchNorm.Fold(
                kernel.Values, gamma.Values, beta.Values, mean.Values, variance.Values, MobileNetV2.BatchNormEpsilon);
            register_buffer("kernel", (kernel with { Values = folded }).ToTensor(), persistent: false);
            register_buffer("bias", tensor(bias), persistent: false);
        }
        else
        {
            register_parameter("kernel", new Parameter(kernel.ToTensor()));
            register_parameter("gamma", new Parameter(gamma.ToTensor()));
            register_parameter("beta", new Parameter(beta.ToTensor()));
            register_buffer("mean", mean.ToTensor());
            register_buffer("variance", variance.ToTensor());
        }
    }

    /// <summary>[B, In, H, W] -> [B, Out, H/Stride, W/Stride].</summary>
    public override Tensor forward(Tensor x)
    {
        if (_spec.PadBefore != _spec.PadAfter) // Keras' stride-2 convolutions pad below and right only
        {
            x = functional.pad(x, [0L, _spec.PadAfter, 0L, _spec.PadAfter], PaddingModes.Constant, 0);
        }

        // By name, because moving the module to another device replaces its tensors.
        Tensor kernel = _frozen ? get_buffer("kernel")! : get_parameter("kernel")!;
        Tensor? bias = _frozen ? get_buffer("bias") : null;
        long padding = _spec.PadBefore;
        x = functional.conv2d(x, kernel, bias, [_spec.Stride, _spec.Stride], [padding, padding], [1, 1], _spec.Groups);
        if (!_frozen)
        {
            x = functional.batch_norm(
                x,
                get_buffer("mean")!,
                get_buffer("variance")!,
                get_parameter("gamma")!,
                get_parameter("beta")!,
                training,
                _momentum,
                MobileNetV2.BatchNormEpsilon);
        }

        return _spec.Relu6 ? functional.relu6(x, inplace: true) : x;
    }

    /// <summary>The unit's trained tensors as they are now, under their names in the weights file; none if it is frozen.</summary>
    public IEnumerable<NamedTensor> Weights() => state_dict().Select(entry => entry.Value.ToNamed($"{_spec.Name}.{entry.Key}"));
}
