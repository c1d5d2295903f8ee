using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Gyo.Collections;

/// <summary>One connection to a gallery's database, shared by all threads of a process: each call has it to itself.</summary>
/// <remarks>Every error of SQLite leaves as a <see cref="GalleryException"/> of one line.</remarks>
internal sealed class GalleryConnection : IDisposable
{
    /// <summary>How long to wait for another process that is writing, in seconds; a batch takes it some milliseconds.</summary>
    private const int BusySeconds = 30;

    private readonly Lock _gate = new();
    private readonly string _path;
    private readonly SqliteConnection _connection;
    private SqliteTransaction? _transaction;

    /// <summary>Opens the file, and makes it if <paramref name="newModelId"/> says for which model.</summary>
    public GalleryConnection(string path, string? newModelId)
    {
        _path = path;
        _connection = new SqliteConnection(ConnectionString(path, newModelId is null ? SqliteOpenMode.ReadWrite : SqliteOpenMode.ReadWriteCreate));
        try
        {
            Guarded(() => Open(newModelId));
        }
        catch
        {
            _connection.Dispose();
            throw;
        }
    }

    /// <summary>Whether a file holds nothing yet, because its making was cut short. A file that is no database at all does not.</summary>
    public static bool IsEmpty(string path)
    {
        using SqliteConnection connection = new(ConnectionString(path, SqliteOpenMode.ReadWrite));
        try
        {
            connection.Open();
            return GallerySchema.IsEmpty(connection);
        }
        catch (SqliteException)
        {
            return false; // whoever opens it is told what is wrong
        }
    }

    /// <summary>Runs <paramref name="work"/> so that all of its changes are there, or none.</summary>
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
    });

    /// <summary>Runs a statement.</summary>
    /// <returns>How many rows it changed.</returns>
    public int Execute(string sql, params (string Name, object? Value)[] parameters) => Guarded(() =>
    {
        using SqliteCommand command = Command(sql, parameters);
        return command.ExecuteNonQuery();
    });

    /// <summary>Reads every row of a query.</summary>
    public List<T> Query<T>(string sql, Func<SqliteDataReader, T> read, params (string Name, object? Value)[] parameters)
    {
        List<T> rows = [];
        ForEach(sql, row => rows.Add(read(row)), parameters);
        return rows;
    }

    /// <summary>Visits every row of a query.</summary>
    public void ForEach(string sql, Action<SqliteDataReader> visit, params (string Name, object? Value)[] parameters) => Guarded(() =>
    {
        using SqliteCommand command = Command(sql, parameters);
        using SqliteDataReader row = command.ExecuteReader();
        while (row.Read())
        {
            visit(row);
        }
    });

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            _connection.Dispose();
        }
    }

    private static string ConnectionString(string path, SqliteOpenMode mode) => new SqliteConnectionStringBuilder
    {
        DataSource = path,
        Mode = mode,
        ForeignKeys = true,
        DefaultTimeout = BusySeconds,
        Pooling = false, // a closed gallery holds no file open
    }.ToString();

    private void Open(string? newModelId)
    {
        _connection.Open();
        bool empty = GallerySchema.IsEmpty(_connection);
        if (empty && newModelId is null)
        {
            throw new GalleryException(_path, "the making of this gallery was cut short; run `gyo index FOLDER --gallery DIR` again.");
        }

        if (!empty)
        {
            GallerySchema.Check(_connection, _path);
        }

        // Write-ahead log: readers and one writer side by side, and a kill at any instant leaves the last commit.
        using SqliteCommand command = Command("PRAGMA journal_mode = WAL");
        command.ExecuteNonQuery();
        if (empty)
        {
            GallerySchema.Create(_connection, newModelId!);
        }
    }

    private SqliteCommand Command(string sql, params (string Name, object? Value)[] parameters)
    {
        SqliteCommand command = _connection.CreateCommand();
        command.CommandText = sql;
        command.Transaction = _transaction;
        foreach ((string name, object? value) in parameters)
        {
            command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        }

        return command;
    }

    private void Guarded(Action work) => Guarded(() =>
    {
        work();
        return 0;
    });

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
                throw new GalleryException(_path, Reason(e), e);
            }
        }
    }

    private static string Reason(SqliteException e) => e.SqliteErrorCode switch
    {
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => "another process is writing to this gallery; try again when it is done.",
        raw.SQLITE_NOTADB => "this is not a gallery's database; name another folder for the gallery.",
        raw.SQLITE_CORRUPT => "the database is damaged; restore it from a backup, or index the folders again into a new gallery.",
        raw.SQLITE_FULL => "the disk is full; free some space and run again, all finished work is kept.",
        raw.SQLITE_READONLY or raw.SQLITE_CANTOPEN => "the database can't be opened for writing; check the folder's permissions.",
        _ => $"the database can't be used ({e.Message.TrimEnd('.')}); check the disk, then try again.",
    };
}
