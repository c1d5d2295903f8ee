using Gyo.Embedding;

namespace Gyo.Tests.Embedding;

/// <summary>MobileNetV2 in plain loops and float64, batch normalisation as the paper writes it: slow, and easy to believe.</summary>
internal static class NaiveMobileNetV2
{
    /// <summary>The mean of each channel after <paramref name="stage"/>.</summary>
    /// <param name="weights">As <see cref="MobileNetV2Weights"/>.</param>
    /// <param name="picture">[3, size, size], −1 to 1.</param>
    /// <param name="size">The side of the picture.</param>
    /// <param name="stage">The last stage to run.</param>
    public static double[] Pooled(SafeTensors weights, double[] picture, int size, int stage)
    {
        double[] map = picture;
        foreach (Stage s in MobileNetV2.Stages.Take(stage + 1))
        {
            double[] input = map;
            foreach (ConvSpec conv in s.Convolutions)
            {
                map = Conv(map, size, conv, weights[$"{conv.Name}.kernel"].Values);
                size = conv.OutputSize(size);
                BatchNorm(map, conv, weights);
            }

            if (s.Residual)
            {
                map = [.. map.Zip(input, (a, b) => a + b)];
            }
        }

        return [.. map.Chunk(size * size).Select(channel => channel.Average())];
    }

    private static double[] Conv(double[] input, int size, ConvSpec conv, float[] kernel)
    {
        int side = conv.OutputSize(size);
        int inputsPerGroup = conv.In / conv.Groups;
        int outputsPerGroup = conv.Out / conv.Groups;
        // Keras: 3×3 at stride 1 is padded by one all round, at stride 2 by one below and right only; 1×1 not at all.
        int offset = conv is { Kernel: 3, Stride: 1 } ? -1 : 0;
        double[] output = new double[conv.Out * side * side];
        for (int o = 0; o < conv.Out; o++)
        {
            for (int y = 0; y < side; y++)
            {
                for (int x = 0; x < side; x++)
                {
                    double sum = 0;
                    for (int i = 0; i < inputsPerGroup; i++)
                    {
                        int channel = o / outputsPerGroup * inputsPerGroup + i;
                        for (int ky = 0; ky < conv.Kernel; ky++)
                        {
                            for (int kx = 0; kx < conv.Kernel; kx++)
                            {
                                int atY = y * conv.Stride + ky + offset;
                                int atX = x * conv.Stride + kx + offset;
                                if (atY >= 0 && atY < size && atX >= 0 && atX < size)
                                {
                                    sum += input[(channel * size + atY) * size + atX]
                                        * kernel[((o * inputsPerGroup + i) * conv.Kernel + ky) * conv.Kernel + kx];
                                }
                            }
                        }
                    }

                    output[(o * side + y) * side + x] = sum;
                }
            }
        }

        return output;
    }

    private static void BatchNorm(double[] map, ConvSpec conv, SafeTensors weights)
    {
        int area = map.Length / conv.Out;
        for (int i = 0; i < map.Length; i++)
        {
            double Of(string part) => weights[$"{conv.Name}.{part}"].Values[i / area];
            double value = Of("gamma") * (map[i] - Of("mean")) / Math.Sqrt(Of("variance") + 1e-3) + Of("beta");
            map[i] = conv.Relu6 ? Math.Clamp(value, 0, 6) : value;
        }
    }
}
