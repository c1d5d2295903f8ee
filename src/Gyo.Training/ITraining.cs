using Gyo.Embedding;
using Gyo.Training.Data;

namespace Gyo.Training;

/// <summary>A way from pictures to a model: a recipe's, or a head's on somebody's backbone.</summary>
public interface ITraining
{
    /// <summary>What the command line and model.json call it.</summary>
    string Name { get; }

    /// <summary>How the training's pictures are read.</summary>
    Preprocessing Preprocessing { get; }

    /// <summary>Trains, and returns the finished model.</summary>
    /// <param name="pictures">Read with <see cref="Preprocessing"/>.</param>
    /// <param name="options">Seed, and where to keep what an interrupted training goes on from.</param>
    /// <param name="progress">Told after every step.</param>
    /// <param name="cancel">Stops between two steps.</param>
    /// <exception cref="TrainingException">The training cannot begin, cannot resume, collapsed or diverged.</exception>
    /// <exception cref="ModelFormatException">A file of the model is damaged.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    TrainedModel Train(
        TrainingPictures pictures, TrainOptions options, IProgress<TrainingProgress>? progress = null, CancellationToken cancel = default);

    /// <summary>Removes what an interrupted training would have gone on from, once the model is kept elsewhere.</summary>
    void Discard(TrainOptions options);
}
