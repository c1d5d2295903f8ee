using Gyo.Embedding;
using TorchSharp;
using static TorchSharp.torch;

namespace Gyo.Training;

/// <summary>Between torch's tensors and those of a weights file; both ways copy.</summary>
internal static class TensorConversion
{
    /// <summary>A float32 tensor on the CPU with the same shape and values.</summary>
    public static Tensor ToTensor(this NamedTensor source) => tensor(source.Values, [.. source.Shape.Select(d => (long)d)]);

    /// <summary>The tensor's shape and values as float32, under a name.</summary>
    public static NamedTensor ToNamed(this Tensor source, string name)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor values = source.detach().cpu().to(ScalarType.Float32).contiguous();
        return new NamedTensor(name, [.. source.shape.Select(d => (int)d)], values.data<float>().ToArray());
    }

    /// <summary>Overwrites a tensor's values with stored ones.</summary>
    /// <exception cref="ModelFormatException">The shapes differ.</exception>
    public static void Restore(this Tensor target, NamedTensor source)
    {
        using IDisposable frozen = no_grad();
        using Tensor values = source.ToTensor();
        target.copy_(values);
    }
}
