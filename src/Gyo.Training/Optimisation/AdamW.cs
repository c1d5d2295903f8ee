using static TorchSharp.torch;

namespace Gyo.Training.Optimisation;

/// <summary>Parameters that share a learning-rate factor.</summary>
/// <param name="Parameters">The tensors, updated in place.</param>
/// <param name="Factor">Times the step's learning rate.</param>
internal sealed record ParameterGroup(IReadOnlyList<Tensor> Parameters, double Factor);

/// <summary>
/// Adam with decoupled weight decay: θ ← θ − η·λ·θ − η·m̂ / (√v̂ + ε), m and v the running means of the gradient and its
/// square, hats for bias correction (Kingma &amp; Ba 2015; Loshchilov &amp; Hutter 2019, algorithm 2). λ = 0 is plain Adam.
/// Its whole state is <see cref="State"/> and <see cref="Steps"/>, so that a checkpoint can carry it.
/// </summary>
internal sealed class AdamW(IReadOnlyList<ParameterGroup> groups, double weightDecay, double epsilon) : IDisposable
{
    private const double Beta1 = 0.9;
    private const double Beta2 = 0.999;

    private readonly (Tensor Value, Tensor Mean, Tensor Square, double Factor)[] _slots =
    [
        .. groups.SelectMany(g => g.Parameters.Select(p => (p, zeros_like(p).DetachFromDisposeScope(), zeros_like(p).DetachFromDisposeScope(), g.Factor))),
    ];

    /// <summary>Steps taken.</summary>
    public int Steps { get; set; }

    /// <summary>The running means of gradients and their squares, parameter by parameter.</summary>
    public IEnumerable<(string Name, Tensor Value)> State =>
        _slots.SelectMany((slot, i) => new[] { ($"adam.{i}.mean", slot.Mean), ($"adam.{i}.square", slot.Square) });

    /// <summary>Forgets the gradients.</summary>
    public void ZeroGradients()
    {
        foreach ((Tensor value, _, _, _) in _slots)
        {
            value.grad?.zero_();
        }
    }

    /// <summary>One update of all parameters that have a gradient.</summary>
    public void Step(double learningRate)
    {
        Steps++;
        double correction1 = 1 - Math.Pow(Beta1, Steps);
        double correction2 = Math.Sqrt(1 - Math.Pow(Beta2, Steps));
        using IDisposable frozen = no_grad();
        foreach ((Tensor value, Tensor mean, Tensor square, double factor) in _slots)
        {
            if (value.grad is not { } gradient)
            {
                continue;
            }

            double rate = learningRate * factor;
            if (weightDecay > 0)
            {
                value.mul_(1 - rate * weightDecay);
            }

            mean.mul_(Beta1).add_(gradient, 1 - Beta1);
            square.mul_(Beta2).addcmul_(gradient, gradient, 1 - Beta2);
            value.addcdiv_(mean, square.sqrt().div_(correction2).add_(epsilon), -rate / correction1);
        }
    }

    public void Dispose()
    {
        foreach ((_, Tensor mean, Tensor square, _) in _slots)
        {
            mean.Dispose();
            square.Dispose();
        }
    }
}
