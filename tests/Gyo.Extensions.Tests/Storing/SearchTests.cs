using Gyo.Extensions.Embedding;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.VectorData;

namespace Gyo.Extensions.Tests.Storing;

/// <summary>The closest records of a question.</summary>
public sealed class SearchTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [ClassData(typeof(AllKinds))]
    public async Task Search_SkipFilterVectors_GivesThoseRecords(StoreKind kind)
    {
        using TestStore test = new(kind);
        VectorStoreCollection<int, Book> books = await RecordTests.BooksAsync(test);
        ReadOnlyMemory<float> query = new float[] { 1, 2, 3 };

        Assert.Equal("1 foo 1 []", (await books.SearchAsync(query, 1, cancellationToken: Cancel).SingleAsync(Cancel)).Record.ToString());
        Assert.Equal("1 foo 1 [1 2 3]", (await books.SearchAsync(query, 1, new() { IncludeVectors = true }, Cancel).SingleAsync(Cancel)).Record.ToString());
        Assert.Equal(2, (await books.SearchAsync(query, 1, new() { Skip = 1 }, Cancel).SingleAsync(Cancel)).Record.Id);
        Assert.Equal(2, (await books.SearchAsync(query, 1, new() { Filter = b => b.Pages == 2 }, Cancel).SingleAsync(Cancel)).Record.Id);
        Assert.Equal([1, 3], (await books.SearchAsync(query, 9, new() { Filter = b => b.Title == "foo" }, Cancel).ToListAsync(Cancel)).ConvertAll(r => r.Record.Id));
        Assert.Empty(await books.SearchAsync(query, 9, new() { Filter = b => b.Title == "baz" }, Cancel).ToListAsync(Cancel));
        Assert.Empty(await books.SearchAsync(query, 9, new() { Skip = 3 }, Cancel).ToListAsync(Cancel));
        Assert.Equal(3, await books.SearchAsync(query, int.MaxValue, new() { Skip = 0 }, Cancel).CountAsync(Cancel));
    }

    [Theory]
    [InlineData(DistanceFunction.CosineSimilarity, 1, -1, 0, "1 3 2")]
    [InlineData(DistanceFunction.CosineDistance, 0, 2, 1, "1 3 2")]
    [InlineData(DistanceFunction.DotProductSimilarity, 1, -1, 0, "1 3 2")]
    [InlineData(DistanceFunction.NegativeDotProductSimilarity, -1, 1, 0, "1 3 2")]
    [InlineData(DistanceFunction.EuclideanDistance, 0, 2, 1.7320508, "1 3 2")]
    [InlineData(DistanceFunction.EuclideanSquaredDistance, 0, 4, 3, "1 3 2")]
    [InlineData(DistanceFunction.ManhattanDistance, 0, 2, 3, "1 2 3")]
    [InlineData(DistanceFunction.HammingDistance, 0, 1, 3, "1 2 3")]
    public async Task Search_ByADistanceFunction_ScoresOrdersAndCutsByIt(string distance, double same, double opposite, double across, string order)
    {
        using TestStore test = new(StoreKind.Folder);
        VectorStoreCollection<object, Dictionary<string, object?>> collection = test.Store.GetDynamicCollection("c", new()
        {
            Properties =
            [
                new VectorStoreKeyProperty("Id", typeof(int)),
                new VectorStoreVectorProperty("V", typeof(float[]), 4) { DistanceFunction = distance },
            ],
        });
        await collection.EnsureCollectionExistsAsync(Cancel);
        float[][] vectors = [[1, 0, 0, 0], [-1, 0, 0, 0], [0, -1, -1, 0]];
        await collection.UpsertAsync(vectors.Select((v, i) => new Dictionary<string, object?> { ["Id"] = i + 1, ["V"] = v }), Cancel);
        double[] scores = [same, opposite, across];
        int[] ids = [.. order.Split(' ').Select(int.Parse)];

        List<VectorSearchResult<Dictionary<string, object?>>> found = await collection.SearchAsync(vectors[0], 3, cancellationToken: Cancel).ToListAsync(Cancel);
        List<VectorSearchResult<Dictionary<string, object?>>> cut =
            await collection.SearchAsync(vectors[0], 3, new() { ScoreThreshold = found[1].Score }, Cancel).ToListAsync(Cancel);

        Assert.Equal(ids, found.ConvertAll(r => (int)r.Record["Id"]!));
        Assert.Equal(ids.Select(id => scores[id - 1]), found.ConvertAll(r => Math.Round(r.Score!.Value, 6)), (a, b) => Math.Abs(a - b) < 1e-5);
        Assert.Equal(ids[..2], cut.ConvertAll(r => (int)r.Record["Id"]!));
    }

    [Fact]
    public async Task Search_SeveralVectorProperties_WantsToKnowWhich()
    {
        using TestStore test = new(StoreKind.Graph);
        VectorStoreCollection<object, Dictionary<string, object?>> collection = test.Store.GetDynamicCollection("c", new()
        {
            Properties =
            [
                new VectorStoreKeyProperty("Id", typeof(Guid)),
                new VectorStoreVectorProperty("Front", typeof(float[]), 2),
                new VectorStoreVectorProperty("Side", typeof(ReadOnlyMemory<float>?), 2) { IndexKind = IndexKind.Hnsw },
            ],
        });
        await collection.EnsureCollectionExistsAsync(Cancel);
        Guid one = Guid.NewGuid(), other = Guid.NewGuid();
        await collection.UpsertAsync([Record(one, [1, 0], new ReadOnlyMemory<float>([0, 1])), Record(other, [0, 1], null)], Cancel);

        List<Guid> front = await FoundAsync([0, 1], new() { VectorProperty = r => r["Front"] });
        List<Guid> side = await FoundAsync([0, 1], new() { VectorProperty = r => r["Side"] });
        await Assert.ThrowsAsync<InvalidOperationException>(() => FoundAsync([0, 1], new()));

        Assert.Equal([other, one], front);
        Assert.Equal([one], side); // the other has none

        await collection.UpsertAsync([Record(one, [1, 0], null), Record(other, [0, 1], new ReadOnlyMemory<float>([0, 1]))], Cancel);
        Assert.Equal([other], await FoundAsync([0, 1], new() { VectorProperty = r => r["Side"] }));

        static Dictionary<string, object?> Record(Guid id, float[] front, object? side) => new() { ["Id"] = id, ["Front"] = front, ["Side"] = side };

        async Task<List<Guid>> FoundAsync(float[] query, VectorSearchOptions<Dictionary<string, object?>> options) =>
            (await collection.SearchAsync(query, 5, options, Cancel).ToListAsync(Cancel)).ConvertAll(r => (Guid)r.Record["Id"]!);
    }

    [Fact]
    public async Task Search_RecordsOfPictures_AreEmbeddedAndFoundByPictures()
    {
        using PictureEmbeddingGenerator generator = new(new MeanColour());
        using TestStore test = new(StoreKind.Folder, generator);
        VectorStoreCollection<string, Photograph> photographs = test.Store.GetCollection<string, Photograph>("photographs");
        await photographs.EnsureCollectionExistsAsync(Cancel);

        await photographs.UpsertAsync(
            [new() { Path = "red.png", Picture = Pictures.Content(250, 0, 0) }, new() { Path = "blue.png", Picture = Pictures.Content(0, 0, 250) }, new() { Path = "none.png" }],
            Cancel);
        Photograph? stored = await photographs.GetAsync("red.png", cancellationToken: Cancel);
        VectorSearchResult<Photograph> found = await photographs.SearchAsync(Pictures.Content(10, 0, 200), 1, cancellationToken: Cancel).SingleAsync(Cancel);

        Assert.Null(stored!.Picture);
        Assert.Equal("blue.png", found.Record.Path);
        await Assert.ThrowsAsync<NotSupportedException>(() => photographs.GetAsync("red.png", new() { IncludeVectors = true }, Cancel));
        await Assert.ThrowsAsync<NotSupportedException>(
            () => photographs.SearchAsync(Pictures.Content(1, 1, 1), 1, new() { IncludeVectors = true }, Cancel).ToListAsync(Cancel).AsTask());
    }

    [Fact]
    public async Task Search_WhatNothingMakesAVectorOf_SaysSo()
    {
        using PictureEmbeddingGenerator generator = new(new MeanColour());
        using TestStore without = new(StoreKind.Memory);
        using TestStore with = new(StoreKind.Memory, generator);
        VectorStoreCollection<int, Book> books = await RecordTests.BooksAsync(without);
        VectorStoreCollection<int, Book> pictured = await RecordTests.BooksAsync(with);

        await Assert.ThrowsAsync<NotSupportedException>(() => books.SearchAsync("foo", 1, cancellationToken: Cancel).ToListAsync(Cancel).AsTask());
        await Assert.ThrowsAsync<InvalidOperationException>(() => pictured.SearchAsync(8, 1, cancellationToken: Cancel).ToListAsync(Cancel).AsTask());
        ArgumentException e = await Assert.ThrowsAsync<ArgumentException>(
            () => books.SearchAsync(new float[] { 1, 0 }, 1, cancellationToken: Cancel).ToListAsync(Cancel).AsTask());

        Assert.Equal("A vector for 'Look' has 2 numbers, and the property takes 3.", e.Message);
        Assert.NotEmpty(await pictured.SearchAsync(Pictures.Content(1, 2, 3), 1, cancellationToken: Cancel).ToListAsync(Cancel)); // vectors stored, pictures asked
    }

    /// <summary>A record that holds a picture instead of a vector.</summary>
    public sealed class Photograph
    {
        [VectorStoreKey]
        public string Path { get; set; } = "";

        [VectorStoreVector(3)]
        public DataContent? Picture { get; set; }
    }
}
