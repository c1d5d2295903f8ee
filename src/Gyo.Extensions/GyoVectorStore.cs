using System.Runtime.CompilerServices;
using Gyo.Extensions.Storing;
using Microsoft.Extensions.VectorData;

namespace Gyo.Extensions;

/// <summary>
/// A vector store within the program: records in SQLite, in a folder or in memory, their vectors in Gyo's own index. Approximate search that
/// adds, replaces, removes and filters, with no service beside it.
/// </summary>
/// <remarks>
/// <para>
/// What was written when an upsert or a deletion returns is there after a kill at any instant. The database is the truth; vectors are read from
/// it when they are first searched, and graphs, which take longer to make, are kept beside it when the store is disposed of.
/// </para>
/// <para>
/// Safe to share between threads: searches run side by side, and a change has its collection alone. One store at a time has a folder open.
/// </para>
/// </remarks>
public sealed class GyoVectorStore : VectorStore
{
    /// <summary>What metadata and errors call it.</summary>
    public const string SystemName = "gyo";

    private readonly Lock _opening = new();
    private readonly Dictionary<string, StoredCollection> _open = [];
    private readonly GyoVectorStoreOptions _options;
    private readonly RecordDatabase _database;
    private readonly VectorStoreMetadata _metadata;
    private bool _isDisposed;

    /// <summary>Opens a store, or makes one.</summary>
    /// <param name="options">How it is kept; in memory if null.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    /// <exception cref="VectorStoreException">The folder is in use by another store, is something else, damaged, or of a later version.</exception>
    public GyoVectorStore(GyoVectorStoreOptions? options = null)
    {
        _options = options ?? new GyoVectorStoreOptions();
        ArgumentOutOfRangeException.ThrowIfNegative(_options.MostExact, nameof(options));
        _database = new RecordDatabase(_options.Folder);
        _metadata = new VectorStoreMetadata { VectorStoreSystemName = SystemName, VectorStoreName = _options.Folder };
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The record is not described, or not rightly.</exception>
    /// <exception cref="NotSupportedException">A property has a type, a distance function or an index kind that there is not here.</exception>
    public override VectorStoreCollection<TKey, TRecord> GetCollection<TKey, TRecord>(string name, VectorStoreCollectionDefinition? definition = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return typeof(TRecord) == typeof(Dictionary<string, object?>)
            ? throw new ArgumentException("Records that are dictionaries are described by a definition alone: call GetDynamicCollection.", nameof(definition))
            : new GyoCollection<TKey, TRecord>(this, name, new RecordModelBuilder().Build(typeof(TRecord), typeof(TKey), definition, _options.EmbeddingGenerator));
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The definition is not right.</exception>
    /// <exception cref="NotSupportedException">A property has a type, a distance function or an index kind that there is not here.</exception>
    public override VectorStoreCollection<object, Dictionary<string, object?>> GetDynamicCollection(string name, VectorStoreCollectionDefinition definition)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(definition);
        return new GyoCollection<object, Dictionary<string, object?>>(
            this, name, new RecordModelBuilder().BuildDynamic(definition, definition.EmbeddingGenerator ?? _options.EmbeddingGenerator));
    }

    /// <inheritdoc/>
    public override async IAsyncEnumerable<string> ListCollectionNamesAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        List<string> names = await Task.Run(
            () => _database.Query("SELECT name FROM collections ORDER BY name", r => r.GetString(0)), cancellationToken).ConfigureAwait(false);
        foreach (string name in names)
        {
            yield return name;
        }
    }

    /// <inheritdoc/>
    public override Task<bool> CollectionExistsAsync(string name, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return Task.Run(() => Find(name) is not null, cancellationToken);
    }

    /// <inheritdoc/>
    public override Task EnsureCollectionDeletedAsync(string name, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return Task.Run(() => Drop(name), cancellationToken);
    }

    /// <inheritdoc/>
    public override object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        return serviceKey is not null ? null
            : serviceType == typeof(VectorStoreMetadata) ? _metadata
            : serviceType.IsInstanceOfType(this) ? this
            : null;
    }

    /// <summary>What is said of a collection that is not there.</summary>
    internal static VectorStoreException NoCollection(string name) =>
        new($"There is no collection '{name}'; call EnsureCollectionExistsAsync first.") { VectorStoreSystemName = SystemName, CollectionName = name };

    /// <summary>What metadata call the store.</summary>
    internal string? Name => _options.Folder;

    /// <summary>A collection; null if it is not there.</summary>
    internal StoredCollection? Find(string name)
    {
        lock (_opening)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (!_open.TryGetValue(name, out StoredCollection? collection) && StoredCollection.Find(_database, name, _options.MostExact) is { } found)
            {
                _open.Add(name, collection = found);
            }

            return collection;
        }
    }

    /// <summary>A collection, made if it is not there.</summary>
    internal StoredCollection FindOrCreate(string name, CollectionSchema schema)
    {
        lock (_opening)
        {
            return Find(name) ?? (_open[name] = StoredCollection.Create(_database, name, schema, _options.MostExact));
        }
    }

    /// <summary>Deletes a collection, if it is there.</summary>
    internal void Drop(string name)
    {
        lock (_opening)
        {
            Find(name)?.Drop();
            _open.Remove(name);
        }
    }

    /// <summary>Keeps what took long to make, and closes the folder. No call may be under way.</summary>
    /// <param name="disposing">Whether it is disposed of.</param>
    protected override void Dispose(bool disposing)
    {
        lock (_opening)
        {
            if (disposing && !_isDisposed)
            {
                _isDisposed = true;
                foreach (StoredCollection collection in _open.Values)
                {
                    collection.Dispose();
                }

                _database.Dispose();
            }
        }

        base.Dispose(disposing);
    }
}
