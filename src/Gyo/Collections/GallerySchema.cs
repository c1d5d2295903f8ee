using Microsoft.Data.Sqlite;

namespace Gyo.Collections;

/// <summary>The layout of <c>gallery.db</c>, and how a file is told to have it.</summary>
internal static class GallerySchema
{
    /// <summary>The version this library reads and writes, kept in <c>PRAGMA user_version</c>.</summary>
    public const long Version = 1;

    /// <summary>"Gyo1" in ASCII, kept in <c>PRAGMA application_id</c>: tells a gallery from any other SQLite file.</summary>
    private const long ApplicationId = 0x47796F31;

    /// <summary>
    /// meta: 'model' is the model that answers, 'next_model' the one a change under way leads to. vector.value: D float32,
    /// little-endian. A folder with an empty path stands for pictures added one by one.
    /// </summary>
    private const string Tables = """
        CREATE TABLE meta (
            key TEXT PRIMARY KEY,
            value TEXT NOT NULL
        ) STRICT;
        CREATE TABLE folder (
            id INTEGER PRIMARY KEY,
            path TEXT NOT NULL UNIQUE
        ) STRICT;
        CREATE TABLE image (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            folder_id INTEGER NOT NULL REFERENCES folder ON DELETE CASCADE,
            path TEXT NOT NULL,
            character TEXT,
            bytes INTEGER NOT NULL,
            modified INTEGER NOT NULL, -- UTC, in ticks of 100 ns since 0001-01-01
            sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
            problem TEXT,              -- why it can't be decoded; NULL when it can
            UNIQUE (folder_id, path)
        ) STRICT;
        CREATE INDEX image_sha256 ON image (sha256);
        CREATE TABLE vector (
            image_id INTEGER NOT NULL REFERENCES image ON DELETE CASCADE,
            model TEXT NOT NULL,
            value BLOB NOT NULL,
            UNIQUE (image_id, model)
        ) STRICT;
        """;

    /// <summary>Makes the tables in an empty file; all or nothing.</summary>
    public static void Create(SqliteConnection connection, string modelId)
    {
        using SqliteTransaction transaction = connection.BeginTransaction();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = $"""
            PRAGMA application_id = {ApplicationId};
            PRAGMA user_version = {Version};
            {Tables}
            INSERT INTO meta VALUES ('model', $model);
            """;
        command.Parameters.AddWithValue("$model", modelId);
        command.ExecuteNonQuery();
        transaction.Commit();
    }

    /// <summary>True when a file holds nothing yet, as one whose making was cut short does.</summary>
    public static bool IsEmpty(SqliteConnection connection) =>
        Number(connection, "SELECT count(*) FROM sqlite_schema") == 0 && Number(connection, "PRAGMA application_id") == 0;

    /// <summary>Holds a file against this layout.</summary>
    /// <exception cref="GalleryException">It is something else, or of another version.</exception>
    public static void Check(SqliteConnection connection, string path)
    {
        if (Number(connection, "PRAGMA application_id") != ApplicationId)
        {
            throw new GalleryException(path, "this SQLite file is not a gallery; name another folder for the gallery.");
        }

        long version = Number(connection, "PRAGMA user_version");
        if (version != Version)
        {
            throw new GalleryException(path, version > Version
                ? $"this gallery is of version {version}, made by a newer Gyo; this one reads version {Version}: update Gyo."
                : $"this gallery is of version {version}, this Gyo reads version {Version}: index the folders again into a new gallery.");
        }
    }

    private static long Number(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }
}
