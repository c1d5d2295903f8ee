using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;

namespace Gyo.Extensions.Storing;

/// <summary>A row to be stored: the values of all columns in the schema's order, vectors as arrays.</summary>
/// <param name="Values">Longs, doubles, strings, bytes, arrays of floats, and null.</param>
internal sealed record Row(object?[] Values);

/// <summary>One collection: a table, the truth, and its vectors in memory, made from it. Shared by all who have it open.</summary>
internal sealed partial class StoredCollection : IDisposable
{
    private readonly RecordDatabase _database;
    private readonly long _id;
    private readonly string _name;
    private readonly int _mostExact;
    private readonly ReaderWriterLockSlim _lock = new();
    private readonly VectorSet?[] _vectors;
    private readonly string?[] _kept; // the revision that a file of the set is of
    private string _revision;
    private bool _isDeleted;

    private StoredCollection(RecordDatabase database, long id, string name, string revision, CollectionSchema schema, int mostExact)
    {
        (_database, _id, _name, _revision, Schema, _mostExact) = (database, id, name, revision, schema, mostExact);
        _vectors = new VectorSet?[schema.Properties.Count];
        _kept = new string?[schema.Properties.Count];
    }

    /// <summary>What it keeps.</summary>
    public CollectionSchema Schema { get; }

    /// <summary>The table.</summary>
    public string Table => $"records{_id}";

    /// <summary>Finds a collection.</summary>
    public static StoredCollection? Find(RecordDatabase database, string name, int mostExact) => database
        .Query("SELECT id, revision, schema FROM collections WHERE name = @0", r => new StoredCollection(
            database, r.GetInt64(0), name, r.GetString(1), CollectionSchema.Parse(r.GetString(2)), mostExact), name)
        .FirstOrDefault();

    /// <summary>Makes a collection, which must not be there.</summary>
    public static StoredCollection Create(RecordDatabase database, string name, CollectionSchema schema, int mostExact)
    {
        StoredCollection made = null!;
        database.Transaction(() =>
        {
            database.Execute("INSERT INTO collections(name, revision, schema) VALUES (@0, @1, @2)", name, NewRevision(), schema.ToJson());
            made = Find(database, name, mostExact)!;
            IEnumerable<string> columns = schema.Properties.Select((p, at) =>
                $"{CollectionSchema.Column(at)} {SqlOf(p)}{(at == 0 ? " NOT NULL UNIQUE" : "")}");
            database.Execute($"CREATE TABLE {made.Table}(id INTEGER PRIMARY KEY AUTOINCREMENT, {string.Join(", ", columns)})");
            for (int at = 1; at < schema.Properties.Count; at++)
            {
                if (schema.Properties[at].IsIndexed)
                {
                    database.Execute($"CREATE INDEX {made.Table}by{at} ON {made.Table}({CollectionSchema.Column(at)})");
                }
            }
        });
        return made;
    }

    /// <summary>Reads rows.</summary>
    /// <param name="columns">The columns that are wanted.</param>
    /// <param name="rest">What follows the table's name: WHERE, ORDER BY, LIMIT.</param>
    /// <param name="read">Makes a record of a row, whose first column is its id.</param>
    /// <param name="values">The values of parameters.</param>
    public List<T> Read<T>(string columns, string rest, Func<SqliteDataReader, T> read, params IReadOnlyList<object?> values) =>
        Reading(() => _database.Query($"SELECT id{columns} FROM {Table} {rest}", read, values));

    /// <summary>Reads the rows of ids, in no order, for one who is reading already.</summary>
    public List<T> ReadWithin<T>(string columns, long[] ids, Func<SqliteDataReader, T> read) => _database.Query(
        $"SELECT id{columns} FROM {Table} WHERE id IN (SELECT value FROM json_each(@0))", read, $"[{string.Join(',', ids)}]");

