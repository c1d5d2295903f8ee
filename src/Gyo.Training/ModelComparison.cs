using Gyo.Embedding;
using Gyo.Evaluation;

namespace Gyo.Training;

/// <summary>How a trained and the base model answered the same queries.</summary>
/// <param name="Trained">The trained one's figures.</param>
/// <param name="Base">The base model's.</param>
public sealed record ComparedFigures(RetrievalFigures Trained, RetrievalFigures Base)
{
    /// <summary>By how much the right character stands higher after training: the difference of the mean reciprocal ranks, −1 to 1.</summary>
    public double Gain => Trained.Mrr - Base.Mrr;
}

/// <summary>What to do with a trained model.</summary>
public enum Recommendation
{
    /// <summary>It finds its own characters better than the base model and new ones no worse.</summary>
    Trained,

    /// <summary>It finds its own characters better, but ones that come later, without another training, worse.</summary>
    TrainedForItsOwnCharacters,

    /// <summary>It finds its own characters no better than the base model, which needs no training.</summary>
    Base,
}

/// <summary>Whether a training was worth it, on the user's own pictures.</summary>
public sealed record ModelComparison
{
    /// <summary>Pictures held back of the characters that were trained on; null if no character has enough of them.</summary>
    public required ComparedFigures? Own { get; init; }

    /// <summary>Mean reciprocal ranks nearer to each other than this count as equal: some hundred queries tell no more.</summary>
    public const double Margin = 0.01;

    /// <summary>
    /// Characters left out of a second training of the same kind, which tells how the model does on ones that come later; null if there
    /// are too few characters for that.
    /// </summary>
    public required ComparedFigures? New { get; init; }

    /// <summary>
    /// The temperature that fits those characters with one picture each (see <see cref="ModelManifest.SinglePictureTemperature"/>): nearer to what
    /// the trained model needs than one that is fitted to its own characters. Null if it could not be tried.
    /// </summary>
    public float? SinglePictureTemperature { get; init; }

    /// <summary>What follows; null if nothing could be measured.</summary>
    public Recommendation? Recommendation => (Own?.Gain, New?.Gain) switch
    {
        (null, null) => null,
        ( <= Margin, _) or (null, <= Margin) => Training.Recommendation.Base,
        (_, < -Margin) => Training.Recommendation.TrainedForItsOwnCharacters,
        _ => Training.Recommendation.Trained,
    };

    /// <summary>Measures the base model where the trained one was measured, and trains once more without some of the characters.</summary>
    /// <param name="pictures">All pictures of a folder.</param>
    /// <param name="split">The split that the model was trained on.</param>
    /// <param name="own">What the model made of the split's queries.</param>
    /// <param name="training">How it was trained.</param>
    /// <param name="options">Its seed; the second training keeps no checkpoint.</param>
    /// <param name="progress">Told after every step of the second training.</param>
    /// <param name="cancel">Stops between two steps or pictures.</param>
    /// <exception cref="TrainingException">The second training failed.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static ModelComparison Make(
        FolderPictures pictures,
        Split split,
        RunResult own,
        ITraining training,
        TrainOptions options,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancel = default)
    {
        Split trial = pictures.Split(new ProtocolOptions { Seed = options.Seed });
        IReadOnlyList<RunResult> untrained = ModelEvaluation.Measure(BaseModel.Create(), pictures, [split, trial], cancel: cancel);
        int trialCharacters = trial.SeenCharacters.Count;
        bool canTrain = trialCharacters >= 2 && trial.UnseenQueries.Count > 0 && trial.Training.Count > trialCharacters;
        TrainOptions again = options with { Directory = null, Resume = false };
        RunResult? trained = canTrain ? ModelBuilder.Build(pictures, trial, training, again, progress: progress, cancel: cancel).Result : null;
        return new ModelComparison
        {
            Own = Compared(own.Seen, untrained[0].Seen),
            New = Compared(trained?.Unseen, untrained[1].Unseen),
            SinglePictureTemperature = trained?.SinglePictureTemperature,
        };
    }

    private static ComparedFigures? Compared(RetrievalFigures? trained, RetrievalFigures? untrained) =>
        trained is not null && untrained is not null ? new ComparedFigures(trained, untrained) : null;
}
