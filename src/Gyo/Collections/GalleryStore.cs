using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Gyo.Collections;

/// <summary>
/// What a gallery knows, in one SQLite file: its folders, every picture (path, hash, character), the pictures' vectors and the model
/// they belong to. This file is the truth; whatever else there is can be made again from it.
/// </summary>
/// <remarks>
/// Changes made in one <see cref="Transaction"/> survive a kill together or not at all. Safe to share between threads; each call
/// has the database to itself. Every method throws <see cref="GalleryException"/> when the database can't be used.
/// </remarks>
public sealed partial class GalleryStore : IDisposable
{
    /// <summary>The name of the database in a gallery's directory.</summary>
    public const string FileName = "gallery.db";

    private const string ImageColumns = "i.id, i.folder_id, i.path, i.character, i.bytes, i.modified, i.sha256, i.problem, i.label, i.decided, i.hidden, i.name";

    private const string RevisionKey = "revision";

    private readonly GalleryConnection _db;
    private readonly string _path;

    private GalleryStore(string directory, string? newModelId)
    {
        _path = Path.Combine(directory, FileName);
        OwnPath = $"{StoredFolder.FullPath(directory)}/{StoredFolder.OwnName}";
        _db = new GalleryConnection(_path, newModelId);
    }

    /// <summary>The model whose vectors answer queries.</summary>
    public string ModelId =>
        Meta("model") ?? throw new GalleryException(_path, "it names no model; index the folders again into a new gallery.");

    /// <summary>The model that a change under way leads to; null when there is none.</summary>
    public string? NextModelId => Meta("next_model");

    /// <summary>The full path of the folder of the pictures that the gallery keeps itself, which need not exist.</summary>
    public string OwnPath { get; }

    /// <summary>Every folder, in the order they were added.</summary>
    public IReadOnlyList<StoredFolder> Folders => _db.Query("SELECT id, path FROM folder ORDER BY id", r => r.GetString(1) == StoredFolder.OwnName
        ? new StoredFolder(r.GetInt64(0), OwnPath, IsOwn: true) // wherever the gallery has been moved to
        : new StoredFolder(r.GetInt64(0), r.GetString(1)));

    /// <summary>Whether a directory holds the store of a gallery, made to its end.</summary>
    /// <param name="directory">The directory, which need not exist.</param>
    public static bool Exists(string directory)
    {
        string path = Path.Combine(directory, FileName);
        return File.Exists(path) && !GalleryConnection.IsEmpty(path);
    }

    /// <summary>Opens the store of a gallery.</summary>
    /// <param name="directory">The gallery's directory.</param>
    /// <exception cref="GalleryException">There is none, or it is something else, damaged or of another version.</exception>
    public static GalleryStore Open(string directory) =>
        File.Exists(Path.Combine(directory, FileName))
            ? new GalleryStore(directory, newModelId: null)
            : throw new GalleryException(directory, "there is no gallery here; make one with `gyo index FOLDER --gallery DIR`.");

    /// <summary>Opens the store of a gallery, or makes an empty one.</summary>
    /// <param name="directory">The gallery's directory, made if need be.</param>
    /// <param name="modelId">The model of a new store; an older store keeps its own.</param>
    /// <exception cref="GalleryException">What is there is something else, damaged or of another version.</exception>
    public static GalleryStore OpenOrCreate(string directory, string modelId)
    {
        Directory.CreateDirectory(directory);
        return new GalleryStore(directory, modelId);
    }

    /// <summary>Makes all changes of <paramref name="work"/> together: after a kill all are there, or none.</summary>
    /// <param name="work">Calls the methods of this store. It does not begin another transaction.</param>
    public void Transaction(Action work) => Change(work);

    /// <summary>Notes that a model is to take over once every picture has a vector of it.</summary>
    /// <param name="modelId">The model; the present one calls a change off.</param>
    public void BeginModelChange(string modelId) => Change(() =>
    {
        string model = ModelId;
        _db.Execute("DELETE FROM meta WHERE key = 'next_model'");
        _db.Execute("DELETE FROM vector WHERE model NOT IN ($present, $next)", ("$present", model), ("$next", modelId));
        if (modelId != model)
        {
            _db.Execute("INSERT INTO meta VALUES ('next_model', $next)", ("$next", modelId));
        }
    });

