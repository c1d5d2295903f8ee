using Gyo.Embedding;

namespace Gyo;

/// <summary>A model at work: what embeds, and what reads pictures for it.</summary>
internal sealed class LoadedModel : IDisposable
{
    private readonly Task<IEmbedder> _embedder;

    /// <summary>Takes what embeds.</summary>
    public LoadedModel(IEmbedder embedder)
        : this(Task.FromResult(embedder), embedder.ModelId, embedder.Dimension, embedder.Preprocessing, ModelManifest.DefaultSinglePictureTemperature)
    {
    }

    private LoadedModel(Task<IEmbedder> embedder, string id, int dimension, Preprocessing preprocessing, float singlePictureTemperature)
    {
        _embedder = embedder;
        Id = id;
        Dimension = dimension;
        Reader = new PictureReader(preprocessing);
        SinglePictureTemperature = singlePictureTemperature;
    }

    public string Id { get; }

    public int Dimension { get; }

    public PictureReader Reader { get; }

    /// <inheritdoc cref="ModelManifest.SinglePictureTemperature"/>
    public float SinglePictureTemperature { get; }

    /// <inheritdoc cref="ModelManifest.Characters"/>
    public IReadOnlyList<string> TrainedCharacters { get; private init; } = [];

    private IEmbedder Embedder => _embedder.GetAwaiter().GetResult();

    /// <summary>Loads a model package.</summary>
    /// <exception cref="ModelFormatException">ONNX Runtime refuses it.</exception>
    public static LoadedModel Of(ModelPackage package)
    {
        LoadedModel model = Begin(package);
        model.AwaitGraph();
        return model;
    }

    /// <summary>
    /// Begins to load a model package and leaves the graph, the slowest part, to another thread: a process that was started for one question
    /// opens its gallery and reads its picture meanwhile.
    /// </summary>
    public static LoadedModel Begin(ModelPackage package) => new(
        Task.Run<IEmbedder>(() => new OnnxEmbedder(package)),
        OnnxEmbedder.Identify(package),
        package.Manifest.Dimension,
        package.Manifest.Preprocessing,
        package.Manifest.SinglePictureTemperature ?? ModelManifest.DefaultSinglePictureTemperature)
    {
        TrainedCharacters = package.Manifest.Characters,
    };

    /// <summary>Waits until the graph is loaded.</summary>
    /// <exception cref="ModelFormatException">ONNX Runtime refuses it.</exception>
    public void AwaitGraph() => _ = Embedder;

    /// <summary>Embeds squares.</summary>
    /// <param name="squares">N pictures of S × S × 3 bytes.</param>
    /// <param name="cancel">Honoured between batches.</param>
    /// <returns>N vectors of D floats of unit norm.</returns>
    /// <exception cref="ModelFormatException">ONNX Runtime refuses the graph, or it gives no vector.</exception>
    public float[][] Embed(IReadOnlyList<byte[]> squares, CancellationToken cancel = default)
    {
        foreach (byte[] square in squares)
        {
            if (square.Length != Reader.SquareLength)
            {
                throw new ArgumentException($"A picture of {square.Length} bytes met a model that reads {Reader.SquareLength}.", nameof(squares));
            }
        }

        byte[] pixels = squares.Count == 1 ? squares[0] : [.. squares.SelectMany(s => s)];
        float[] vectors = new float[squares.Count * Dimension];
        Embedder.Embed(pixels, vectors, cancel);
        return squares.Count == 1 ? [vectors] : [.. vectors.Chunk(Dimension)];
    }

    /// <summary>Waits for a graph that is being loaded: the process may be about to end, under the thread that loads.</summary>
    public void Dispose()
    {
        if (Task.WaitAny(_embedder) == 0 && _embedder.IsCompletedSuccessfully)
        {
            _embedder.Result.Dispose();
        }
    }
}
