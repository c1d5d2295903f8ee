using System.Numerics.Tensors;
using Gyo.Embedding;
using Gyo.Embedding.Onnx;

namespace Gyo.Tests.Embedding.Onnx;

public sealed class MobileNetV2GraphTests
{
    private static readonly SafeTensors Weights = MobileNetV2Weights.Load();

    /// <summary>The whole network with its real weights, against plain loops in float64.</summary>
    [Theory]
    [InlineData(32)]
    [InlineData(64)]
    public void AddMobileNetV2_RealWeights_EqualsTheNaiveNetwork(int size)
    {
        // float32 has 24 bits; 52 layers one after the other cost some of them. Relative to a tap's largest feature.
        const double Rounding = 2e-5;
        int[] taps = [0, 10, 13, 18];
        float[] picture = Noise(3 * size * size);
        OnnxGraph graph = new();
        string vectors = graph.Concat(graph.AddMobileNetV2(OnnxGraph.Input, Weights, taps));

        float[] actual = OnnxRunner.Run(graph.ToBytes(vectors, size, 32 + 64 + 96 + 1280), picture, size);

        int at = 0;
        foreach (int tap in taps)
        {
            double[] expected = NaiveMobileNetV2.Pooled(Weights, [.. picture], size, tap);
            double largest = expected.Max(Math.Abs);
            Assert.True(largest > 0.01, "a network whose features all vanish would prove nothing");
            Assert.All(expected.Zip(actual.Skip(at)), pair => Assert.Equal(pair.First, pair.Second, Rounding * largest));
            at += expected.Length;
        }

        Assert.Equal(actual.Length, at);
    }

    [Fact]
    public void AddMobileNetV2_Taps_ComeInTheOrderAskedForAndCostNoMoreThanTheyMust()
    {
        OnnxGraph whole = new();
        string all = whole.Concat(whole.AddMobileNetV2(OnnxGraph.Input, Weights, [3, 1]));
        OnnxGraph part = new();
        string one = part.Concat(part.AddMobileNetV2(OnnxGraph.Input, Weights, [1]));
        float[] picture = Noise(3 * 32 * 32);

        byte[] partial = part.ToBytes(one, 32, 16);
        float[] both = OnnxRunner.Run(whole.ToBytes(all, 32, 24 + 16), picture, 32);

        Assert.Equal(OnnxRunner.Run(partial, picture, 32), both[24..]);
        Assert.True(partial.Length < 20_000, $"the stem and one bottleneck are 1,312 weights, yet the file has {partial.Length} bytes");
    }

    [Fact]
    public void AddMobileNetV2_TwoTowersWithPrefixes_UseTheirOwnWeights()
    {
        SafeTensors towers = new(Weights.Tensors.Select(t => t with { Name = "left." + t.Name }).Concat(
            Weights.Tensors.Select(t => new NamedTensor("right." + t.Name, t.Shape, t.Name == "stem.beta" ? new float[32] : t.Values))));
        OnnxGraph graph = new();
        string left = graph.AddMobileNetV2(OnnxGraph.Input, towers, [0], "left.")[0];
        string right = graph.AddMobileNetV2(OnnxGraph.Input, towers, [0], "right.")[0];

        float[] vector = OnnxRunner.Run(graph.ToBytes(graph.Concat([left, right]), 32, 64), Noise(3 * 32 * 32), 32);

        Assert.True(TensorPrimitives.Distance<float>(vector.AsSpan(0, 32), vector.AsSpan(32)) > 0.1f);
    }

    [Fact]
    public void AddMobileNetV2_BadTapsOrWeights_Throws()
    {
        Assert.Throws<ArgumentException>(() => new OnnxGraph().AddMobileNetV2(OnnxGraph.Input, Weights, []));
        Assert.Throws<ArgumentException>(() => new OnnxGraph().AddMobileNetV2(OnnxGraph.Input, Weights, [19]));
        Assert.Throws<KeyNotFoundException>(() => new OnnxGraph().AddMobileNetV2(OnnxGraph.Input, Weights, [0], "missing."));
    }

    private static float[] Noise(int count)
    {
        Random random = new(7);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() * 2 - 1)];
    }
}
