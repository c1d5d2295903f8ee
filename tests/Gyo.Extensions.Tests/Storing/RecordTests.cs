using Microsoft.Extensions.VectorData;

namespace Gyo.Extensions.Tests.Storing;

/// <summary>Records are stored, replaced, read and removed.</summary>
public sealed class RecordTests
{
    private static readonly RecordRetrievalOptions WithVectors = new() { IncludeVectors = true };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [ClassData(typeof(AllKinds))]
    public async Task Get_WithAndWithoutVectors_GivesWhatWasStored(StoreKind kind)
    {
        using TestStore test = new(kind);
        VectorStoreCollection<int, Book> books = await BooksAsync(test);

        Assert.Equal("1 foo 1 [1 2 3]", (await books.GetAsync(1, WithVectors, Cancel))?.ToString());
        Assert.Equal("1 foo 1 []", (await books.GetAsync(1, cancellationToken: Cancel))?.ToString());
        Assert.Null(await books.GetAsync(9, WithVectors, Cancel));
        Assert.Equal(["2 bar 2 []", "1 foo 1 []"], await Words(books.GetAsync([2, 9, 1], cancellationToken: Cancel)));
        Assert.Empty(await Words(books.GetAsync([], cancellationToken: Cancel)));
    }

    [Theory]
    [ClassData(typeof(AllKinds))]
    public async Task Get_FilterOrderAndSkip_GivesThatPage(StoreKind kind)
    {
        using TestStore test = new(kind);
        VectorStoreCollection<int, Book> books = await BooksAsync(test);

        Assert.Equal(["1 foo 1 [1 2 3]"], await Words(books.GetAsync(b => b.Pages == 1, 2, new() { IncludeVectors = true }, Cancel)));
        Assert.Equal(3, (await Words(books.GetAsync(b => true, 100, cancellationToken: Cancel))).Count);
        Assert.Equal([3, 2], await Ids(books.GetAsync(b => b.Pages > 1, 2, new() { OrderBy = o => o.Descending(b => b.Pages) }, Cancel)));
        Assert.Equal([1, 3], await Ids(books.GetAsync(b => true, 2, new() { OrderBy = o => o.Descending(b => b.Title).Ascending(b => b.Pages) }, Cancel)));
        Assert.Equal([3, 1], await Ids(books.GetAsync(b => true, 2, new() { OrderBy = o => o.Descending(b => b.Title).Descending(b => b.Pages) }, Cancel)));
        Assert.Equal([3], await Ids(books.GetAsync(b => b.Pages > 1, 2, new() { OrderBy = o => o.Ascending(b => b.Pages), Skip = 1 }, Cancel)));
        Assert.Equal([3], await Ids(books.GetAsync(b => true, 1, new() { OrderBy = o => o.Descending(b => b.Id) }, Cancel)));
    }

    [Theory]
    [ClassData(typeof(AllKinds))]
    public async Task Upsert_NewAndKnownInOneBatch_AddsAndReplaces(StoreKind kind)
    {
        using TestStore test = new(kind);
        VectorStoreCollection<int, Book> books = await BooksAsync(test);
        await books.SearchAsync(new float[] { 1, 0, 0 }, 1, cancellationToken: Cancel).ToListAsync(Cancel); // the vectors are in memory from now on

        await books.UpsertAsync(
            [
                new() { Id = 7, Title = "new", Pages = 70, Look = new float[] { 10, 0, 1 } },
                new() { Id = 1, Title = null, Pages = 10, Look = new float[] { 0, 10, 0 } },
                new() { Id = 7, Title = "newer", Pages = 71, Look = new float[] { 0, 0, 10 } },
            ],
            Cancel);

        Assert.Equal("7 newer 71 [0 0 10]", (await books.GetAsync(7, WithVectors, Cancel))?.ToString());
        Assert.Equal("1  10 [0 10 0]", (await books.GetAsync(1, WithVectors, Cancel))?.ToString());
        Assert.Equal(4, (await Ids(books.GetAsync(b => true, 100, cancellationToken: Cancel))).Count);
        Assert.Equal([7], await Found(books, [0, 0, 1], 1));
        Assert.Equal([1], await Found(books, [0, 1, 0], 1));
    }

    [Theory]
    [ClassData(typeof(AllKinds))]
    public async Task Delete_KnownAndUnknown_RemovesFromSearchesToo(StoreKind kind)
    {
        using TestStore test = new(kind);
        VectorStoreCollection<int, Book> books = await BooksAsync(test);
        Assert.Equal([1], await Found(books, [1, 2, 3], 1));

        await books.DeleteAsync(1, Cancel);
        await books.DeleteAsync(1, Cancel);
        await books.DeleteAsync([99], Cancel);
        await books.DeleteAsync([], Cancel);

        Assert.Null(await books.GetAsync(1, cancellationToken: Cancel));
        Assert.Equal([2, 3], await Found(books, [1, 2, 3], 10));
        await books.DeleteAsync([2, 3], Cancel);
        Assert.Empty(await Found(books, [1, 2, 3], 10));
    }

