using TorchSharp;
using static TorchSharp.torch;

namespace Gyo.Training.Losses;

/// <summary>
/// Softmax over the cosines to all class weights, the own class handicapped by a margin:
/// <code>
/// loss = mean over i:  −log( exp(s(cos(i, yᵢ) − m)) / (exp(s(cos(i, yᵢ) − m)) + Σ j≠yᵢ exp(s cos(i, j))) )
/// </code>
/// The class weights are the proxies.
/// </summary>
/// <remarks>Wang et al., "CosFace: Large Margin Cosine Loss for Deep Face Recognition", CVPR 2018, equation 4.</remarks>
public sealed class CosFaceLoss : ProxyLoss
{
    private readonly Scalar _scale;
    private readonly Scalar _margin;

    /// <summary>Makes the loss and draws its class weights.</summary>
    /// <param name="numClasses">C: labels are 0 … C−1; ≥ 1.</param>
    /// <param name="dimension">D of the embeddings; ≥ 1.</param>
    /// <param name="scale">s, what cosines are multiplied by; > 0. The paper's 64 suits tens of thousands of classes; fewer want less.</param>
    /// <param name="margin">m, in cosine; ≥ 0. The paper finds up to 0.45 useful; smaller sets want less.</param>
    /// <param name="seed">Of the class weights.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public CosFaceLoss(int numClasses, int dimension, double scale = 24, double margin = 0.2, long seed = 0)
        : base(nameof(CosFaceLoss), numClasses, dimension, seed)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(scale);
        ArgumentOutOfRangeException.ThrowIfNegative(margin);
        _scale = scale;
        _margin = margin;
    }

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor embeddings, Tensor labels)
    {
        var cosines = Cosines(embeddings); // [C, B]
        var handicapped = where(Members(labels), cosines - _margin, cosines); // [C, B]
        return nn.functional.cross_entropy((handicapped * _scale).t(), labels); // []
    }
}
