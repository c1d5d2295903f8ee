using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using Gyo.Extensions.Storing;
using Microsoft.Extensions.VectorData;
using Microsoft.Extensions.VectorData.ProviderServices;

namespace Gyo.Extensions;

/// <summary>A collection of a <see cref="GyoVectorStore"/>. Any number of these may be open for one collection; they see the same records.</summary>
/// <remarks>A batch is written all or not at all. Filters become SQL; what has no translation is refused and not done in memory.</remarks>
/// <typeparam name="TKey">string, int, long or Guid.</typeparam>
/// <typeparam name="TRecord">The records.</typeparam>
internal sealed class GyoCollection<TKey, TRecord> : VectorStoreCollection<TKey, TRecord>
    where TKey : notnull
    where TRecord : class
{
    private readonly GyoVectorStore _store;
    private readonly CollectionModel _model;
    private readonly CollectionSchema _schema;
    private readonly VectorStoreCollectionMetadata _metadata;

    public GyoCollection(GyoVectorStore store, string name, CollectionModel model)
    {
        _store = store;
        _model = model;
        _schema = CollectionSchema.Of(model);
        Name = name;
        _metadata = new VectorStoreCollectionMetadata
        {
            VectorStoreSystemName = GyoVectorStore.SystemName,
            VectorStoreName = store.Name,
            CollectionName = name,
        };
    }

    /// <inheritdoc/>
    public override string Name { get; }

    /// <inheritdoc/>
    public override Task<bool> CollectionExistsAsync(CancellationToken cancellationToken = default) => _store.CollectionExistsAsync(Name, cancellationToken);

    /// <inheritdoc/>
    /// <exception cref="VectorStoreException">It is there, for records of other properties.</exception>
    public override Task EnsureCollectionExistsAsync(CancellationToken cancellationToken = default) =>
        Task.Run(() => Checked(_store.FindOrCreate(Name, _schema)), cancellationToken);

    /// <inheritdoc/>
    public override Task EnsureCollectionDeletedAsync(CancellationToken cancellationToken = default) =>
        _store.EnsureCollectionDeletedAsync(Name, cancellationToken);

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The key is of another type.</exception>
    public override Task<TRecord?> GetAsync(TKey key, RecordRetrievalOptions? options = default, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(key);
        bool withVectors = WithVectors(options?.IncludeVectors);
        return Task.Run(() => Get([key], withVectors).FirstOrDefault(), cancellationToken);
    }

    /// <inheritdoc/>
    public override async IAsyncEnumerable<TRecord> GetAsync(
        IEnumerable<TKey> keys, RecordRetrievalOptions? options = default, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(keys);
        bool withVectors = WithVectors(options?.IncludeVectors);
        List<TRecord> records = await Task.Run(() => Get([.. keys], withVectors), cancellationToken).ConfigureAwait(false);
        foreach (TRecord record in records)
        {
            yield return record;
        }
    }

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">The filter does something that has no translation.</exception>
    public override async IAsyncEnumerable<TRecord> GetAsync(
        Expression<Func<TRecord, bool>> filter,
        int top,
        FilteredRecordRetrievalOptions<TRecord>? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        ArgumentOutOfRangeException.ThrowIfLessThan(top, 1);
        options ??= new FilteredRecordRetrievalOptions<TRecord>();
        bool withVectors = WithVectors(options.IncludeVectors);
        List<TRecord> records = await Task.Run(() => Get(filter, top, options, withVectors), cancellationToken).ConfigureAwait(false);
        foreach (TRecord record in records)
        {
            yield return record;
        }
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The key is of another type.</exception>
    public override Task DeleteAsync(TKey key, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(key);
        return DeleteAsync([key], cancellationToken);
    }

    /// <inheritdoc/>
    public override Task DeleteAsync(IEnumerable<TKey> keys, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(keys);
        return Task.Run(() => Stored().Delete([.. keys.Select(key => Mapper.KeyOf(key))]), cancellationToken);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The record can't be kept: it has no key, a vector of another length, a number that is none.</exception>
    public override Task UpsertAsync(TRecord record, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(record);
        return UpsertAsync([record], cancellationToken);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A record can't be kept: it has no key, a vector of another length, a number that is none. None is then.</exception>
    public override Task UpsertAsync(IEnumerable<TRecord> records, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(records);
        return Task.Run(async () => Stored().Put(await Mapper.WriteAsync([.. records], cancellationToken).ConfigureAwait(false)), cancellationToken);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The vector has another length, or can't be compared.</exception>
    /// <exception cref="InvalidOperationException">There are several vector properties and none was named, or there is none.</exception>
    /// <exception cref="NotSupportedException">The filter does something that has no translation, or nothing here makes a vector of such a question.</exception>
    public override async IAsyncEnumerable<VectorSearchResult<TRecord>> SearchAsync<TInput>(
        TInput searchValue, int top, VectorSearchOptions<TRecord>? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(searchValue);
        ArgumentOutOfRangeException.ThrowIfLessThan(top, 1);
        options ??= new VectorSearchOptions<TRecord>();
        bool withVectors = WithVectors(options.IncludeVectors);
        VectorPropertyModel property = _model.GetVectorPropertyOrSingle(options);
        float[] query = await QueryAsync(property, searchValue, cancellationToken).ConfigureAwait(false);
        List<(TRecord Record, double Score)> found =
            await Task.Run(() => Search(property, query, top, options, withVectors, cancellationToken), cancellationToken).ConfigureAwait(false);
        foreach ((TRecord record, double score) in found)
        {
            yield return new VectorSearchResult<TRecord>(record, score);
        }
    }

    /// <inheritdoc/>
    public override object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        return serviceKey is not null ? null
            : serviceType == typeof(VectorStoreCollectionMetadata) ? _metadata
            : serviceType.IsInstanceOfType(this) ? this
            : _store.GetService(serviceType);
    }

    private RecordMapper<TRecord> Mapper => new(_model, Stored().Schema);

    /// <summary>The collection, which may have been deleted and made again.</summary>
    private StoredCollection Stored() => Checked(_store.Find(Name) ?? throw GyoVectorStore.NoCollection(Name));

    private StoredCollection Checked(StoredCollection stored) => stored.Schema.DifferenceTo(_schema) is { } difference
        ? throw new VectorStoreException($"The collection '{Name}' was made for other records: {difference}. Take another name, or delete it first.")
        {
            VectorStoreSystemName = GyoVectorStore.SystemName,
            CollectionName = Name,
        }
        : stored;

    private bool WithVectors(bool? asked) => asked == true && _model.EmbeddingGenerationRequired
        ? throw new NotSupportedException(VectorDataStrings.IncludeVectorsNotSupportedWithEmbeddingGeneration)
        : asked == true;

    private List<TRecord> Get(TKey[] keys, bool withVectors)
    {
        StoredCollection stored = Stored();
        RecordMapper<TRecord> mapper = Mapper;
        List<TRecord> records = [];
        foreach (TKey key in keys)
        {
            records.AddRange(stored.Read(mapper.Columns(withVectors), "WHERE c0 = @0", row => mapper.Read(row, withVectors), mapper.KeyOf(key)));
        }

        return records;
    }

    private List<TRecord> Get(Expression<Func<TRecord, bool>> filter, int top, FilteredRecordRetrievalOptions<TRecord> options, bool withVectors)
    {
        StoredCollection stored = Stored();
        RecordMapper<TRecord> mapper = Mapper;
        SqlFilter condition = SqlFilter.Of(filter, _model, stored.Schema);
        IEnumerable<string> order = (options.OrderBy?.Invoke(new()).Values ?? [])
            .Select(by => $"{stored.Schema.Column(_model.GetDataOrKeyProperty(by.PropertySelector))} {(by.Ascending ? "ASC" : "DESC")}");
        return stored.Read(
            mapper.Columns(withVectors),
            $"WHERE {condition.Sql} ORDER BY {string.Join(", ", [.. order, "id"])} LIMIT {top} OFFSET {options.Skip}",
            row => mapper.Read(row, withVectors),
            condition.Values);
    }

    private List<(TRecord Record, double Score)> Search(
        VectorPropertyModel property, float[] query, int top, VectorSearchOptions<TRecord> options, bool withVectors, CancellationToken cancel)
    {
        StoredCollection stored = Stored();
        RecordMapper<TRecord> mapper = Mapper;
        int at = stored.Schema.IndexOf(property.StorageName);
        RecordMapper<TRecord>.Checked(property, stored.Schema.Properties[at], query);
        SqlFilter? filter = options.Filter is null ? null : SqlFilter.Of(options.Filter, _model, stored.Schema);
        Metric metric = Metric.Of(property);
        return [.. stored.Search(at, query, (int)Math.Min((long)top + options.Skip, int.MaxValue), filter, ReadAll, cancel)
            .Skip(options.Skip)
            .TakeWhile(f => options.ScoreThreshold is not { } threshold || metric.Reaches(f.Score, threshold))];

        Dictionary<long, TRecord> ReadAll(long[] ids) => stored
            .ReadWithin(mapper.Columns(withVectors), ids, row => (Id: row.GetInt64(0), Record: mapper.Read(row, withVectors)))
            .ToDictionary(r => r.Id, r => r.Record);
    }

    private static async Task<float[]> QueryAsync<TInput>(VectorPropertyModel property, TInput value, CancellationToken cancel)
        where TInput : notnull
    {
        if (RecordMapper<TRecord>.FromVector(value) is { } vector)
        {
            return vector;
        }

        if (property.EmbeddingGenerator is not { } generator)
        {
            throw new NotSupportedException(
                VectorDataStrings.InvalidSearchInputAndNoEmbeddingGeneratorWasConfigured(value.GetType(), RecordModelBuilder.SupportedVectors));
        }

        if (property.EmbeddingGenerationDispatcher is null)
        {
            throw new InvalidOperationException(
                VectorDataStrings.IncompatibleEmbeddingGeneratorWasConfiguredForInputType(value.GetType(), generator.GetType()));
        }

        return RecordMapper<TRecord>.FromVector(await property.GenerateEmbeddingAsync(value, cancel).ConfigureAwait(false))!;
    }
}
