using Gyo.Embedding.Onnx;

namespace Gyo.Tests.Embedding.Onnx;

public sealed class BatchNormTests
{
    [Fact]
    public void Fold_TwoFilters_EqualsConvolutionThenBatchNorm()
    {
        const double Rounding = 1e-6; // float32 of numbers near 1
        const float Epsilon = 1e-3f;
        float[] kernel = [0.5f, -1, 2, 0.25f, 3, -0.5f];
        float[] gamma = [1.5f, -0.7f], beta = [0.1f, -0.2f], mean = [0.3f, -0.4f], variance = [0.9f, 0];
        float[] input = [0.2f, -0.6f, 1.1f];

        (float[] folded, float[] bias) = BatchNorm.Fold(kernel, gamma, beta, mean, variance, Epsilon);

        for (int c = 0; c < 2; c++)
        {
            double convolved = 0, direct = bias[c];
            for (int i = 0; i < 3; i++)
            {
                convolved += (double)kernel[c * 3 + i] * input[i];
                direct += (double)folded[c * 3 + i] * input[i];
            }

            double normalized = (convolved - mean[c]) / Math.Sqrt(variance[c] + Epsilon);
            Assert.Equal(gamma[c] * normalized + beta[c], direct, Rounding * Math.Max(1, Math.Abs(gamma[c] * normalized)));
        }
    }

    [Fact]
    public void Fold_Always_LeavesTheKernelAsItIs()
    {
        float[] kernel = [1, 2];

        BatchNorm.Fold(kernel, [3], [0], [0], [1], 0);

        Assert.Equal([1, 2], kernel);
    }
}
