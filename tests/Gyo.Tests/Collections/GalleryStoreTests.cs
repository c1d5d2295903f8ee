using Gyo.Collections;
using Microsoft.Data.Sqlite;

namespace Gyo.Tests.Collections;

public sealed class GalleryStoreTests : IDisposable
{
    private static readonly ImageFile File1 = new("gon/1.png", "gon", 100, new DateTime(2020, 1, 2, 3, 4, 5, DateTimeKind.Utc));
    private static readonly string ShaA = new('a', 64);
    private static readonly string ShaB = new('b', 64);

    private readonly TemporaryFolder _folder = new();

    private string Database => Path.Combine(_folder.Path, GalleryStore.FileName);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Images_AfterReopening_AreWhatWasAdded()
    {
        using (GalleryStore store = Create())
        {
            StoredFolder folder = store.Folder("/pictures");
            store.SetVector(store.Add(folder, File1, ShaA, null), "m", [0.6f, 0.8f]);
            store.Add(folder, File1 with { RelativePath = "2.png", Character = null }, ShaB, "broken");
        }

        using GalleryStore again = GalleryStore.Open(_folder.Path);
        StoredFolder pictures = new(1, "/pictures");
        Assert.Equal("m", again.ModelId);
        Assert.Equal(
            [
                new StoredImage(2, pictures, new("2.png", null, 100, File1.ModifiedUtc), ShaB, "broken", false),
                new StoredImage(1, pictures, File1, ShaA, null, true),
            ],
            again.Images("m"));
        Assert.Equal([0.6f, 0.8f], Assert.Single(Vectors(again, "m", 2)));
        Assert.Equal([0.6f, 0.8f], again.FindVector(ShaA, "m", 2)!);
        Assert.Null(again.FindVector(ShaB, "m", 2));
    }

    [Fact]
    public void Add_SamePathTwice_Throws()
    {
        using GalleryStore store = Create();
        StoredFolder folder = store.Folder("/pictures");
        store.Add(folder, File1, ShaA, null);

        Assert.Throws<GalleryException>(() => store.Add(folder, File1, ShaB, null));
        Assert.Single(store.Images("m"));
    }

    [Fact]
    public void Update_SameContent_KeepsTheVector_OtherContentDropsIt()
    {
        using GalleryStore store = Create();
        StoredFolder folder = store.Folder("/pictures");
        long id = store.Add(folder, File1, ShaA, null);
        store.SetVector(id, "m", [1, 0]);

        store.Update(id, folder, File1 with { RelativePath = "killua/1.png", Character = "killua" }, ShaA, null);
        Assert.True(Assert.Single(store.Images("m")).HasVector);
        store.Update(id, folder, File1, ShaB, null);
        Assert.False(Assert.Single(store.Images("m")).HasVector);
    }

    [Fact]
    public void Transaction_ThatThrows_ChangesNothing()
    {
        using GalleryStore store = Create();
        Assert.Throws<InvalidOperationException>(() => store.Transaction(() =>
        {
            store.Folder("/pictures");
            throw new InvalidOperationException();
        }));

        Assert.Empty(store.Folders);
        store.Transaction(() => store.Folder("/pictures")); // and the next one works
        Assert.Single(store.Folders);
    }

    [Fact]
    public void ModelChange_Finished_KeepsOnlyTheNewVectors()
    {
        using GalleryStore store = Create();
        long id = store.Add(store.Folder("/pictures"), File1, ShaA, null);
        store.SetVector(id, "m", [1, 0]);

        store.BeginModelChange("n");
        store.SetVector(id, "n", [0, 0, 1]);
        Assert.Equal(("m", "n"), (store.ModelId, store.NextModelId));
        Assert.Single(Vectors(store, "m", 2));
        store.FinishModelChange();

        Assert.Equal(("n", null), (store.ModelId, store.NextModelId));
        Assert.Empty(Vectors(store, "m", 2));
        Assert.Single(Vectors(store, "n", 3));
    }

    [Fact]
    public void BeginModelChange_BackToThePresent_CallsItOff()
    {
        using GalleryStore store = Create();
        long id = store.Add(store.Folder("/pictures"), File1, ShaA, null);
        store.BeginModelChange("n");
        store.SetVector(id, "n", [1, 0]);

        store.BeginModelChange("m");

        Assert.Null(store.NextModelId);
        Assert.Empty(Vectors(store, "n", 2));
    }

    [Fact]
    public void RemoveFolder_TakesItsPicturesAlong()
    {
        using GalleryStore store = Create();
        StoredFolder folder = store.Folder("/pictures");
        store.SetVector(store.Add(folder, File1, ShaA, null), "m", [1, 0]);

        store.RemoveFolder(folder);

        Assert.Empty(store.Images("m"));
        Assert.Empty(Vectors(store, "m", 2));
    }

    [Fact]
    public void Vectors_OfAnotherLength_Throw()
    {
        using GalleryStore store = Create();
        store.SetVector(store.Add(store.Folder("/pictures"), File1, ShaA, null), "m", [1, 0]);

        Assert.Throws<GalleryException>(() => Vectors(store, "m", 3));
    }

    [Fact]
    public void Open_NothingThere_SaysWhatToDo()
    {
        GalleryException e = Assert.Throws<GalleryException>(() => GalleryStore.Open(_folder.Path));
        Assert.Contains("gyo index", e.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_NewerVersion_SaysUpdate()
    {
        Create().Dispose();
        Execute("PRAGMA user_version = 99");

        GalleryException e = Assert.Throws<GalleryException>(() => GalleryStore.Open(_folder.Path));

        Assert.Contains("update Gyo", e.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_AnotherSqliteFile_IsRefusedAndLeftAlone()
    {
        Execute("CREATE TABLE mine (x)");
        byte[] before = File.ReadAllBytes(Database);

        Assert.Throws<GalleryException>(() => Create());

        Assert.Equal(before, File.ReadAllBytes(Database));
    }

    [Fact]
    public void Open_NotSqlite_IsRefused()
    {
        File.WriteAllText(Database, string.Concat(Enumerable.Repeat("These are words. ", 100)));
        Assert.Throws<GalleryException>(() => GalleryStore.Open(_folder.Path));
    }

    [Fact]
    public void OpenOrCreate_MakingWasCutShort_IsMadeAgain()
    {
        File.WriteAllBytes(Database, []);

        Assert.Throws<GalleryException>(() => GalleryStore.Open(_folder.Path));
        using GalleryStore store = Create();

        Assert.Equal("m", store.ModelId);
    }

    [Fact]
    public void GalleryLock_Taken_RefusesInOneLine()
    {
        using GalleryLock first = new(_folder.Path);
        GalleryException e = Assert.Throws<GalleryException>(() => new GalleryLock(_folder.Path));
        Assert.DoesNotContain('\n', e.Message);
        first.Dispose();
        new GalleryLock(_folder.Path).Dispose();
    }

    private static List<float[]> Vectors(GalleryStore store, string model, int dimension)
    {
        List<float[]> vectors = [];
        store.ReadVectors(model, dimension, (_, _, vector) => vectors.Add(vector));
        return vectors;
    }

    private GalleryStore Create() => GalleryStore.OpenOrCreate(_folder.Path, "m");

    private void Execute(string sql)
    {
        using SqliteConnection connection = new($"Data Source={Database};Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
