using Microsoft.Data.Sqlite;

namespace Gyo.Collections;

/// <summary>The layout of <c>gallery.db</c>, and how a file is told to have it.</summary>
internal static class GallerySchema
{
    /// <summary>The version this library reads and writes, kept in <c>PRAGMA user_version</c>.</summary>
    public const long Version = 3;

    /// <summary>"Gyo1" in ASCII, kept in <c>PRAGMA application_id</c>: tells a gallery from any other SQLite file.</summary>
    private const long ApplicationId = 0x47796F31;

    /// <summary>
    /// meta: 'model' is the model that answers, 'next_model' the one a change under way leads to. vector.value: D float32,
    /// little-endian. A folder with an empty path stands for pictures added one by one.
    /// </summary>
    private const string Version1 = """
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

    /// <summary>
    /// What people decide. image.character is what the folder says, image.label what the picture is shown as: what was decided, or else the
    /// folder's character under the name it now has. change and the tables beside it are the journal: what was there before each change.
    /// </summary>
    private const string Version2 = """
        ALTER TABLE image ADD COLUMN label TEXT;
        ALTER TABLE image ADD COLUMN decided INTEGER NOT NULL DEFAULT 0; -- 1: the label is a person's, whatever the folder says
        ALTER TABLE image ADD COLUMN hidden INTEGER NOT NULL DEFAULT 0;  -- 1: taken out; the file stays, and the picture is not found
        ALTER TABLE image ADD COLUMN name TEXT;                          -- what a file was called before the gallery kept it
        UPDATE image SET label = character;
        CREATE INDEX image_shown ON image (label, id) WHERE hidden = 0 AND problem IS NULL;
        CREATE INDEX image_newest ON image (id) WHERE hidden = 0 AND problem IS NULL;
        CREATE INDEX image_decided ON image (label) WHERE decided = 1;
        CREATE INDEX image_undecided ON image (character) WHERE decided = 0;
        CREATE TABLE renamed (
            was TEXT PRIMARY KEY,
            name TEXT NOT NULL
        ) STRICT;
        CREATE TABLE remembered (  -- decisions about pictures whose files are gone, in case they come back
            sha256 TEXT PRIMARY KEY,
            label TEXT,
            decided INTEGER NOT NULL,
            hidden INTEGER NOT NULL
        ) STRICT;
        CREATE TRIGGER image_remembered BEFORE DELETE ON image WHEN OLD.decided OR OLD.hidden BEGIN
            INSERT OR REPLACE INTO remembered VALUES (OLD.sha256, OLD.label, OLD.decided, OLD.hidden);
        END;
        CREATE TABLE change (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            made INTEGER NOT NULL,     -- UTC, in ticks of 100 ns since 0001-01-01
            words TEXT NOT NULL,
            pictures INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE change_picture (
            change_id INTEGER NOT NULL REFERENCES change ON DELETE CASCADE,
            image_id INTEGER NOT NULL REFERENCES image ON DELETE CASCADE,
            label TEXT,
            decided INTEGER NOT NULL,
            hidden INTEGER NOT NULL,
            UNIQUE (change_id, image_id)
        ) STRICT;
        CREATE INDEX change_picture_image ON change_picture (image_id);
        CREATE TABLE change_name (
            change_id INTEGER NOT NULL REFERENCES change ON DELETE CASCADE,
            was TEXT NOT NULL,
            name TEXT,                 -- NULL: it had no other name
            UNIQUE (change_id, was)
        ) STRICT;
        """;

    /// <summary>
    /// What care for the collection needs. content is what bytes look like whatever the model; verdict is what a person said of a finding, under
    /// what the pictures are (their bytes), never where they lie, so that it outlasts everything else; a and b by kind: see <see cref="VerdictKind"/>.
    /// </summary>
    private const string Version3 = """
        CREATE TABLE content (
            sha256 TEXT PRIMARY KEY,
            width INTEGER NOT NULL,    -- in pixels, as the file has it, upright
            height INTEGER NOT NULL,
            fingerprint BLOB NOT NULL
        ) STRICT;
        CREATE TABLE verdict (
            kind TEXT NOT NULL,
            a TEXT NOT NULL,
            b TEXT NOT NULL,
            PRIMARY KEY (kind, a, b)
        ) STRICT;
        CREATE TABLE change_verdict (
            change_id INTEGER NOT NULL REFERENCES change ON DELETE CASCADE,
            kind TEXT NOT NULL,
            a TEXT NOT NULL,
            b TEXT NOT NULL,
            added INTEGER NOT NULL,    -- 1: the change said it, 0: the change took it back
            UNIQUE (change_id, kind, a, b)
        ) STRICT;
        DROP TRIGGER image_remembered;
        CREATE TRIGGER image_remembered BEFORE DELETE ON image WHEN OLD.decided OR OLD.hidden BEGIN
            INSERT OR REPLACE INTO remembered VALUES (OLD.sha256, OLD.label, OLD.decided,
                CASE WHEN OLD.hidden AND EXISTS (SELECT 1 FROM image WHERE sha256 = OLD.sha256 AND hidden = 0) THEN 2 ELSE OLD.hidden END);
        END; -- remembered.hidden 2: the same bytes are shown elsewhere, so once they are not, this one is to be found again
        CREATE TRIGGER content_forgotten AFTER DELETE ON image WHEN NOT EXISTS (SELECT 1 FROM image WHERE sha256 = OLD.sha256) BEGIN
            DELETE FROM content WHERE sha256 = OLD.sha256;
        END;
        CREATE INDEX image_taken_out ON image (id) WHERE hidden = 1;
        CREATE INDEX image_problem ON image (id) WHERE problem IS NOT NULL;
        """;

    /// <summary>Makes the tables in an empty file; all or nothing.</summary>
    public static void Create(SqliteConnection connection, string modelId)
    {
        using SqliteTransaction transaction = connection.BeginTransaction();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = $"""
            PRAGMA application_id = {ApplicationId};
            PRAGMA user_version = {Version};
            {Version1}
            {Version2}
            {Version3}
            INSERT INTO meta VALUES ('model', $model);
            """;
        command.Parameters.AddWithValue("$model", modelId);
        command.ExecuteNonQuery();
        transaction.Commit();
    }

    /// <summary>True when a file holds nothing yet, as one whose making was cut short does.</summary>
    public static bool IsEmpty(SqliteConnection connection) =>
        Number(connection, "SELECT count(*) FROM sqlite_schema") == 0 && Number(connection, "PRAGMA application_id") == 0;

    /// <summary>Holds a file against this layout, and brings an older one to it: all or nothing, so a kill leaves it as it was.</summary>
    /// <exception cref="GalleryException">It is something else, or of another version.</exception>
    public static void Check(SqliteConnection connection, string path)
    {
        if (Number(connection, "PRAGMA application_id") != ApplicationId)
        {
            throw new GalleryException(path, "this SQLite file is not a gallery; name another folder for the gallery.");
        }

        if (Number(connection, "PRAGMA user_version") is > 0 and < Version)
        {
            Upgrade(connection);
        }

        long version = Number(connection, "PRAGMA user_version");
        if (version != Version)
        {
            throw new GalleryException(path, version > Version
                ? $"this gallery is of version {version}, made by a newer Gyo; this one reads version {Version}: update Gyo."
                : $"this gallery is of version {version}, this Gyo reads version {Version}: index the folders again into a new gallery.");
        }
    }

    private static void Upgrade(SqliteConnection connection)
    {
        using SqliteTransaction transaction = connection.BeginTransaction(); // takes the right to write at once
        long version = Number(connection, "PRAGMA user_version"); // which may be another meanwhile, by another process
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = $"{(version < 2 ? Version2 : "")} {(version < 3 ? Version3 : "")} PRAGMA user_version = {Version};";
        if (version < Version)
        {
            command.ExecuteNonQuery();
        }

        transaction.Commit();
    }

    private static long Number(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }
}
