using Gyo.Training.Optimisation;
using static TorchSharp.torch;
using AdamW = Gyo.Training.Optimisation.AdamW;

namespace Gyo.Tests.Training.Optimisation;

public sealed class AdamWTests
{
    /// <summary>Float32 against double over ten steps.</summary>
    private const double Tolerance = 1e-6;

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0.1, 5)]
    public void Step_TenSteps_EqualTheEquations(double weightDecay, double factor)
    {
        double[] theta = [0.5, -2];
        double[] m = [0, 0];
        double[] v = [0, 0];
        using Tensor value = tensor(new[] { 0.5f, -2f }, requires_grad: true);
        using var optimiser = new AdamW([new ParameterGroup([value], factor)], weightDecay, epsilon: 1e-7);

        for (int t = 1; t <= 10; t++)
        {
            optimiser.ZeroGradients();
            using Tensor loss = (value * value * value).sum(); // gradient 3θ²
            loss.backward();
            optimiser.Step(0.01);
            for (int i = 0; i < 2; i++)
            {
                double gradient = 3 * theta[i] * theta[i];
                theta[i] -= 0.01 * factor * weightDecay * theta[i];
                m[i] = 0.9 * m[i] + 0.1 * gradient;
                v[i] = 0.999 * v[i] + 0.001 * gradient * gradient;
                theta[i] -= 0.01 * factor * (m[i] / (1 - Math.Pow(0.9, t))) / (Math.Sqrt(v[i] / (1 - Math.Pow(0.999, t))) + 1e-7);
            }
        }

        Assert.All(value.data<float>().ToArray().Zip(theta), x => Assert.Equal(x.Second, x.First, Tolerance));
    }
}