    [Fact]
    public async Task Upsert_OneOfManyThatCantBeKept_KeepsNone()
    {
        using TestStore test = new(StoreKind.Folder);
        VectorStoreCollection<int, Book> books = await BooksAsync(test);
        (float[] Vector, string Saying)[] bad =
        [
            ([1, 2], "has 2 numbers, and the property takes 3"),
            ([1, float.NaN, 3], "not finite"),
            ([0, 0, 0], "all of it is 0"),
        ];

        foreach ((float[] vector, string saying) in bad)
        {
            ArgumentException e = await Assert.ThrowsAsync<ArgumentException>(
                () => books.UpsertAsync([new() { Id = 4, Look = new float[] { 1, 1, 1 } }, new() { Id = 5, Look = vector }], Cancel));
            Assert.Contains(saying, e.Message, StringComparison.Ordinal);
        }

        Assert.Null(await books.GetAsync(4, cancellationToken: Cancel));
    }

    [Fact]
    public async Task Upsert_LengthsFarFromOne_AreComparedByDirection()
    {
        using TestStore test = new(StoreKind.Graph);
        VectorStoreCollection<int, Book> books = await BooksAsync(test);

        await books.UpsertAsync([new() { Id = 4, Look = new float[] { 1e-30f, 0, 0 } }, new() { Id = 5, Look = new float[] { 0, 3e38f, 3e38f } }], Cancel);

        Assert.Equal([4], await Found(books, [1, 0, 0], 1));
        Assert.Equal([5], await Found(books, [0, 1, 1], 1));
        Assert.Equal("4  0 [1E-30 0 0]", (await books.GetAsync(4, WithVectors, Cancel))?.ToString());
    }

    [Fact]
    public async Task EveryCall_Null_NamesTheParameter()
    {
        using TestStore test = new(StoreKind.Memory);
        VectorStoreCollection<object, Dictionary<string, object?>> books = test.Store.GetDynamicCollection("books", Book.Definition());
        await books.EnsureCollectionExistsAsync(Cancel);

        Assert.Equal("key", (await Assert.ThrowsAsync<ArgumentNullException>(() => books.GetAsync((object)null!, cancellationToken: Cancel))).ParamName);
        Assert.Equal("keys", (await Assert.ThrowsAsync<ArgumentNullException>(() => books.GetAsync(keys: null!, cancellationToken: Cancel).ToListAsync(Cancel).AsTask())).ParamName);
        Assert.Equal("records", (await Assert.ThrowsAsync<ArgumentNullException>(() => books.UpsertAsync(records: null!, Cancel))).ParamName);
        Assert.Equal("keys", (await Assert.ThrowsAsync<ArgumentNullException>(() => books.DeleteAsync(keys: null!, Cancel))).ParamName);
        await Assert.ThrowsAsync<ArgumentException>(() => books.GetAsync("one", cancellationToken: Cancel)); // keys are ints
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => books.SearchAsync(new float[] { 1, 0, 0 }, 0, cancellationToken: Cancel).ToListAsync(Cancel).AsTask());
    }

    [Theory]
    [ClassData(typeof(AllKinds))]
    public async Task Dynamic_Records_AreTheSameAsTyped(StoreKind kind)
    {
        using TestStore test = new(kind);
        VectorStoreCollection<int, Book> typed = await BooksAsync(test);
        VectorStoreCollection<object, Dictionary<string, object?>> books = test.Store.GetDynamicCollection("books", Book.Definition());

        await books.UpsertAsync(
            new Dictionary<string, object?> { ["Id"] = 8, ["Title"] = "dynamic", ["Pages"] = 80, ["Look"] = new ReadOnlyMemory<float>([0, 1, 0]) }, Cancel);
        Dictionary<string, object?>? record = await books.GetAsync(8, WithVectors, Cancel);
        Dictionary<string, object?>? without = await books.GetAsync(8, cancellationToken: Cancel);

        Assert.Equal("8 dynamic 80 [0 1 0]", (await typed.GetAsync(8, WithVectors, Cancel))?.ToString());
        Assert.Equal((8, "dynamic", 80), (record!["Id"], record["Title"], record["Pages"]));
        Assert.Equal([0f, 1f, 0f], ((ReadOnlyMemory<float>)record["Look"]!).ToArray());
        Assert.False(without!.ContainsKey("Look"));
        Assert.Equal([3, 2], (await books.GetAsync(r => (int)r["Pages"]! > 1 && (int)r["Pages"]! < 80, 9, new() { OrderBy = o => o.Descending(r => r["Pages"]) }, Cancel)
            .ToListAsync(Cancel)).ConvertAll(r => (int)r["Id"]!));
        await books.DeleteAsync(8, Cancel);
        Assert.Null(await typed.GetAsync(8, cancellationToken: Cancel));
    }

    internal static async Task<VectorStoreCollection<int, Book>> BooksAsync(TestStore test)
    {
        VectorStoreCollection<int, Book> books = test.Store.GetCollection<int, Book>("books");
        await books.EnsureCollectionExistsAsync(Cancel);
        await books.UpsertAsync(Book.Shelf(), Cancel);
        return books;
    }

    internal static async Task<List<int>> Found(VectorStoreCollection<int, Book> books, float[] query, int top) =>
        (await books.SearchAsync(query, top, cancellationToken: Cancel).ToListAsync(Cancel)).ConvertAll(r => r.Record.Id);

    private static async Task<List<string>> Words(IAsyncEnumerable<Book> books) => (await books.ToListAsync(Cancel)).ConvertAll(b => b.ToString());

    private static async Task<List<int>> Ids(IAsyncEnumerable<Book> books) => (await books.ToListAsync(Cancel)).ConvertAll(b => b.Id);
}