    /// <summary>Stores rows, all or none; a row of a known key takes the place of what was there.</summary>
    public void Put(IReadOnlyList<Row> rows) => Changing(() =>
    {
        int[] vectorColumns = [.. Enumerable.Range(0, Schema.Properties.Count).Where(at => Schema.Properties[at].Type == StoredProperty.VectorType)];
        string names = string.Join(", ", Schema.Properties.Select((_, at) => CollectionSchema.Column(at)));
        string values = string.Join(", ", Schema.Properties.Select((_, at) => $"@{at}"));
        string changes = string.Join(", ", Schema.Properties.Select((_, at) => $"{CollectionSchema.Column(at)} = @{at}"));
        List<(long Id, Row Row)> stored = [];
        Write(() =>
        {
            foreach (Row row in rows)
            {
                object?[] cells = Array.ConvertAll(row.Values, v => v is float[] vector ? MemoryMarshal.AsBytes(vector.AsSpan()).ToArray() : v);
                stored.Add((_database.Query(
                    $"INSERT INTO {Table}({names}) VALUES ({values}) ON CONFLICT(c0) DO UPDATE SET {changes} RETURNING id", r => r.GetInt64(0), cells)[0], row));
            }
        });
        foreach (int at in vectorColumns)
        {
            Follow(at, stored.Count, set =>
            {
                foreach ((long id, Row row) in stored)
                {
                    if (row.Values[at] is float[] vector)
                    {
                        set.Set(id, vector);
                    }
                    else
                    {
                        set.Remove(id);
                    }
                }
            });
        }

        return true;
    });

    /// <summary>Forgets the rows of keys, those that are there.</summary>
    public void Delete(IReadOnlyList<object> keys) => Changing(() =>
    {
        List<long> gone = [];
        Write(() =>
        {
            foreach (object key in keys)
            {
                gone.AddRange(_database.Query($"DELETE FROM {Table} WHERE c0 = @0 RETURNING id", r => r.GetInt64(0), key));
            }
        });
        for (int at = 0; at < _vectors.Length; at++)
        {
            Follow(at, changes: 0, set => gone.ForEach(set.Remove));
        }

        return true;
    });

    /// <summary>Deletes the collection; whoever has it open finds none from then on.</summary>
    public void Drop() => Changing(() =>
    {
        _database.Transaction(() =>
        {
            _database.Execute($"DROP TABLE {Table}");
            _database.Execute("DELETE FROM collections WHERE id = @0", _id);
        });
        _isDeleted = true;
        Array.ForEach(_vectors, v => v?.Dispose());
        IndexFile.DropAll(_database.Folder, _id);
        return true;
    });

    /// <summary>Keeps graphs that took long to make, for the next to open the store. It can be done without.</summary>
    public void Dispose()
    {
        for (int at = 0; at < _vectors.Length; at++)
        {
            if (!_isDeleted && _vectors[at] is { } set)
            {
                if (_kept[at] != _revision)
                {
                    IndexFile.Keep(_database.Folder, _id, at, _revision, set);
                }

                set.Dispose();
            }
        }

        _lock.Dispose();
    }

    private static string NewRevision() => Guid.NewGuid().ToString("N");

    private static string SqlOf(StoredProperty property) =>
        property.Type == StoredProperty.VectorType ? "BLOB" : ColumnType.SqlOf(property.Type);

    private void Write(Action work)
    {
        string revision = NewRevision();
        _database.Transaction(() =>
        {
            work();
            _database.Execute("UPDATE collections SET revision = @0 WHERE id = @1", revision, _id);
        });
        _revision = revision;
    }

    private T Reading<T>(Func<T> work)
    {
        _lock.EnterReadLock();
        try
        {
            CheckExists();
            return work();
        }
        finally
        {
            _lock.ExitReadLock();
        }
    }

    private T Changing<T>(Func<T> work)
    {
        _lock.EnterWriteLock();
        try
        {
            CheckExists();
            return work();
        }
        finally
        {
            _lock.ExitWriteLock();
        }
    }

    private void CheckExists()
    {
        if (_isDeleted)
        {
            throw GyoVectorStore.NoCollection(_name);
        }
    }
}
