using Gyo.Collections;
using Microsoft.Data.Sqlite;

namespace Gyo.Tests.Collections;

public sealed class GallerySchemaTests : IDisposable
{
    /// <summary>A gallery as version 1 left it: two pictures, one of them with a vector.</summary>
    private const string Version1 = """
        PRAGMA application_id = 1199140657;
        PRAGMA user_version = 1;
        CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
        CREATE TABLE folder (id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE) STRICT;
        CREATE TABLE image (
            id INTEGER PRIMARY KEY AUTOINCREMENT, folder_id INTEGER NOT NULL REFERENCES folder ON DELETE CASCADE, path TEXT NOT NULL,
            character TEXT, bytes INTEGER NOT NULL, modified INTEGER NOT NULL, sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
            problem TEXT, UNIQUE (folder_id, path)
        ) STRICT;
        CREATE INDEX image_sha256 ON image (sha256);
        CREATE TABLE vector (
            image_id INTEGER NOT NULL REFERENCES image ON DELETE CASCADE, model TEXT NOT NULL, value BLOB NOT NULL, UNIQUE (image_id, model)
        ) STRICT;
        INSERT INTO meta VALUES ('model', 'm'), ('revision', '7');
        INSERT INTO folder VALUES (1, '/pictures');
        INSERT INTO image VALUES
            (1, 1, 'gon/1.png', 'gon', 100, 5, 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', NULL),
            (2, 1, '2.png', NULL, 100, 5, 'bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb', 'broken');
        INSERT INTO vector VALUES (1, 'm', x'0000803F00000000');
        """;

    private readonly TemporaryFolder _folder = new();

    public GallerySchemaTests()
    {
        using SqliteConnection connection = Connect(_folder.Path);
        Execute(connection, "PRAGMA journal_mode = WAL");
        Execute(connection, Version1);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Open_Version1_KeepsEverything()
    {
        CheckOpens(_folder.Path);
        CheckOpens(_folder.Path); // and once more, as version 2
    }

    [Fact]
    public void Open_MigrationCutShort_BeginsAgain()
    {
        // The database as a kill in the middle of the migration leaves it: a copy taken while its transaction has spilled to the log.
        string killed = _folder.File("killed");
        Directory.CreateDirectory(killed);
        using (SqliteConnection connection = Connect(_folder.Path))
        {
            Execute(connection, "PRAGMA cache_size = 1; PRAGMA cache_spill = 1; BEGIN IMMEDIATE; ALTER TABLE image ADD COLUMN label TEXT");
            Execute(connection, "CREATE TABLE spilled (x); INSERT INTO spilled SELECT randomblob(4000) FROM (SELECT 1 FROM sqlite_schema, sqlite_schema)");
            foreach (string file in Directory.GetFiles(_folder.Path, "gallery.db*").Where(f => !f.EndsWith("-shm", StringComparison.Ordinal)))
            {
                File.Copy(file, Path.Combine(killed, Path.GetFileName(file)));
            }
        }

        Assert.True(new FileInfo(Path.Combine(killed, "gallery.db-wal")).Length > 0);
        CheckOpens(killed);
        CheckOpens(_folder.Path);
    }

    private static void CheckOpens(string directory)
    {
        using GalleryStore store = GalleryStore.Open(directory);
        Assert.Equal(["2.png  False", "gon/1.png gon True"], store.Images("m").Select(i => $"{i.File.RelativePath} {i.Label} {i.HasVector}"));
        Assert.Equal(7, store.Revision);
        Assert.Equal([1f, 0f], store.FindVector(1, "m", 2)!);
        Assert.Null(store.LastChange);
    }

    private static SqliteConnection Connect(string directory)
    {
        SqliteConnection connection = new($"Data Source={Path.Combine(directory, GalleryStore.FileName)};Pooling=False");
        connection.Open();
        return connection;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
