using System.Diagnostics;
using Gyo.Embedding;

namespace Gyo.Evaluation;

/// <summary>Measures a finished model on pictures.</summary>
public static class ModelEvaluation
{
    /// <summary>Embeds all pictures and asks the split's queries of its gallery.</summary>
    /// <param name="model">The model.</param>
    /// <param name="pictures">The pictures.</param>
    /// <param name="split">A split of them.</param>
    /// <param name="cancel">Honoured per batch and query.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static RunResult Measure(
        ModelPackage model, FolderPictures pictures, Split split, CancellationToken cancel = default) =>
        Measure(model, pictures, [split], cancel)[0];

    /// <summary>Embeds all pictures once and asks the queries of several splits, each of its own gallery.</summary>
    /// <param name="model">The model.</param>
    /// <param name="pictures">The pictures.</param>
    /// <param name="splits">Splits of them.</param>
    /// <param name="cancel">Honoured per batch and query.</param>
    /// <returns>A run for each split.</returns>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static IReadOnlyList<RunResult> Measure(
        ModelPackage model, FolderPictures pictures, IReadOnlyList<Split> splits, CancellationToken cancel = default)
    {
        using var loaded = LoadedModel.Of(model);
        var watch = Stopwatch.StartNew();
        EmbeddedPictures embedded = pictures.Embed(loaded, cancel);
        double speed = pictures.Files.Count / watch.Elapsed.TotalSeconds;
        var evaluator = new Evaluator(loaded.SinglePictureTemperature);
        return [.. splits.Select(split => evaluator.Run(split, embedded, cancel) with { EmbedImagesPerSecond = speed })];
    }

    /// <summary>Embeds two folders and asks the one of the other.</summary>
    /// <param name="model">The model.</param>
    /// <param name="modelName">What the report calls it.</param>
    /// <param name="gallery">The gallery.</param>
    /// <param name="queries">The queries.</param>
    /// <param name="cancel">Honoured per batch and query.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static CrossReport Measure(
        ModelPackage model,
        string modelName,
        FolderPictures gallery,
        FolderPictures queries,
        CancellationToken cancel = default)
    {
        using var loaded = LoadedModel.Of(model);
        var watch = Stopwatch.StartNew();
        EmbeddedPictures galleryVectors = gallery.Embed(loaded, cancel);
        EmbeddedPictures queryVectors = queries.Embed(loaded, cancel);
        double speed = (gallery.Files.Count + queries.Files.Count) / watch.Elapsed.TotalSeconds;
        CrossReport report = new Evaluator(loaded.SinglePictureTemperature).Cross(galleryVectors, queryVectors, gallery.Folder, queries.Folder, modelName, cancel);
        return report with { EmbedImagesPerSecond = speed };
    }
}
