using Gyo.Embedding;
using Gyo.Embedding.Onnx;

namespace Gyo.Tests.Embedding.Onnx;

public sealed class OnnxGraphTests
{
    private const float Rounding = 1e-6f; // one float32 operation or two on numbers near 1

    private readonly OnnxGraph _graph = new();

    /// <summary>
    /// A kernel with a single 1 picks, at stride 2, one pixel in four: without padding above and left it is the pixel at the kernel's
    /// own place, and the places beyond the lower right edge are 0.
    /// </summary>
    [Theory]
    [InlineData(0, 0, (0f + 2 + 8 + 10) / 4)]
    [InlineData(1, 1, (5f + 7 + 13 + 15) / 4)]
    [InlineData(2, 2, (10f + 0 + 0 + 0) / 4)]
    [InlineData(0, 2, (2f + 0 + 10 + 0) / 4)]
    public void Conv_Stride2_PadsBelowAndRightOnly(int ky, int kx, float expected)
    {
        ConvSpec conv = new("conv", 3, 3, Kernel: 3, Stride: 2, Depthwise: true, Relu6: false);
        float[] kernel = new float[3 * 9];
        kernel[ky * 3 + kx] = 1; // the first channel's
        string pooled = _graph.AveragePool(_graph.Conv(OnnxGraph.Input, conv, kernel, [0, 0, 100]));

        float[] vector = OnnxRunner.Run(_graph.ToBytes(pooled, size: 4, dimension: 3), Counting(3 * 16), size: 4);

        Assert.Equal([expected, 0, 100], vector);
    }

    [Fact]
    public void Conv_Stride1_PadsAllRound()
    {
        ConvSpec conv = new("conv", 3, 1, Kernel: 3, Stride: 1, Depthwise: false, Relu6: false);
        float[] kernel = new float[3 * 9];
        kernel[9] = 1; // upper left, of the second channel: what is above and left of each pixel
        string pooled = _graph.AveragePool(_graph.Conv(OnnxGraph.Input, conv, kernel, [0]));

        float[] vector = OnnxRunner.Run(_graph.ToBytes(pooled, size: 2, dimension: 1), Counting(3 * 4), size: 2);

        Assert.Equal([(0f + 0 + 0 + 4) / 4], vector); // of the channel [4 5; 6 7] only the 4 is above and left of a pixel
    }

    [Fact]
    public void Relu6_BelowAndAbove_Clips()
    {
        string clipped = _graph.Relu6(_graph.AveragePool(OnnxGraph.Input));

        Assert.Equal([0, 2.5f, 6], OnnxRunner.Run(_graph.ToBytes(clipped, size: 1, dimension: 3), [-1, 2.5f, 7], size: 1));
    }

    [Fact]
    public void Dense_TwoPictures_MultipliesByTheTransposedWeight()
    {
        string dense = _graph.Dense(_graph.AveragePool(OnnxGraph.Input), "dense", [1, 2, 3, -1, -2, -3], [10, 20]);

        float[] vectors = OnnxRunner.Run(_graph.ToBytes(_graph.Relu(dense), size: 1, dimension: 2), [1, 1, 1, 4, 5, 6], size: 1);

        Assert.Equal([16, 14, 42, 0], vectors); // 4+10+18 = 32: 32+10 and 20−32 < 0
    }

    [Fact]
    public void ConcatAddL2Normalize_ByHand_GiveUnitVectors()
    {
        string pooled = _graph.AveragePool(OnnxGraph.Input);
        string joined = _graph.L2Normalize(_graph.Concat([pooled, _graph.Add(pooled, pooled)]));

        float[] vectors = OnnxRunner.Run(_graph.ToBytes(joined, size: 1, dimension: 6), [1, 2, 2, 0, 0, 0], size: 1);

        double length = Math.Sqrt(9 + 36);
        double[] expected = [1 / length, 2 / length, 2 / length, 2 / length, 4 / length, 4 / length, 0, 0, 0, 0, 0, 0];
        Assert.All(expected.Zip(vectors), pair => Assert.Equal(pair.First, pair.Second, Rounding));
    }

    [Fact]
    public void Conv_NameTwiceOrWrongSize_Throws()
    {
        ConvSpec conv = new("conv", 3, 2, Kernel: 1, Stride: 1, Depthwise: false, Relu6: false);
        _graph.Conv(OnnxGraph.Input, conv, new float[6], new float[2]);

        Assert.Throws<ArgumentException>(() => _graph.Conv(OnnxGraph.Input, conv, new float[6], new float[2]));
        Assert.Throws<ArgumentException>(() => _graph.Conv(OnnxGraph.Input, conv with { Name = "other" }, new float[7], new float[2]));
    }

    private static float[] Counting(int count) => [.. Enumerable.Range(0, count).Select(i => (float)i)];
}
