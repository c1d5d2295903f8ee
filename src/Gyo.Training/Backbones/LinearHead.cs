namespace Gyo.Training.Backbones;

/// <summary>weight · x + bias.</summary>
/// <param name="Weight">[D, F], row-major.</param>
/// <param name="Bias">[D].</param>
internal sealed record LinearHead(float[] Weight, float[] Bias);
