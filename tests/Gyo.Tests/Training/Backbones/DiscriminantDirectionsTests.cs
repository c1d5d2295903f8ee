using Gyo.Training;
using Gyo.Training.Backbones;
using static TorchSharp.torch;

namespace Gyo.Tests.Training.Backbones;

public sealed class DiscriminantDirectionsTests
{
    private static readonly Tensor Labels = tensor([0L, 0, 0, 0, 1, 1, 1, 1]);

    /// <summary>
    /// Members spread by ±0.3 along the first axis and by ±0.01 along the second, on which their classes lie 0.2 apart: variance is largest on the
    /// first axis, and what tells the classes apart is on the second.
    /// </summary>
    [Fact]
    public void Fit_ClassesApartOnTheQuietAxis_PutsItFirst()
    {
        using Tensor features = tensor(new[,]
        {
            { 0.3f, 0.11f }, { -0.3f, 0.09f }, { 0.3f, 0.09f }, { -0.3f, 0.11f },
            { 0.3f, -0.11f }, { -0.3f, -0.09f }, { 0.3f, -0.09f }, { -0.3f, -0.11f },
        });

        (float[] direction, float[] centre) = Fit(features, Labels, 1);

        // Within classes the axes have variances 0.09 and 0.0001, their mean is 0.04505. Shrunk by a hundredth, the second is 0.0005495.
        Assert.Equal(0, direction[0], 1e-4);
        Assert.Equal(1 / Math.Sqrt(0.99 * 0.0001 + 0.01 * 0.04505), Math.Abs(direction[1]), 1e-2);
        Assert.All(centre, c => Assert.Equal(0, c, 1e-6));
    }

    [Fact]
    public void Fit_ClassesOfDifferentSizes_CountTheSameInTheCentre()
    {
        using Tensor features = tensor(new[,] { { 1f, 0 }, { 0, 1 }, { 0, 1 }, { 0, 1 } });

        Assert.Equal([0.5f, 0.5f], Fit(features, tensor([0L, 1, 1, 1]), 2).Centre);
    }

    [Fact]
    public void Fit_ClassesThatDoNotDiffer_SaysSo()
    {
        using Tensor features = tensor(new[,] { { 1f, 0 }, { 0, 1 }, { 1, 0 }, { 0, 1 }, { 1, 0 }, { 0, 1 }, { 1, 0 }, { 0, 1 } });

        Assert.Throws<TrainingException>(() => Fit(features, Labels, 1));
    }

    private static (float[] Directions, float[] Centre) Fit(Tensor features, Tensor labels, int count) => TorchStep.Run(() =>
    {
        (Tensor directions, Tensor centre) = DiscriminantDirections.Fit(features, labels, count);
        return (directions.data<float>().ToArray(), centre.data<float>().ToArray());
    });
}
