namespace Gyo.Embedding.Onnx;

/// <summary>Batch normalisation as it is when nothing learns any more: a scale and a shift of each channel.</summary>
public static class BatchNorm
{
    /// <summary>
    /// Folds the batch normalisation behind a convolution without bias into the convolution: with
    /// s = gamma / √(variance + ε), the kernel becomes kernel · s and the bias beta − mean · s.
    /// </summary>
    /// <param name="kernel">[Out, …], row-major; left as it is.</param>
    /// <param name="gamma">[Out].</param>
    /// <param name="beta">[Out].</param>
    /// <param name="mean">[Out], the running mean.</param>
    /// <param name="variance">[Out], the running variance.</param>
    /// <param name="epsilon">What was added to the variance in training.</param>
    /// <returns>The kernel in the shape of <paramref name="kernel"/>, and the bias [Out].</returns>
    /// <remarks>Jacob et al., "Quantization and Training of Neural Networks …", CVPR 2018, section 3.2.</remarks>
    public static (float[] Kernel, float[] Bias) Fold(
        float[] kernel, float[] gamma, float[] beta, float[] mean, float[] variance, float epsilon)
    {
        int channels = gamma.Length;
        int filter = kernel.Length / channels;
        float[] folded = new float[kernel.Length];
        float[] bias = new float[channels];
        for (int c = 0; c < channels; c++)
        {
            double scale = gamma[c] / Math.Sqrt((double)variance[c] + epsilon);
            bias[c] = (float)(beta[c] - mean[c] * scale);
            for (int i = c * filter; i < (c + 1) * filter; i++)
            {
                folded[i] = (float)(kernel[i] * scale);
            }
        }

        return (folded, bias);
    }
}