    /// <summary>Lets the next model answer from now on, and drops the vectors of the last one: one step, whole or not at all.</summary>
    public void FinishModelChange() => Change(() =>
    {
        _db.Execute("UPDATE meta SET value = (SELECT value FROM meta WHERE key = 'next_model') WHERE key = 'model'");
        _db.Execute("DELETE FROM meta WHERE key = 'next_model'");
        _db.Execute("DELETE FROM vector WHERE model <> $model", ("$model", ModelId));
    });

    /// <summary>The folder of a path, added if it is new.</summary>
    /// <param name="path">A full path as <see cref="StoredFolder.FullPath"/> makes it; empty for pictures added one by one.</param>
    public StoredFolder Folder(string path)
    {
        _db.Execute("INSERT INTO folder (path) VALUES ($path) ON CONFLICT DO NOTHING", ("$path", path));
        return Folders.Single(f => f.Path == path);
    }

    /// <summary>Forgets a folder and all of its pictures.</summary>
    /// <param name="folder">The folder.</param>
    public void RemoveFolder(StoredFolder folder) => _db.Execute("DELETE FROM folder WHERE id = $id", ("$id", folder.Id));

    /// <summary>Every picture, by folder and path.</summary>
    /// <param name="modelId">The model that <see cref="StoredImage.HasVector"/> is about.</param>
    public IReadOnlyList<StoredImage> Images(string modelId)
    {
        Dictionary<long, StoredFolder> folders = Folders.ToDictionary(f => f.Id);
        return _db.Query(
            $"""
            SELECT {ImageColumns}, v.image_id IS NOT NULL FROM image i LEFT JOIN vector v ON v.image_id = i.id AND v.model = $model
            ORDER BY i.folder_id, i.path
            """,
            row => Image(row, folders, row.GetBoolean(12)),
            ("$model", modelId));
    }

    /// <summary>A number that every change makes larger: what was made of the pictures of one revision is of no other.</summary>
    public long Revision => Meta(RevisionKey) is { } revision ? long.Parse(revision, CultureInfo.InvariantCulture) : 0;

    /// <summary>Some pictures that have vectors.</summary>
    /// <param name="ids">Their ids; those that are not known are left out of the answer.</param>
    public IReadOnlyDictionary<long, StoredImage> Find(IReadOnlyCollection<long> ids)
    {
        Dictionary<long, StoredFolder> folders = Folders.ToDictionary(f => f.Id);
        return _db.Query($"SELECT {ImageColumns} FROM image i WHERE i.id IN ({string.Join(',', ids)})", row => Image(row, folders, hasVector: true))
            .ToDictionary(i => i.Id);
    }

    /// <summary>Adds a picture, under what was decided about it if it was here before.</summary>
    /// <param name="folder">The folder it belongs to.</param>
    /// <param name="file">The file; its path is new in the folder.</param>
    /// <param name="sha256">The hash of its content, lower-case hex.</param>
    /// <param name="problem">Why it can't be decoded; null when it can.</param>
    /// <returns>Its id.</returns>
    public long Add(StoredFolder folder, ImageFile file, string sha256, string? problem)
    {
        long id = _db.Query(
            $"""
            INSERT INTO image (folder_id, path, character, bytes, modified, sha256, problem, label)
            VALUES ($folder, $path, $character, $bytes, $modified, $sha256, $problem, {LabelOf("$character")}) RETURNING id
            """,
            row => row.GetInt64(0),
            Parameters(folder, file, sha256, problem)).Single();
        Recall(id, sha256);
        return id;
    }

