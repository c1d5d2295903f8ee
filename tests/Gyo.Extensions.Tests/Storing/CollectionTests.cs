using Microsoft.Extensions.VectorData;

namespace Gyo.Extensions.Tests.Storing;

/// <summary>Collections come and go.</summary>
public sealed class CollectionTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [ClassData(typeof(AllKinds))]
    public async Task EnsureExistsAndDeleted_AnyNumberOfTimes_IsSoAfterwards(StoreKind kind)
    {
        using TestStore test = new(kind);
        VectorStoreCollection<int, Book> books = test.Store.GetCollection<int, Book>("books; DROP TABLE collections");

        Assert.False(await books.CollectionExistsAsync(Cancel));
        await books.EnsureCollectionExistsAsync(Cancel);
        await books.EnsureCollectionExistsAsync(Cancel);
        Assert.True(await books.CollectionExistsAsync(Cancel));
        Assert.True(await test.Store.CollectionExistsAsync(books.Name, Cancel));
        Assert.Equal([books.Name], await test.Store.ListCollectionNamesAsync(Cancel).ToListAsync(Cancel));
        await test.Store.EnsureCollectionDeletedAsync(books.Name, Cancel);
        await books.EnsureCollectionDeletedAsync(Cancel);
        Assert.False(await books.CollectionExistsAsync(Cancel));
        Assert.Empty(await test.Store.ListCollectionNamesAsync(Cancel).ToListAsync(Cancel));
    }

    [Fact]
    public async Task EnsureDeleted_ThenMadeAgain_IsEmptyForAllWhoHaveItOpen()
    {
        using TestStore test = new(StoreKind.Folder);
        VectorStoreCollection<int, Book> one = test.Store.GetCollection<int, Book>("books");
        VectorStoreCollection<int, Book> other = test.Store.GetCollection<int, Book>("books");
        await one.EnsureCollectionExistsAsync(Cancel);
        await one.UpsertAsync(Book.Shelf(), Cancel);
        Assert.NotNull(await other.GetAsync(1, cancellationToken: Cancel));

        await one.EnsureCollectionDeletedAsync(Cancel);
        await one.EnsureCollectionExistsAsync(Cancel);

        Assert.Null(await other.GetAsync(1, cancellationToken: Cancel));
        Assert.Empty(await other.SearchAsync(new float[] { 1, 0, 0 }, 3, cancellationToken: Cancel).ToListAsync(Cancel));
    }

    [Fact]
    public async Task EveryCall_CollectionThatIsNotThere_SaysWhatToDo()
    {
        using TestStore test = new(StoreKind.Memory);
        VectorStoreCollection<int, Book> books = test.Store.GetCollection<int, Book>("books");
        Func<Task>[] calls =
        [
            () => books.GetAsync(1, cancellationToken: Cancel),
            () => books.GetAsync(b => true, 1, cancellationToken: Cancel).ToListAsync(Cancel).AsTask(),
            () => books.UpsertAsync(Book.Shelf(), Cancel),
            () => books.DeleteAsync(1, Cancel),
            () => books.SearchAsync(new float[] { 1, 0, 0 }, 1, cancellationToken: Cancel).ToListAsync(Cancel).AsTask(),
        ];

        foreach (Func<Task> call in calls)
        {
            VectorStoreException e = await Assert.ThrowsAsync<VectorStoreException>(call);
            Assert.Equal("There is no collection 'books'; call EnsureCollectionExistsAsync first.", e.Message);
            Assert.Equal(("gyo", "books"), (e.VectorStoreSystemName, e.CollectionName));
        }
    }

    [Fact]
    public async Task EnsureExists_OfOtherRecords_SaysInWhatTheyDiffer()
    {
        using TestStore test = new(StoreKind.Memory);
        await test.Store.GetCollection<int, Book>("books").EnsureCollectionExistsAsync(Cancel);
        VectorStoreCollectionDefinition wider = Book.Definition();
        wider.Properties[3] = new VectorStoreVectorProperty("Look", typeof(ReadOnlyMemory<float>), 4);
        VectorStoreCollectionDefinition fewer = Book.Definition();
        fewer.Properties.RemoveAt(2);

        VectorStoreException other = await Assert.ThrowsAsync<VectorStoreException>(
            () => test.Store.GetDynamicCollection("books", wider).EnsureCollectionExistsAsync(Cancel));
        VectorStoreException missing = await Assert.ThrowsAsync<VectorStoreException>(
            () => test.Store.GetDynamicCollection("books", fewer).GetAsync(1, cancellationToken: Cancel));

        Assert.Contains("its 'Look' is a vector of 3 numbers by CosineSimilarity (Dynamic), not a vector of 4", other.Message, StringComparison.Ordinal);
        Assert.Contains("it has 'Pages', which these records have not", missing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void GetService_Metadata_NamesStoreAndCollection()
    {
        using TestStore test = new(StoreKind.Folder);
        VectorStoreCollection<int, Book> books = test.Store.GetCollection<int, Book>("books");

        var store = (VectorStoreMetadata?)test.Store.GetService(typeof(VectorStoreMetadata));
        var collection = (VectorStoreCollectionMetadata?)books.GetService(typeof(VectorStoreCollectionMetadata));

        Assert.Equal(("gyo", test.Folder), (store?.VectorStoreSystemName, store?.VectorStoreName));
        Assert.Equal(("gyo", test.Folder, "books"), (collection?.VectorStoreSystemName, collection?.VectorStoreName, collection?.CollectionName));
        Assert.Same(books, books.GetService(typeof(VectorStoreCollection<int, Book>)));
        Assert.Same(test.Store, books.GetService(typeof(VectorStore)));
        Assert.Null(books.GetService(typeof(VectorStore), "key"));
    }

    [Fact]
    public void GetCollection_WhatIsNotSupported_SaysWhatIs()
    {
        using TestStore test = new(StoreKind.Memory);
        static VectorStoreCollectionDefinition With(VectorStoreProperty property) =>
            new() { Properties = [new VectorStoreKeyProperty("Id", typeof(string)), property] };

        NotSupportedException type = Assert.Throws<NotSupportedException>(
            () => test.Store.GetDynamicCollection("c", With(new VectorStoreDataProperty("Uri", typeof(Uri)))));
        NotSupportedException distance = Assert.Throws<NotSupportedException>(() => test.Store.GetDynamicCollection(
            "c", With(new VectorStoreVectorProperty("V", typeof(float[]), 3) { DistanceFunction = "Chebyshev" })));
        NotSupportedException kind = Assert.Throws<NotSupportedException>(() => test.Store.GetDynamicCollection(
            "c", With(new VectorStoreVectorProperty("V", typeof(float[]), 3) { IndexKind = IndexKind.DiskAnn })));
        NotSupportedException graph = Assert.Throws<NotSupportedException>(() => test.Store.GetDynamicCollection(
            "c", With(new VectorStoreVectorProperty("V", typeof(float[]), 3) { IndexKind = IndexKind.Hnsw, DistanceFunction = DistanceFunction.EuclideanDistance })));
        NotSupportedException key = Assert.Throws<NotSupportedException>(
            () => test.Store.GetDynamicCollection("c", new() { Properties = [new VectorStoreKeyProperty("Id", typeof(double))] }));
        Assert.Throws<InvalidOperationException>(() => test.Store.GetCollection<Guid, Book>("c")); // its key is an int
        Assert.Throws<ArgumentException>(() => test.Store.GetCollection<object, Dictionary<string, object?>>("c", Book.Definition()));
        Assert.Throws<ArgumentException>(() => test.Store.GetCollection<int, Book>(""));

        Assert.Contains("arrays and lists of String", type.Message, StringComparison.Ordinal);
        Assert.Contains("ManhattanDistance", distance.Message, StringComparison.Ordinal);
        Assert.Contains("Flat, Hnsw or Dynamic", kind.Message, StringComparison.Ordinal);
        Assert.Contains("compares by cosine", graph.Message, StringComparison.Ordinal);
        Assert.Contains("String, Int32, Int64, Guid", key.Message, StringComparison.Ordinal);
    }
}
