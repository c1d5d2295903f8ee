using System.Runtime.InteropServices;
using Gyo.Indexing;

namespace Gyo.Extensions.Storing;

/// <content>The vectors in memory.</content>
internal sealed partial class StoredCollection
{
    /// <summary>Finds the rows of the closest vectors, closest first.</summary>
    /// <param name="property">The place of the vectors' property.</param>
    /// <param name="query">D floats.</param>
    /// <param name="count">How many at most.</param>
    /// <param name="filter">Which rows may be found; null for all.</param>
    /// <param name="read">Reads the rows of ids.</param>
    /// <param name="cancel">Stops the search.</param>
    public List<(T Record, double Score)> Search<T>(
        int property, float[] query, int count, SqlFilter? filter, Func<long[], Dictionary<long, T>> read, CancellationToken cancel)
    {
        while (true)
        {
            try
            {
                List<(T, double)>? found = Reading(() => _vectors[property] is { } set ? Search(set) : null);
                if (found is not null)
                {
                    return found;
                }

                Changing(() => Vectors(property));
            }
            catch (IndexFormatException)
            {
                Changing(() => Discard(property)); // the file that it is mapped from is damaged, and the database is the truth
            }
        }

        List<(T, double)> Search(VectorSet set)
        {
            HashSet<long>? among = filter is null ? null
                : [.. _database.Query($"SELECT id FROM {Table} WHERE {filter.Sql}", r => r.GetInt64(0), filter.Values)];
            ScoredRow[] found = count == 0 || among is { Count: 0 } ? [] : set.Search(query, count, among, cancel);
            Dictionary<long, T> records = read(Array.ConvertAll(found, f => f.Id));
            return [.. found.Select(f => (records[f.Id], f.Score))];
        }
    }

    /// <summary>Lets the vectors in memory follow what was committed. They are made again when that is sooner done, or if they can't follow.</summary>
    private void Follow(int at, int changes, Action<VectorSet> change)
    {
        if (_vectors[at] is not { } set)
        {
            return;
        }

        bool isFollowed = changes <= VectorSet.MostExact || changes <= set.Count;
        try
        {
            if (isFollowed)
            {
                change(set);
                isFollowed = !set.IsOutgrown;
            }
        }
        catch (IndexFormatException)
        {
            isFollowed = false; // the file that it is mapped from is damaged
        }

        if (!isFollowed)
        {
            Discard(at);
        }
    }

    /// <summary>Lets the vectors of a property be made again when they are next needed.</summary>
    private bool Discard(int at)
    {
        _vectors[at]?.Dispose();
        _vectors[at] = null;
        IndexFile.Drop(_database.Folder, _id, at);
        return true;
    }

    /// <summary>The vectors of a property, loaded when they are first needed.</summary>
    private VectorSet Vectors(int at)
    {
        if (_vectors[at] is { } loaded)
        {
            return loaded;
        }

        StoredProperty property = Schema.Properties[at];
        if (IndexFile.Open(_database.Folder, _id, at, _revision, property) is { } kept)
        {
            _kept[at] = _revision;
            return _vectors[at] = kept;
        }

        string column = CollectionSchema.Column(at);
        long count = _database.Query($"SELECT count({column}) FROM {Table}", r => r.GetInt64(0))[0];
        long[] ids = new long[count];
        float[] vectors = new float[checked((int)(count * property.Dimensions))];
        int next = 0;
        _database.Query($"SELECT id, {column} FROM {Table} WHERE {column} IS NOT NULL ORDER BY id", r =>
        {
            ids[next] = r.GetInt64(0);
            MemoryMarshal.Cast<byte, float>(r.GetFieldValue<byte[]>(1)).CopyTo(vectors.AsSpan(next * property.Dimensions));
            return next++;
        });
        return _vectors[at] = VectorSet.Of(property, ids, vectors, _mostExact);
    }
}
