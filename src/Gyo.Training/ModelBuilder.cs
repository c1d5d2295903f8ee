using Gyo.Embedding;
using Gyo.Evaluation;
using Gyo.Training.Data;

namespace Gyo.Training;

/// <summary>The way from a folder's pictures to a model that knows how good it is.</summary>
public static class ModelBuilder
{
    /// <summary>
    /// How a model for use is made: all characters are trained on; of those with ten pictures or more, a tenth is held back to
    /// measure and calibrate the model.
    /// </summary>
    public static ProtocolOptions HoldOut(int seed) => new() { Unseen = 0, Query = 0.1, MinPicturesToAsk = 10, Seed = seed };

    /// <summary>Trains a recipe on a split's training pictures and measures the model on its queries.</summary>
    /// <inheritdoc cref="Build(FolderPictures, Split, ITraining, TrainOptions, IProgress{TrainingProgress}?, CancellationToken)"/>
    public static (ModelPackage Model, RunResult Result) Build(
        FolderPictures pictures,
        Split split,
        Recipe recipe,
        TrainOptions options,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancel = default) =>
        Build(pictures, split, new RecipeTraining(recipe), options, progress, cancel);

    /// <summary>Trains on a split's training pictures and measures the model on its queries.</summary>
    /// <param name="pictures">All pictures of a folder.</param>
    /// <param name="split">A split of them.</param>
    /// <param name="training">How to train.</param>
    /// <param name="options">Seed and checkpoints.</param>
    /// <param name="progress">Told after every step.</param>
    /// <param name="cancel">Stops between two steps or pictures.</param>
    /// <returns>The model, its figures in its manifest, and the figures in full.</returns>
    /// <exception cref="TrainingException">The pictures do not suffice, or the training failed.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static (ModelPackage Model, RunResult Result) Build(
        FolderPictures pictures,
        Split split,
        ITraining training,
        TrainOptions options,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancel = default)
    {
        var seen = TrainingPictures.Load(
            pictures.Folder, [.. split.Training.Select(i => pictures.Files[i])], training.Preprocessing, cancel: cancel);
        TrainedModel trained = training.Train(seen, options, progress, cancel);
        RunResult result = ModelEvaluation.Measure(trained.Package, pictures, split, cancel) with
        {
            TrainSeconds = trained.Duration.TotalSeconds,
            TrainingLoss = trained.Losses,
        };
        ModelManifest manifest = trained.Package.Manifest with
        {
            Metrics = Metrics(result),
            SinglePictureTemperature = result.SinglePictureTemperature,
        };
        return (new ModelPackage(manifest, trained.Package.Onnx), result);
    }

    private static Dictionary<string, double> Metrics(RunResult result)
    {
        var metrics = new Dictionary<string, double> { ["trainSeconds"] = Math.Round(result.TrainSeconds ?? 0, 1) };
        Add("seen", result.Seen);
        Add("unseen", result.Unseen);
        if (result.OpenSet is { } openSet)
        {
            metrics["auroc"] = openSet.Auroc;
            metrics["identifiedAt5Fpr"] = openSet.IdentifiedAt5Fpr;
        }

        if (result.Calibration is { } calibration)
        {
            metrics["expectedCalibrationError"] = calibration.ExpectedError;
        }

        return metrics;

        void Add(string name, RetrievalFigures? figures)
        {
            if (figures is not null)
            {
                metrics[$"{name}Top1"] = figures.Top1;
                metrics[$"{name}Top10"] = figures.Top10;
                metrics[$"{name}MapAtR"] = figures.MapAtR;
                metrics[$"{name}Queries"] = figures.Queries;
            }
        }
    }
}
