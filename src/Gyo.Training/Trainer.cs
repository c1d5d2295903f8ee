using System.Diagnostics;
using Gyo.Embedding;
using Gyo.Training.Data;

namespace Gyo.Training;

/// <summary>Trains a recipe on pictures: the road from a folder to a model package.</summary>
public static class Trainer
{
    /// <summary>How a recipe's pictures are read in training; ever after too, but for <see cref="Recipe.AnswerSize"/>.</summary>
    public static Preprocessing PreprocessingFor(Recipe recipe) => new()
    {
        Size = recipe.Size,
        Mean = [recipe.PixelMean, recipe.PixelMean, recipe.PixelMean],
        Std = [recipe.PixelScale, recipe.PixelScale, recipe.PixelScale],
    };

    /// <summary>The versions of what trains, for the manifest.</summary>
    internal static IReadOnlyDictionary<string, string> Libraries => new Dictionary<string, string>
    {
        ["Gyo"] = typeof(ModelPackage).Assembly.GetName().Version?.ToString(3) ?? "",
        ["TorchSharp"] = typeof(TorchSharp.torch).Assembly.GetName().Version?.ToString(3) ?? "",
    };

    /// <summary>Trains, and returns the finished model.</summary>
    /// <param name="pictures">Read with <see cref="PreprocessingFor"/> this recipe.</param>
    /// <param name="recipe">What to train.</param>
    /// <param name="options">Seed, and where to keep checkpoints.</param>
    /// <param name="progress">Told after every step.</param>
    /// <param name="cancel">Stops between two steps; with <see cref="TrainOptions.Directory"/> the last epoch's checkpoint is kept.</param>
    /// <exception cref="TrainingException">The training cannot begin, cannot resume, collapsed or diverged.</exception>
    /// <exception cref="ModelFormatException">The checkpoint to resume from is damaged.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static TrainedModel Train(
        TrainingPictures pictures,
        Recipe recipe,
        TrainOptions options,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancel = default)
    {
        NativeRuntime.Prepare();
        var total = Stopwatch.StartNew();
        using var run = new TrainingRun(pictures, recipe, options.Seed);
        Checkpoint? checkpoint = options.Directory is { } directory ? new Checkpoint(directory) : null;
        string identity = checkpoint is null ? "" : Checkpoint.Identity(pictures, recipe, options.Seed);
        if (options.Resume)
        {
            (checkpoint ?? throw new ArgumentException("Resuming needs a directory.", nameof(options))).Restore(run, identity);
        }
        else
        {
            checkpoint?.RefuseUnfinished();
            run.ImprintProxies(cancel);
            checkpoint?.Begin(run, identity);
        }

        var losses = new List<double>();
        while (run.EpochsDone < recipe.Epochs)
        {
            var watch = Stopwatch.StartNew();
            double speed = 0;
            double loss = run.Epoch(
                (step, steps, images, meanLoss) =>
                {
                    speed = images / watch.Elapsed.TotalSeconds;
                    double epochsLeft = recipe.Epochs - run.EpochsDone - step / (double)steps;
                    TimeSpan remaining = watch.Elapsed * (epochsLeft * steps / step);
                    progress?.Report(new TrainingProgress(run.EpochsDone + 1, recipe.Epochs, step, steps, meanLoss, speed, remaining));
                },
                cancel);
            losses.Add(loss);
            checkpoint?.Save(
                run, identity, new EpochReport(run.EpochsDone, recipe.Epochs, loss, run.LearningRate, speed, watch.Elapsed.TotalSeconds));
        }

        return new TrainedModel(Package(run, recipe, pictures), losses, total.Elapsed, run.Weights());
    }

    /// <summary>Removes the checkpoint of a training whose model is kept elsewhere; its log stays.</summary>
    public static void DiscardCheckpoint(TrainOptions options)
    {
        if (options.Directory is { } directory)
        {
            new Checkpoint(directory).Delete();
        }
    }

    /// <summary>How the finished model reads pictures.</summary>
    private static Preprocessing AnswerPreprocessing(Recipe recipe)
    {
        int size = recipe.AnswerSize ?? recipe.Size;
        return PreprocessingFor(recipe) with { Size = size, Margin = (int)Math.Round(recipe.ViewMargin * size) };
    }

    private static ModelPackage Package(TrainingRun run, Recipe recipe, TrainingPictures pictures) => new(
        new ModelManifest
        {
            Preprocessing = AnswerPreprocessing(recipe),
            Dimension = recipe.Dimension,
            Mirror = recipe.Mirror,
            Recipe = recipe.Name,
            Characters = pictures.Characters,
            Libraries = Libraries,
            WeightsLicense = recipe.LoadStartWeights().Metadata["license"],
        },
        run.ToOnnx());
}
