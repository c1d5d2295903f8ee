using System.Diagnostics;
using Gyo.Embedding;
using Gyo.Embedding.Backbones;
using Gyo.Training.Data;

namespace Gyo.Training.Backbones;

/// <summary>
/// Trains a linear head on what somebody's backbone makes of pictures: the backbone runs once over each, the rest takes seconds. Trainings
/// with one of these share the features.
/// </summary>
public sealed class BackboneTraining : ITraining
{
    /// <summary>D, the length of a vector, where the backbone has as many features: that of the shipped recipes.</summary>
    private const int Dimension = 128;

    private readonly Backbone _backbone;
    private readonly BackboneFeatures _features;

    /// <summary>Prepares trainings on a backbone.</summary>
    /// <param name="backbone">The backbone.</param>
    public BackboneTraining(Backbone backbone)
    {
        _backbone = backbone;
        _features = new BackboneFeatures(backbone);
    }

    /// <inheritdoc/>
    public string Name => "backbone";

    /// <inheritdoc/>
    public Preprocessing Preprocessing => _backbone.Preprocessing;

    /// <inheritdoc/>
    /// <remarks>An interrupted training needs no <see cref="TrainOptions.Resume"/>: features of the same pictures are found again.</remarks>
    public TrainedModel Train(
        TrainingPictures pictures, TrainOptions options, IProgress<TrainingProgress>? progress = null, CancellationToken cancel = default)
    {
        NativeRuntime.Prepare();
        if (options.Directory is { } directory)
        {
            new Checkpoint(directory).RefuseUnfinished();
        }

        var watch = Stopwatch.StartNew();
        float[] features = _features.Extract(pictures, options.Directory, progress, cancel);
        var head = Stopwatch.StartNew();
        using HeadTraining training = new(features, pictures.Labels, BackboneFeatures.Views, Math.Min(Dimension, _backbone.Width), options.Seed);
        double loss = training.Run(options.Seed, Report, cancel);
        LinearHead trained = training.ToHead();
        int[] shape = [trained.Bias.Length, _backbone.Width];
        return new TrainedModel(
            Package(trained, pictures),
            [loss],
            watch.Elapsed,
            new SafeTensors([new NamedTensor("head.weight", shape, trained.Weight), new NamedTensor("head.bias", shape[..1], trained.Bias)]));

        void Report(int step, int seen, double meanLoss) => progress?.Report(new TrainingProgress(
            1, 1, step, HeadTraining.Steps, meanLoss, seen / head.Elapsed.TotalSeconds, head.Elapsed * ((HeadTraining.Steps - step) / (double)step)));
    }

    /// <inheritdoc/>
    public void Discard(TrainOptions options)
    {
        if (options.Directory is { } directory)
        {
            FeatureStore.Discard(directory);
        }
    }

    private ModelPackage Package(LinearHead head, TrainingPictures pictures) => new(
        new ModelManifest
        {
            Preprocessing = Preprocessing,
            Dimension = head.Bias.Length,
            Mirror = true, // a backbone that never learned so sees the two differently; averaging them gained more than anything else tried
            Recipe = Name,
            Characters = pictures.Characters,
            Libraries = Trainer.Libraries,
            WeightsLicense = $"that of {Path.GetFileName(_backbone.Path)}",
        },
        _backbone.WithHead(head.Weight, head.Bias));
}
