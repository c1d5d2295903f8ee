using Gyo.Collections;
using Gyo.Embedding;

namespace Gyo.Cli;

/// <summary>Opens and fills galleries the way several verbs need it.</summary>
internal static class Galleries
{
    /// <summary>A gallery to be filled: with the model that was named, else with its own, else (a new one) with the built-in model.</summary>
    /// <param name="directory">Its directory.</param>
    /// <param name="model">A model folder or <c>base</c>; null if none was named.</param>
    /// <param name="folder">What is to be indexed: without it, or a picture in it, no gallery is made and no change of model begun.</param>
    public static Gallery OpenForIndexing(string directory, string? model, string folder)
    {
        if (ImageFolder.Scan(folder).Count == 0)
        {
            throw new GalleryException(folder, "there is no picture in it, so nothing was changed. Make one sub-folder per character and put its pictures there.");
        }

        return model is null && Gallery.Exists(directory) ? Gallery.Open(directory) : Gallery.OpenOrCreate(directory, Models.Open(model ?? BaseModel.Name));
    }

    /// <summary>Indexes a folder under a progress bar.</summary>
    public static IndexResult Index(Gallery gallery, string folder, CancellationToken cancel) => Terminal.WithProgress(
        "Indexing", show => gallery.Index(folder, new Reporter(show), cancel));

    private sealed class Reporter(Action<double, string> show) : IProgress<IndexProgress>
    {
        public void Report(IndexProgress progress) =>
            show(progress.Done / (double)Math.Max(1, progress.Total), $"{progress.Done} of {progress.Total} pictures");
    }
}
