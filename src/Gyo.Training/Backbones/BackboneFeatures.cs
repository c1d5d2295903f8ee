using System.Diagnostics;
using Gyo.Embedding;
using Gyo.Embedding.Backbones;
using Gyo.Training.Data;

namespace Gyo.Training.Backbones;

/// <summary>Runs a backbone over all views of training pictures, each picture once however often it is trained on.</summary>
internal sealed class BackboneFeatures
{
    /// <summary>Views of a picture: itself, its mirror image and six variations. Each is a run of the backbone.</summary>
    public const int Views = 8;

    /// <summary>Pictures between two looks at the clock and at Ctrl+C: some seconds with a large backbone, and enough runs for many cores.</summary>
    private const int ChunkSize = 8;

    /// <summary>Least time between two writings of the file: so much work may be lost to a kill.</summary>
    private static readonly TimeSpan SaveEvery = TimeSpan.FromSeconds(20);

    /// <summary>1.6 GB: a file of features stays below 2 GB.</summary>
    private const int MostFloats = 400_000_000;

    private readonly Backbone _backbone;
    private readonly FeatureStore _store;

    public BackboneFeatures(Backbone backbone)
    {
        _backbone = backbone;
        _store = new FeatureStore($"{backbone.Id}|{Views}");
    }

    /// <summary>The features of all pictures.</summary>
    /// <param name="pictures">Read as the backbone wants them.</param>
    /// <param name="directory">Where an interrupted extraction is kept and found again; null for neither.</param>
    /// <param name="progress">Told after every few pictures.</param>
    /// <param name="cancel">Honoured between a few pictures; what is done is then kept in <paramref name="directory"/>.</param>
    /// <returns>[N, V, F], row-major; each of the N · V vectors has unit length.</returns>
    /// <exception cref="TrainingException">They are too many to be kept in memory.</exception>
    /// <exception cref="ModelFormatException">The backbone fails.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public float[] Extract(TrainingPictures pictures, string? directory, IProgress<TrainingProgress>? progress, CancellationToken cancel)
    {
        int most = MostFloats / (Views * _backbone.Width);
        if (pictures.Count > most)
        {
            throw new TrainingException(
                $"{pictures.Count} pictures are too many for a head on this backbone, at most {most}. Train on a part of them.");
        }

        if (directory is not null)
        {
            _store.Load(directory);
        }

        string[] keys = [.. Enumerable.Range(0, pictures.Count).AsParallel().AsOrdered().Select(i => PictureViews.KeyOf(pictures, i))];
        int[] missing = [.. Enumerable.Range(0, pictures.Count).DistinctBy(i => keys[i]).Where(i => _store[keys[i]] is null)];
        if (missing.Length > 0)
        {
            ExtractMissing(pictures, keys, missing, directory, progress, cancel);
        }

        float[] features = new float[pictures.Count * Views * _backbone.Width];
        for (int i = 0; i < keys.Length; i++)
        {
            _store[keys[i]]!.CopyTo(features, i * Views * _backbone.Width);
        }

        return features;
    }

    private void ExtractMissing(
        TrainingPictures pictures, string[] keys, int[] missing, string? directory, IProgress<TrainingProgress>? progress, CancellationToken cancel)
    {
        using OnnxEmbedder embedder = new(_backbone.AsItIs());
        PictureViews views = new(pictures);
        var watch = Stopwatch.StartNew();
        TimeSpan saved = TimeSpan.Zero;
        int done = 0;
        try
        {
            foreach (int[] chunk in missing.Chunk(ChunkSize))
            {
                ExtractChunk(embedder, views, keys, chunk, cancel);
                done += chunk.Length;
                progress?.Report(new TrainingProgress(
                    1, 1, done, missing.Length, 0, done / watch.Elapsed.TotalSeconds, watch.Elapsed * ((missing.Length - done) / (double)done))
                {
                    Stage = "looking at pictures",
                });
                if (directory is not null && watch.Elapsed - saved > SaveEvery)
                {
                    _store.Save(directory);
                    saved = watch.Elapsed;
                }
            }
        }
        finally
        {
            // Interrupted or done: a kill during the head's training loses nothing either.
            if (directory is not null)
            {
                _store.Save(directory);
            }
        }
    }

    private void ExtractChunk(OnnxEmbedder embedder, PictureViews views, string[] keys, int[] chunk, CancellationToken cancel)
    {
        int side = _backbone.Preprocessing.Size;
        int squareLength = side * side * 3;
        byte[] squares = new byte[chunk.Length * Views * squareLength];
        Parallel.For(0, chunk.Length * Views, new ParallelOptions { CancellationToken = cancel }, i =>
        {
            int picture = chunk[i / Views];
            views.Draw(picture, keys[picture], i % Views, squares.AsSpan(i * squareLength, squareLength));
        });
        float[] vectors = new float[chunk.Length * Views * _backbone.Width];
        embedder.Embed(squares, vectors, cancel);
        for (int i = 0; i < chunk.Length; i++)
        {
            _store.Add(keys[chunk[i]], _backbone.Width, vectors.AsSpan(i * Views * _backbone.Width, Views * _backbone.Width).ToArray());
        }
    }
}
