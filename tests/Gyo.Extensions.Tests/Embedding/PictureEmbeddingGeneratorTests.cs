using System.Numerics.Tensors;
using Gyo.Embedding;
using Gyo.Extensions.Embedding;
using Gyo.Imaging;
using Microsoft.Extensions.AI;

namespace Gyo.Extensions.Tests.Embedding;

public sealed class PictureEmbeddingGeneratorTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task GenerateAsync_BuiltInModel_MakesTheVectorsThatGalleriesKeep()
    {
        byte[] picture = Pictures.Draw(200, 30, 60);
        using OnnxEmbedder embedder = new(BaseModel.Create());
        float[] expected = new float[embedder.Dimension];
        embedder.Embed(new PictureReader(embedder.Preprocessing).Read(picture, "picture").Pixels, expected, Cancel);
        using PictureEmbeddingGenerator generator = new(BaseModel.Create());

        Embedding<float> embedding = await generator.GenerateAsync(new DataContent(picture, "image/png"), cancellationToken: Cancel);

        Assert.Equal(expected, embedding.Vector.ToArray());
        Assert.Equal(1, TensorPrimitives.Norm(embedding.Vector.Span), 1e-5);
        Assert.Equal(embedder.ModelId, embedding.ModelId);
    }

    [Fact]
    public async Task GenerateAsync_ManyPictures_KeepsTheirOrderAndBoundsBatches()
    {
        MeanColour model = new();
        using PictureEmbeddingGenerator generator = new(model);
        DataContent[] pictures = [.. Enumerable.Range(0, 150).Select(i => i % 2 == 0 ? Pictures.Content(255, i, 0) : Pictures.Content(0, i, 255))];

        GeneratedEmbeddings<Embedding<float>> embeddings = await generator.GenerateAsync(pictures, cancellationToken: Cancel);

        Assert.Equal([64, 64, 22], model.Batches);
        Assert.Equal(150, embeddings.Count);
        for (int i = 0; i < embeddings.Count; i++)
        {
            ReadOnlySpan<float> vector = embeddings[i].Vector.Span;
            Assert.Equal(i % 2 == 0, vector[0] > vector[2]);
            Assert.Equal(i / 255f, vector[1] / Math.Max(vector[0], vector[2]), 0.01);
        }
    }

    [Fact]
    public async Task GenerateAsync_NoPicture_MakesNone()
    {
        using PictureEmbeddingGenerator generator = new(new MeanColour());

        Assert.Empty(await generator.GenerateAsync([], cancellationToken: Cancel));
    }

    [Fact]
    public async Task GenerateAsync_NoPictureAmongPictures_SaysWhich()
    {
        using PictureEmbeddingGenerator generator = new(new MeanColour());
        DataContent text = new("hello"u8.ToArray(), "image/png");

        ImageDecodeException unnamed = await Assert.ThrowsAsync<ImageDecodeException>(
            () => generator.GenerateAsync([Pictures.Content(1, 2, 3), text, text], cancellationToken: Cancel));
        text.Name = "letter.png";
        ImageDecodeException named = await Assert.ThrowsAsync<ImageDecodeException>(() => generator.GenerateAsync([text], cancellationToken: Cancel));
        ImageDecodeException empty = await Assert.ThrowsAsync<ImageDecodeException>(
            () => generator.GenerateAsync([new DataContent(ReadOnlyMemory<byte>.Empty, "image/png")], cancellationToken: Cancel));

        Assert.Equal("picture 2", unnamed.Path);
        Assert.Equal("letter.png", named.Path);
        Assert.Equal("picture 1: it holds no data; give the bytes of a picture's file.", empty.Message);
    }

    [Fact]
    public async Task GenerateAsync_OptionsOfAnotherModel_AreRefused()
    {
        using PictureEmbeddingGenerator generator = new(new MeanColour());
        DataContent[] pictures = [Pictures.Content(1, 2, 3)];

        Assert.Single(await generator.GenerateAsync(pictures, new EmbeddingGenerationOptions { Dimensions = 3, ModelId = "mean-colour" }, Cancel));
        ArgumentException dimension = await Assert.ThrowsAsync<ArgumentException>(
            () => generator.GenerateAsync(pictures, new EmbeddingGenerationOptions { Dimensions = 512 }, Cancel));
        await Assert.ThrowsAsync<ArgumentException>(() => generator.GenerateAsync(pictures, new EmbeddingGenerationOptions { ModelId = "clip" }, Cancel));

        Assert.Contains("3 numbers, not of 512", dimension.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GenerateAsync_Cancelled_Stops()
    {
        using PictureEmbeddingGenerator generator = new(new MeanColour());
        using CancellationTokenSource stop = new();

        IEnumerable<DataContent> Endless()
        {
            while (true)
            {
                yield return Pictures.Content(1, 2, 3);
                stop.Cancel();
            }
        }

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => generator.GenerateAsync(Endless(), cancellationToken: stop.Token));
    }

    [Fact]
    public void GetService_Metadata_NamesModelAndDimension()
    {
        MeanColour model = new();
        PictureEmbeddingGenerator generator = new(model);

        EmbeddingGeneratorMetadata? metadata = generator.GetService<EmbeddingGeneratorMetadata>();

        Assert.Equal(("gyo", "mean-colour", 3), (metadata?.ProviderName, metadata?.DefaultModelId, metadata?.DefaultModelDimensions));
        Assert.Same(model, generator.GetService<IEmbedder>());
        Assert.Same(generator, generator.GetService<PictureEmbeddingGenerator>());
        Assert.Null(generator.GetService<IEmbedder>("key"));
        generator.Dispose();
        Assert.True(model.IsDisposed);
    }
}
