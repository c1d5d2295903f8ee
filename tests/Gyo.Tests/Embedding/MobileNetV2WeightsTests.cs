using Gyo.Embedding;

namespace Gyo.Tests.Embedding;

public sealed class MobileNetV2WeightsTests
{
    private static readonly SafeTensors Weights = MobileNetV2Weights.Load();

    [Fact]
    public void Load_Always_GivesATensorForEveryPlaceOfTheLayout()
    {
        ConvSpec[] convolutions = [.. MobileNetV2.Stages.SelectMany(stage => stage.Convolutions)];

        Assert.Equal(convolutions.Length * 5, Weights.Tensors.Count);
        Assert.All(convolutions, conv =>
        {
            Assert.Equal(conv.KernelShape, Weights[$"{conv.Name}.kernel"].Shape);
            Assert.All(new[] { "gamma", "beta", "mean", "variance" }, part =>
                Assert.Equal([conv.Out], Weights[$"{conv.Name}.{part}"].Shape));
            Assert.All(Weights[$"{conv.Name}.variance"].Values, v => Assert.True(v >= 0));
        });
        Assert.All(Weights.Tensors, t => Assert.All(t.Values, v => Assert.True(float.IsFinite(v))));
    }

    [Fact]
    public void Load_Metadata_NamesSourceAndLicence()
    {
        Assert.Contains("nsfwjs@4.3.0", Weights.Metadata["source"], StringComparison.Ordinal);
        Assert.Contains("MIT", Weights.Metadata["license"], StringComparison.Ordinal);
    }

    /// <summary>Means and first values of the source, dequantised apart from the import: they catch a shard read at the wrong place.</summary>
    [Theory]
    [InlineData("stem.kernel", -0.0061729, 0.1974557)]
    [InlineData("block3.depthwise.kernel", 0.0051688, 0.9105930)]
    [InlineData("stem.mean", -0.0954261, 0.4607725)]
    [InlineData("last.variance", 4.3739226, 1.4702275)]
    public void Load_Statistics_AreThoseOfTheSource(string name, double mean, double deviation)
    {
        const double HalfRounding = 2e-5; // the mean of some hundred values rounded to 11 bits

        float[] values = Weights[name].Values;

        double actual = values.Average();
        Assert.Equal(mean, actual, HalfRounding);
        Assert.Equal(deviation, Math.Sqrt(values.Average(v => (v - actual) * (v - actual))), HalfRounding);
    }

    /// <summary>A wrong order of the dimensions would leave every statistic as it is: these are single places, by Keras's indices.</summary>
    [Theory]
    [InlineData("stem.kernel", 0, 0, 0, 0, -0.2200030)]
    [InlineData("stem.kernel", 4, 1, 0, 2, -0.1066681)]
    [InlineData("stem.kernel", 30, 0, 1, 2, 0.0533341)]
    [InlineData("stem.kernel", 31, 1, 2, 0, -0.0266670)]
    [InlineData("block3.depthwise.kernel", 17, 0, 0, 2, 0.7542821)]
    [InlineData("block3.depthwise.kernel", 100, 0, 2, 1, 1.1134640)]
    public void Load_Kernel_IsOutInHeightWidth(string name, int output, int input, int y, int x, double expected)
    {
        const double HalfRounding = 5e-4; // 11 bits of a value up to 2

        NamedTensor kernel = Weights[name];

        Assert.Equal(expected, kernel.Values[((output * kernel.Shape[1] + input) * 3 + y) * 3 + x], HalfRounding);
    }
}
