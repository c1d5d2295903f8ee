using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.VectorData;
using SQLitePCL;

namespace Gyo.Extensions.Storing;

/// <summary>The records of a store: one file of SQLite, or SQLite in memory. Each call has the connection to itself.</summary>
/// <remarks>Every error of SQLite leaves as a <see cref="VectorStoreException"/> of one line.</remarks>
internal sealed class RecordDatabase : IDisposable
{
    private const string FileName = "store.db";
    private const string LockName = "store.lock";
    private const int Version = 1;
    private const int ApplicationId = 0x47796F53; // "GyoS"

    private readonly Lock _gate = new();
    private readonly FileStream? _turn;
    private readonly SqliteConnection _connection;
    private SqliteTransaction? _transaction;

    /// <summary>Opens a store, or makes one.</summary>
    /// <param name="folder">Its folder; null for memory.</param>
    /// <exception cref="VectorStoreException">It is in use, is something else, damaged, or of a later version.</exception>
    public RecordDatabase(string? folder)
    {
        Folder = folder;
        if (folder is not null)
        {
            _turn = TakeTurn(folder);
        }

        _connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = folder is null ? ":memory:" : Path.Combine(folder, FileName),
            Pooling = false, // a closed store holds no file open
        }.ToString());
        try
        {
            Guarded(Prepare);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The folder; null in memory.</summary>
    public string? Folder { get; }

    /// <summary>Runs work so that all of its changes are there, or none.</summary>
    public void Transaction(Action work) => Guarded(() =>
    {
        using (_transaction = _connection.BeginTransaction())
        {
            try
            {
                work();
                _transaction.Commit();
            }
            finally
            {
                _transaction = null;
            }
        }

        return true;
    });

    /// <summary>Runs a statement.</summary>
    /// <param name="sql">The statement.</param>
    /// <param name="values">The values of its parameters @0, @1, …</param>
    /// <returns>How many rows it changed.</returns>
    public int Execute(string sql, params IReadOnlyList<object?> values) => Guarded(() =>
    {
        using SqliteCommand command = Command(sql, values);
        return command.ExecuteNonQuery();
    });

    /// <summary>Reads every row of a query.</summary>
    public List<T> Query<T>(string sql, Func<SqliteDataReader, T> read, params IReadOnlyList<object?> values) => Guarded(() =>
    {
        using SqliteCommand command = Command(sql, values);
        using SqliteDataReader row = command.ExecuteReader();
        List<T> rows = [];
        while (row.Read())
        {
            rows.Add(read(row));
        }

        return rows;
    });

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            _connection.Dispose();
            _turn?.Dispose();
        }
    }

    private static FileStream TakeTurn(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            return new FileStream(Path.Combine(folder, LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Failure(folder, e is UnauthorizedAccessException || File.Exists(folder)
                ? "this can't be a store's folder; name a folder that can be written to."
                : "the store is open already, here or in another process; close it there, or share one GyoVectorStore.", e);
        }
    }

    private static VectorStoreException Failure(string? folder, string reason, Exception? cause = null) =>
        new($"{folder ?? "store in memory"}: {reason}", cause) { VectorStoreSystemName = GyoVectorStore.SystemName };

    private bool Prepare()
    {
        _connection.Open();
        _connection.CreateCollation(ColumnType.DecimalCollation, (a, b) => decimal.Compare(Number(a), Number(b)));
        _connection.CreateCollation(ColumnType.TimeCollation, (a, b) => string.CompareOrdinal(a, 0, b, 0, ColumnType.TimeLength));
        long id = Query("PRAGMA application_id", r => r.GetInt64(0))[0];
        long version = Query("PRAGMA user_version", r => r.GetInt64(0))[0];
        bool isEmpty = Query("SELECT count(*) FROM sqlite_master", r => r.GetInt64(0))[0] == 0;
        if (!isEmpty && (id != ApplicationId || version > Version))
        {
            throw Failure(Folder, id != ApplicationId
                ? $"{FileName} is not a store of Gyo's; name another folder."
                : $"the store is of version {version}, and this Gyo knows version {Version}; take a later Gyo.");
        }

        Execute("PRAGMA journal_mode = WAL"); // a kill at any instant leaves the last commit
        if (isEmpty)
        {
            Transaction(() =>
            {
                // An id is never used again, nor is a file that is called by it mistaken for another collection's.
                Execute("CREATE TABLE collections(id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE, revision TEXT NOT NULL, schema TEXT NOT NULL)");
                Execute($"PRAGMA application_id = {ApplicationId}");
                Execute($"PRAGMA user_version = {Version}");
            });
        }

        return true;

        static decimal Number(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);
    }

    private SqliteCommand Command(string sql, IReadOnlyList<object?> values)
    {
        SqliteCommand command = _connection.CreateCommand();
        command.CommandText = sql;
        command.Transaction = _transaction;
        for (int i = 0; i < values.Count; i++)
        {
            command.Parameters.AddWithValue($"@{i}", values[i] ?? DBNull.Value);
        }

        return command;
    }

    private T Guarded<T>(Func<T> work)
    {
        lock (_gate)
        {
            try
            {
                return work();
            }
            catch (SqliteException e)
            {
                throw Failure(Folder, Reason(e), e);
            }
        }
    }

    private static string Reason(SqliteException e) => e.SqliteErrorCode switch
    {
        raw.SQLITE_NOTADB => $"{FileName} is not a store's database; name another folder.",
        raw.SQLITE_CORRUPT => "the database is damaged; restore it from a backup, or make the store again.",
        raw.SQLITE_FULL => "the disk is full; free some space and try again, all finished work is kept.",
        raw.SQLITE_READONLY or raw.SQLITE_CANTOPEN => "the database can't be opened for writing; check the folder's permissions.",
        _ => $"the database can't be used ({e.Message.TrimEnd('.')}); check the disk, then try again.",
    };
}
