namespace Gyo.Training;

/// <summary>Where a training stands; told after every step.</summary>
/// <param name="Epoch">The epoch under way, from 1.</param>
/// <param name="Epochs">How many there will be.</param>
/// <param name="Step">Steps done in this epoch.</param>
/// <param name="Steps">Steps in an epoch.</param>
/// <param name="Loss">Mean loss of the epoch so far.</param>
/// <param name="ImagesPerSecond">Speed of the epoch so far.</param>
/// <param name="Remaining">Time left at that speed.</param>
public sealed record TrainingProgress(int Epoch, int Epochs, int Step, int Steps, double Loss, double ImagesPerSecond, TimeSpan Remaining)
{
    /// <summary>What is done instead of epochs, where it has a name of its own; steps are then pictures.</summary>
    public string? Stage { get; init; }
}
