namespace Gyo.Embedding;

/// <summary>What ranking needs to know about a model's similarities; kept with the model because it was measured on it.</summary>
/// <param name="Temperature">What similarities are divided by before they become confidences, above 0.</param>
/// <param name="UnknownSimilarity">Below this similarity, −1 to 1, a picture is nobody that the gallery knows.</param>
public sealed record ModelCalibration(float Temperature, float UnknownSimilarity);
