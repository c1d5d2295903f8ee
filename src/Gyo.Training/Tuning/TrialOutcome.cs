namespace Gyo.Training.Tuning;

/// <summary>What one training and its measurement gave and took.</summary>
/// <param name="Figures">What was measured.</param>
/// <param name="TrainSeconds">Seconds of training.</param>
/// <param name="MeasureSeconds">Seconds of embedding and asking.</param>
/// <param name="Seconds">Seconds in all, reading pictures included.</param>
public sealed record TrialOutcome(TrialFigures Figures, double TrainSeconds, double MeasureSeconds, double Seconds);

/// <summary>Trains a recipe on an inner split and measures it there; <see cref="FolderTrials.Run"/>, or a test's own.</summary>
/// <param name="recipe">What to train.</param>
/// <param name="seed">Of the inner split and of the training.</param>
/// <param name="progress">Told after every step.</param>
/// <param name="cancel">Stops between two steps.</param>
/// <exception cref="TrainingException">The training collapsed or diverged: this candidate is out, the search goes on.</exception>
/// <exception cref="OperationCanceledException">Cancelled.</exception>
public delegate TrialOutcome RunTrial(Recipe recipe, int seed, IProgress<TrainingProgress> progress, CancellationToken cancel);
