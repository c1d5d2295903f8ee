using System.Globalization;
using Gyo.Embedding;
using Gyo.Imaging;
using Microsoft.Extensions.AI;

namespace Gyo.Extensions.Embedding;

/// <summary>A model of Gyo as .NET's abstraction of one: the bytes of pictures' files in, vectors of unit L2 norm out.</summary>
/// <remarks>
/// Whoever works with <see cref="IEmbeddingGenerator{TInput, TEmbedding}"/> can use it, for instance a vector store whose records hold pictures.
/// What a picture is, is told by its bytes; media types are not looked at. Any number of threads may call it at once.
/// </remarks>
public sealed class PictureEmbeddingGenerator : IEmbeddingGenerator<DataContent, Embedding<float>>
{
    /// <summary>What <see cref="EmbeddingGeneratorMetadata.ProviderName"/> says.</summary>
    public const string ProviderName = "gyo";

    /// <summary>Pictures that are decoded and embedded together: as many as the model takes at once, so that memory is bounded for any number.</summary>
    private const int BatchSize = 64;

    private readonly IEmbedder _embedder;
    private readonly PictureReader _reader;
    private readonly EmbeddingGeneratorMetadata _metadata;

    /// <summary>Embeds with a model that is at work already. It is disposed of with this generator.</summary>
    /// <param name="embedder">The model.</param>
    /// <param name="limits">What a picture may cost; the defaults if null.</param>
    public PictureEmbeddingGenerator(IEmbedder embedder, DecodeOptions? limits = null)
    {
        _embedder = embedder;
        _reader = new PictureReader(embedder.Preprocessing, limits);
        _metadata = new EmbeddingGeneratorMetadata(ProviderName, providerUri: null, embedder.ModelId, embedder.Dimension);
    }

    /// <summary>Loads a model and embeds with it.</summary>
    /// <param name="model">The model, for instance <see cref="BaseModel.Create"/>.</param>
    /// <exception cref="ModelFormatException">ONNX Runtime refuses it.</exception>
    public PictureEmbeddingGenerator(ModelPackage model)
        : this(new OnnxEmbedder(model))
    {
    }

    /// <summary>Embeds pictures, all of them or none.</summary>
    /// <param name="values">The pictures' files; none is no mistake.</param>
    /// <param name="options">May name the model and its dimension, and then has to name those there are.</param>
    /// <param name="cancellationToken">Honoured between batches of 64 pictures.</param>
    /// <returns>A vector of D floats of unit L2 norm for each picture, in their order.</returns>
    /// <exception cref="ArgumentException">The options ask for another model or dimension.</exception>
    /// <exception cref="ImageDecodeException">A picture is none, has no data, is damaged or beyond a limit. Its path is the picture's name or, without one, as in "picture 3", counted from 1.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<DataContent> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(values);
        Check(options);
        return Task.Run(() => Generate(values, cancellationToken), cancellationToken); // a caller that awaits wants its thread back
    }

    /// <inheritdoc/>
    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        return serviceKey is not null ? null
            : serviceType == typeof(EmbeddingGeneratorMetadata) ? _metadata
            : serviceType.IsInstanceOfType(this) ? this
            : serviceType.IsInstanceOfType(_embedder) ? _embedder
            : null;
    }

    /// <summary>Disposes of the model. No call may be under way.</summary>
    public void Dispose() => _embedder.Dispose();

    private void Check(EmbeddingGenerationOptions? options)
    {
        if (options?.Dimensions is { } dimensions && dimensions != _embedder.Dimension)
        {
            throw new ArgumentException(
                $"This model makes vectors of {_embedder.Dimension} numbers, not of {dimensions}: leave Dimensions out, or take another model.", nameof(options));
        }

        if (options?.ModelId is { } id && id != _embedder.ModelId)
        {
            throw new ArgumentException($"This is the model {_embedder.ModelId}, not '{id}': leave ModelId out, or take a generator of that model.", nameof(options));
        }
    }

    private GeneratedEmbeddings<Embedding<float>> Generate(IEnumerable<DataContent> values, CancellationToken cancel)
    {
        GeneratedEmbeddings<Embedding<float>> embeddings = [];
        foreach (DataContent[] batch in values.Chunk(BatchSize))
        {
            cancel.ThrowIfCancellationRequested();
            byte[] pixels = Decode(batch, embeddings.Count, cancel);
            float[] vectors = new float[batch.Length * _embedder.Dimension];
            _embedder.Embed(pixels, vectors, cancel);
            DateTimeOffset now = DateTimeOffset.UtcNow;
            foreach (float[] vector in vectors.Chunk(_embedder.Dimension))
            {
                embeddings.Add(new Embedding<float>(vector) { CreatedAt = now, ModelId = _embedder.ModelId });
            }
        }

        return embeddings;
    }

    /// <summary>Reads some pictures.</summary>
    /// <param name="batch">Their files.</param>
    /// <param name="before">How many came before them.</param>
    /// <param name="cancel">Honoured between pictures.</param>
    /// <returns>[N, R, R, 3].</returns>
    private byte[] Decode(DataContent[] batch, int before, CancellationToken cancel)
    {
        byte[] pixels = new byte[batch.Length * _reader.SquareLength];
        var problems = new ImageDecodeException?[batch.Length];
        Parallel.For(0, batch.Length, new ParallelOptions { CancellationToken = cancel }, i =>
        {
            string name = Name(batch[i], before + i);
            try
            {
                ReadOnlyMemory<byte> file = batch[i]?.Data ?? ReadOnlyMemory<byte>.Empty;
                if (file.IsEmpty)
                {
                    throw new ImageDecodeException(name, "it holds no data; give the bytes of a picture's file.");
                }

                _reader.Read(file, name).Pixels.CopyTo(pixels.AsSpan(i * _reader.SquareLength));
            }
            catch (ImageDecodeException e)
            {
                problems[i] = e;
            }
        });
        return Array.Find(problems, p => p is not null) is { } first ? throw first : pixels; // whichever thread found one first
    }

    private static string Name(DataContent? picture, int at) =>
        string.IsNullOrWhiteSpace(picture?.Name) ? $"picture {(at + 1).ToString(CultureInfo.InvariantCulture)}" : picture.Name;
}
