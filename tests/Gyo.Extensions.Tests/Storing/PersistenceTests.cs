using Microsoft.Extensions.VectorData;

namespace Gyo.Extensions.Tests.Storing;

/// <summary>What was written is there when the store is opened again, whatever became of the graphs beside it.</summary>
public sealed class PersistenceTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(StoreKind.Folder)]
    [InlineData(StoreKind.Graph)]
    public async Task Reopen_AfterChanges_FindsTheSame(StoreKind kind)
    {
        using TestStore test = new(kind);
        VectorStoreCollection<int, Book> books = await RecordTests.BooksAsync(test);
        Assert.Equal([1, 2, 3], await RecordTests.Found(books, [1, 2, 3], 9));
        test.Reopen();
        books = test.Store.GetCollection<int, Book>("books");
        Assert.Equal([1, 2, 3], await RecordTests.Found(books, [1, 2, 3], 9));
        await books.DeleteAsync(1, Cancel);
        await books.UpsertAsync(new Book { Id = 4, Title = "later", Look = new float[] { 1, 2, 3.1f } }, Cancel);

        test.Reopen();
        books = test.Store.GetCollection<int, Book>("books");

        Assert.Equal([4, 2, 3], await RecordTests.Found(books, [1, 2, 3], 9));
        Assert.Equal(kind == StoreKind.Graph ? 1 : 0, Directory.GetFiles(test.Folder, "index-*.gyo").Length);
        await books.EnsureCollectionDeletedAsync(Cancel);
        Assert.Empty(Directory.GetFiles(test.Folder, "index-*.gyo"));
    }

    [Fact]
    public async Task Reopen_GraphIsKept_IsNotMadeAgain()
    {
        using TestStore test = new(StoreKind.Graph);
        VectorStoreCollection<int, Book> books = await RecordTests.BooksAsync(test);
        await RecordTests.Found(books, [1, 2, 3], 9);
        test.Reopen();
        string path = Assert.Single(Directory.GetFiles(test.Folder, "index-*.gyo"));
        DateTime written = File.GetLastWriteTimeUtc(path);

        Assert.Equal([1, 2, 3], await RecordTests.Found(test.Store.GetCollection<int, Book>("books"), [1, 2, 3], 9));
        test.Reopen();

        Assert.Equal(written, File.GetLastWriteTimeUtc(Assert.Single(Directory.GetFiles(test.Folder, "index-*.gyo"))));
    }

    [Fact]
    public async Task Reopen_GraphIsDamagedOrGone_IsMadeAgainFromTheDatabase()
    {
        using TestStore test = new(StoreKind.Graph);
        await RecordTests.Found(await RecordTests.BooksAsync(test), [1, 2, 3], 9);
        foreach (Action<string> damage in new Action<string>[] { File.Delete, p => File.WriteAllText(p, "no graph"), Flip })
        {
            test.Store.Dispose();
            damage(Assert.Single(Directory.GetFiles(test.Folder, "index-*.gyo")));
            test.Reopen();
            Assert.Equal([1, 2, 3], await RecordTests.Found(test.Store.GetCollection<int, Book>("books"), [1, 2, 3], 9));
        }

        static void Flip(string path)
        {
            byte[] bytes = File.ReadAllBytes(path);
            bytes[^20] ^= 0x55;
            File.WriteAllBytes(path, bytes);
        }
    }

    [Fact]
    public void Open_WhatIsNoStoreOrInUse_SaysWhatToDo()
    {
        using TestStore test = new(StoreKind.Folder);
        string file = Path.Combine(test.Folder, "a-file");
        File.WriteAllText(file, "");
        string other = Directory.CreateDirectory(Path.Combine(test.Folder, "other")).FullName;
        File.WriteAllText(Path.Combine(other, "store.db"), "this is a text and no database, and long enough to be seen as such");

        VectorStoreException inUse = Assert.Throws<VectorStoreException>(() => new GyoVectorStore(new() { Folder = test.Folder }));
        VectorStoreException noFolder = Assert.Throws<VectorStoreException>(() => new GyoVectorStore(new() { Folder = file }));
        VectorStoreException noStore = Assert.Throws<VectorStoreException>(() => new GyoVectorStore(new() { Folder = other }));

        Assert.Contains("open already", inUse.Message, StringComparison.Ordinal);
        Assert.Contains("can't be a store's folder", noFolder.Message, StringComparison.Ordinal);
        Assert.Contains("not a store's database", noStore.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new GyoVectorStore(new() { MostExact = -1 }));
    }

    [Fact]
    public async Task Disposed_EveryCall_SaysSo()
    {
        using TestStore test = new(StoreKind.Folder);
        VectorStoreCollection<int, Book> books = await RecordTests.BooksAsync(test);
        test.Store.Dispose();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => books.GetAsync(1, cancellationToken: Cancel));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => test.Store.ListCollectionNamesAsync(Cancel).ToListAsync(Cancel).AsTask());
    }
}
