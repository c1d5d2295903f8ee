using Gyo.Extensions.Embedding;
using Gyo.Extensions.Tests.Storing;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.VectorData;

namespace Gyo.Extensions.Tests;

public sealed class GyoExtensionsServicesTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null)]
    [InlineData("a key")]
    public async Task Added_StoreAndCollection_AreOneEach(object? key)
    {
        using ServiceProvider provider = new ServiceCollection()
            .AddGyoVectorStore(key: key)
            .AddGyoCollection<int, Book>("books", key: key)
            .BuildServiceProvider();

        VectorStore store = provider.GetRequiredKeyedService<VectorStore>(key);
        VectorStoreCollection<int, Book> books = provider.GetRequiredKeyedService<VectorStoreCollection<int, Book>>(key);
        await books.EnsureCollectionExistsAsync(Cancel);

        Assert.Same(store, provider.GetRequiredKeyedService<GyoVectorStore>(key));
        Assert.Same(books, provider.GetRequiredKeyedService<IVectorSearchable<Book>>(key));
        Assert.True(await store.CollectionExistsAsync("books", Cancel));
    }

    [Fact]
    public async Task Added_EmbeddingsBesideTheStore_EmbedItsRecords()
    {
        using ServiceProvider provider = new ServiceCollection()
            .AddSingleton<IEmbeddingGenerator<DataContent, Embedding<float>>>(new PictureEmbeddingGenerator(new MeanColour()))
            .AddGyoVectorStore()
            .AddGyoCollection<string, SearchTests.Photograph>("photographs")
            .BuildServiceProvider();
        VectorStoreCollection<string, SearchTests.Photograph> photographs = provider.GetRequiredService<VectorStoreCollection<string, SearchTests.Photograph>>();
        await photographs.EnsureCollectionExistsAsync(Cancel);
        await photographs.UpsertAsync(new SearchTests.Photograph { Path = "red.png", Picture = Pictures.Content(200, 0, 0) }, Cancel);

        Assert.Equal("red.png", (await photographs.SearchAsync(Pictures.Content(100, 0, 0), 1, cancellationToken: Cancel).SingleAsync(Cancel)).Record.Path);
    }

    [Fact]
    public void AddGyoEmbeddings_NoFolder_IsTheBuiltInModel()
    {
        using ServiceProvider provider = new ServiceCollection().AddGyoEmbeddings().BuildServiceProvider();

        IEmbeddingGenerator<DataContent, Embedding<float>> generator = provider.GetRequiredService<IEmbeddingGenerator<DataContent, Embedding<float>>>();

        Assert.Equal(128, generator.GetService<EmbeddingGeneratorMetadata>()?.DefaultModelDimensions);
    }

    [Fact]
    public void Adding_BadArguments_IsRefusedAtOnce()
    {
        Assert.Throws<ArgumentNullException>(() => GyoExtensionsServices.AddGyoVectorStore(null!));
        Assert.Throws<ArgumentNullException>(() => GyoExtensionsServices.AddGyoCollection<int, Book>(null!, "books"));
        Assert.Throws<ArgumentNullException>(() => new ServiceCollection().AddGyoCollection<int, Book>(null!));
        Assert.Throws<ArgumentException>(() => new ServiceCollection().AddGyoCollection<int, Book>(""));
    }
}
