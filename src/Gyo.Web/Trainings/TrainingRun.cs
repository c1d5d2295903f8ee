using Gyo.Embedding;

namespace Gyo.Web.Trainings;

/// <summary>A training, as its model's folder tells it.</summary>
/// <param name="Name">The folder's name.</param>
/// <param name="Folder">The folder.</param>
/// <param name="State">How it stands.</param>
/// <param name="ChangedUtc">When its log was last written.</param>
/// <param name="Epochs">The epochs so far.</param>
/// <param name="Manifest">What is known of the finished model; null before.</param>
public sealed record TrainingRun(
    string Name, string Folder, TrainingState State, DateTime ChangedUtc, IReadOnlyList<TrainingEpoch> Epochs, ModelManifest? Manifest)
{
    /// <summary>How long it has taken so far, in seconds.</summary>
    public double Seconds => Epochs.Sum(e => e.Seconds);

    /// <summary>How many epochs there will be; 0 before the first has ended.</summary>
    public int Total => Epochs is [.., TrainingEpoch last] ? last.Epochs : 0;
}