    /// <summary>Writes down what is new about a picture. Its vectors go when its content is another than before.</summary>
    /// <param name="id">The picture.</param>
    /// <param name="folder">The folder it now belongs to.</param>
    /// <param name="file">The file as it now is.</param>
    /// <param name="sha256">The hash of its content, lower-case hex.</param>
    /// <param name="problem">Why it can't be decoded; null when it can.</param>
    public void Update(long id, StoredFolder folder, ImageFile file, string sha256, string? problem)
    {
        _db.Execute(
            "DELETE FROM vector WHERE image_id = $id AND EXISTS (SELECT 1 FROM image WHERE id = $id AND sha256 <> $sha256)",
            ("$id", id),
            ("$sha256", sha256));
        _db.Execute(
            $"""
            UPDATE image SET folder_id = $folder, path = $path, character = $character, bytes = $bytes, modified = $modified,
                hidden = hidden AND NOT (problem IS NOT NULL AND sha256 <> $sha256), -- a file that was mended is none that was broken
                sha256 = $sha256, problem = $problem, label = CASE WHEN decided THEN label ELSE {LabelOf("$character")} END WHERE id = $id
            """,
            [("$id", id), .. Parameters(folder, file, sha256, problem)]);
    }

    /// <summary>Adds or replaces a picture together with its vector. The character, if there is one, is its label from now on.</summary>
    /// <param name="folder">The folder it belongs to.</param>
    /// <param name="file">The file.</param>
    /// <param name="sha256">The hash of its content, lower-case hex.</param>
    /// <param name="modelId">The model that made the vector.</param>
    /// <param name="vector">D floats of unit L2 norm.</param>
    /// <returns>The picture as it is now stored.</returns>
    public StoredImage Put(StoredFolder folder, ImageFile file, string sha256, string modelId, float[] vector)
    {
        long id = 0;
        Change(() =>
        {
            long? known = _db.Query(
                "SELECT id FROM image WHERE folder_id = $folder AND path = $path",
                row => (long?)row.GetInt64(0),
                ("$folder", folder.Id),
                ("$path", file.RelativePath)).FirstOrDefault();
            id = known ?? Add(folder, file, sha256, problem: null);
            Update(id, folder, file, sha256, problem: null);
            _db.Execute("UPDATE image SET hidden = 0 WHERE id = $id", ("$id", id));
            if (file.Character is not null)
            {
                _db.Execute($"UPDATE image SET decided = 0, label = {LabelOf("character")} WHERE id = $id", ("$id", id));
            }

            SetVector(id, modelId, vector);
        });
        return Find([id])[id];
    }

    /// <summary>Forgets a picture and its vectors.</summary>
    /// <param name="id">The picture.</param>
    public void Remove(long id) => _db.Execute("DELETE FROM image WHERE id = $id", ("$id", id));

    /// <summary>Closes the database.</summary>
    public void Dispose() => _db.Dispose();

    /// <summary>Makes changes, and a new revision of them.</summary>
    private void Change(Action work) => _db.Transaction(() =>
    {
        work();
        _db.Execute(
            "INSERT INTO meta VALUES ($key, '1') ON CONFLICT DO UPDATE SET value = CAST(CAST(value AS INTEGER) + 1 AS TEXT)", ("$key", RevisionKey));
    });

    private string? Meta(string key) =>
        _db.Query("SELECT value FROM meta WHERE key = $key", row => row.GetString(0), ("$key", key)).FirstOrDefault();

    private static (string Name, object? Value)[] Parameters(StoredFolder folder, ImageFile file, string sha256, string? problem) =>
    [
        ("$folder", folder.Id), ("$path", file.RelativePath), ("$character", file.Character), ("$bytes", file.Bytes),
        ("$modified", file.ModifiedUtc.Ticks), ("$sha256", sha256), ("$problem", problem),
    ];

    private static StoredImage Image(SqliteDataReader row, Dictionary<long, StoredFolder> folders, bool hasVector) => new(
        row.GetInt64(0),
        folders[row.GetInt64(1)],
        new ImageFile(
            row.GetString(2),
            row.IsDBNull(3) ? null : row.GetString(3),
            row.GetInt64(4),
            new DateTime(row.GetInt64(5), DateTimeKind.Utc)),
        row.GetString(6),
        row.IsDBNull(7) ? null : row.GetString(7),
        hasVector)
    {
        Label = row.IsDBNull(8) ? null : row.GetString(8),
        IsDecided = row.GetBoolean(9),
        IsHidden = row.GetBoolean(10),
        GivenName = row.IsDBNull(11) ? null : row.GetString(11),
    };
}
