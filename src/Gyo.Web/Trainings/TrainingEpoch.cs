namespace Gyo.Web.Trainings;

/// <summary>One finished epoch, a line of <c>training.jsonl</c>.</summary>
/// <param name="Epoch">The epoch, from 1.</param>
/// <param name="Epochs">How many there will be.</param>
/// <param name="Loss">Mean loss of its steps.</param>
/// <param name="LearningRate">The learning rate at its end.</param>
/// <param name="ImagesPerSecond">Pictures trained on a second.</param>
/// <param name="Seconds">How long it took.</param>
public sealed record TrainingEpoch(int Epoch, int Epochs, double Loss, double LearningRate, double ImagesPerSecond, double Seconds);
