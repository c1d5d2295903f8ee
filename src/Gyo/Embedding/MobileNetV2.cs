namespace Gyo.Embedding;

/// <summary>
/// The layout of MobileNetV2 at width 1.0, as Keras builds it. It is data: the network that is trained and the ONNX graph that
/// answers are both made from it.
/// </summary>
/// <remarks>
/// Sandler et al., "MobileNetV2: Inverted Residuals and Linear Bottlenecks", CVPR 2018, Table 2. Inputs are [N, 3, S, S] RGB; S is a multiple of <see cref="TotalStride"/>, where the padding equals Keras's.
/// </remarks>
public static class MobileNetV2
{
    /// <summary>What is added to the variance in every batch normalisation.</summary>
    public const float BatchNormEpsilon = 1e-3f;

    /// <summary>The last stage's map is this many times smaller than the picture.</summary>
    public const int TotalStride = 32;

    /// <summary>The bottlenecks: expansion t, channels out c, how many n, stride of the first s.</summary>
    private static readonly (int T, int C, int N, int S)[] Bottlenecks =
    [
        (1, 16, 1, 1),
        (6, 24, 2, 2),
        (6, 32, 3, 2),
        (6, 64, 4, 2),
        (6, 96, 3, 1),
        (6, 160, 3, 2),
        (6, 320, 1, 1),
    ];

    /// <summary>The 19 stages: 0 is the stem, 1 to 17 the bottlenecks <c>block0</c> to <c>block16</c>, 18 the last convolution.</summary>
    public static IReadOnlyList<Stage> Stages { get; } = [.. Build()];

    private static IEnumerable<Stage> Build()
    {
        int channels = 32;
        yield return new([new("stem", 3, channels, Kernel: 3, Stride: 2, Depthwise: false, Relu6: true)], Residual: false);
        int block = 0;
        foreach ((int t, int c, int n, int s) in Bottlenecks)
        {
            for (int i = 0; i < n; i++)
            {
                yield return Bottleneck($"block{block++}", channels, c, t, stride: i == 0 ? s : 1);
                channels = c;
            }
        }

        yield return new([new("last", channels, 1280, Kernel: 1, Stride: 1, Depthwise: false, Relu6: true)], Residual: false);
    }

    private static Stage Bottleneck(string name, int channels, int output, int expansion, int stride)
    {
        int wide = channels * expansion;
        List<ConvSpec> convolutions =
        [
            new($"{name}.depthwise", wide, wide, Kernel: 3, stride, Depthwise: true, Relu6: true),
            new($"{name}.project", wide, output, Kernel: 1, Stride: 1, Depthwise: false, Relu6: false),
        ];
        if (expansion > 1)
        {
            convolutions.Insert(0, new($"{name}.expand", channels, wide, Kernel: 1, Stride: 1, Depthwise: false, Relu6: true));
        }

        return new(convolutions, Residual: stride == 1 && channels == output);
    }
}
