using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.VectorData.ProviderServices;

namespace Gyo.Extensions.Storing;

/// <summary>Records to rows and back.</summary>
/// <param name="model">The records.</param>
/// <param name="schema">The rows.</param>
internal sealed class RecordMapper<TRecord>(CollectionModel model, CollectionSchema schema)
    where TRecord : class
{
    /// <summary>The columns of a record, each after a comma.</summary>
    public string Columns(bool withVectors) => string.Concat(Stored(withVectors).Select(p => $", {schema.Column(p)}"));

    /// <summary>Makes a record of a row that begins with its id, then <see cref="Columns"/>.</summary>
    public TRecord Read(SqliteDataReader row, bool withVectors)
    {
        TRecord record = model.CreateRecord<TRecord>()!;
        int at = 0;
        foreach (PropertyModel property in Stored(withVectors))
        {
            at++;
            object? value = row.IsDBNull(at) ? null
                : property is VectorPropertyModel ? ToVector(row.GetFieldValue<byte[]>(at), property.Type)
                : ColumnType.Of(property.Type)!.Read(row.GetValue(at));
            property.SetValueAsObject(record, value);
        }

        return record;
    }

    /// <summary>How a key lies in its column.</summary>
    public object KeyOf(object key)
    {
        KeyPropertyModel property = model.KeyProperty;
        return key.GetType() == property.Type
            ? ColumnType.Of(property.Type)!.Write(key)
            : throw new ArgumentException($"The key is a {key.GetType().Name}; keys of this collection are of the type {property.Type.Name}.", nameof(key));
    }

    /// <summary>Makes rows of records, all or none: gives keys to those without one, and embeds what is to be embedded.</summary>
    /// <exception cref="ArgumentException">A record can't be kept.</exception>
    public async Task<List<Row>> WriteAsync(IReadOnlyList<TRecord> records, CancellationToken cancel)
    {
        List<Row> rows = [.. records.Select(_ => new Row(new object?[schema.Properties.Count]))];
        foreach (VectorPropertyModel property in model.VectorProperties)
        {
            int at = schema.IndexOf(property.StorageName);
            object?[] given = [.. records.Select(property.GetValueAsObject)];
            IReadOnlyList<object?> vectors = property.EmbeddingType == property.Type ? given : await EmbedAsync(property, given, cancel).ConfigureAwait(false);
            for (int i = 0; i < rows.Count; i++)
            {
                rows[i].Values[at] = vectors[i] is { } vector ? Checked(property, schema.Properties[at], FromVector(vector)!) : null;
            }
        }

        for (int i = 0; i < rows.Count; i++)
        {
            foreach (DataPropertyModel property in model.DataProperties)
            {
                rows[i].Values[schema.IndexOf(property.StorageName)] = property.GetValueAsObject(records[i]) is { } value ? Write(property, value) : null;
            }

            rows[i].Values[0] = KeyOf(KeyOf(records[i], i));
        }

        return rows;
    }

    /// <summary>The numbers of a value that is a vector; null if it is none.</summary>
    public static float[]? FromVector(object value) => value switch
    {
        ReadOnlyMemory<float> memory => memory.ToArray(),
        float[] numbers => numbers,
        Embedding<float> embedding => embedding.Vector.ToArray(),
        _ => null,
    };

    /// <summary>A vector that can be compared with those of a property.</summary>
    /// <exception cref="ArgumentException">It can't.</exception>
    public static float[] Checked(VectorPropertyModel property, StoredProperty stored, float[] vector) => VectorSet.FlawOf(vector, stored) is { } flaw
        ? throw new ArgumentException($"A vector for '{property.ModelName}' {flaw}.")
        : vector;

    private static async Task<IReadOnlyList<object?>> EmbedAsync(VectorPropertyModel property, object?[] given, CancellationToken cancel)
    {
        object?[] vectors = new object?[given.Length];
        int[] there = [.. Enumerable.Range(0, given.Length).Where(i => given[i] is not null)];
        if (there.Length > 0)
        {
            IReadOnlyList<Microsoft.Extensions.AI.Embedding> embeddings =
                await property.GenerateEmbeddingsAsync(there.Select(i => given[i]), cancel).ConfigureAwait(false);
            for (int i = 0; i < there.Length; i++)
            {
                vectors[there[i]] = embeddings[i];
            }
        }

        return vectors;
    }

    private static object ToVector(byte[] bytes, Type type)
    {
        float[] vector = MemoryMarshal.Cast<byte, float>(bytes).ToArray();
        return type == typeof(float[]) ? vector
            : type == typeof(Embedding<float>) ? new Embedding<float>(vector)
            : new ReadOnlyMemory<float>(vector);
    }

    private static object Write(DataPropertyModel property, object value)
    {
        try
        {
            return ColumnType.Of(property.Type)!.Write(value);
        }
        catch (ArgumentException e)
        {
            throw new ArgumentException($"'{property.ModelName}': {e.Message}", e);
        }
    }

    private object KeyOf(TRecord record, int at)
    {
        KeyPropertyModel property = model.KeyProperty;
        object? key = property.GetValueAsObject(record);
        if (property.IsAutoGenerated && (key is null || Guid.Empty.Equals(key)))
        {
            property.SetValueAsObject(record, key = Guid.CreateVersion7());
        }

        return key ?? throw new ArgumentException($"Record {at + 1} has no key; give '{property.ModelName}' a value.");
    }

    private IEnumerable<PropertyModel> Stored(bool withVectors) => model.Properties.Where(p => withVectors || p is not VectorPropertyModel);
}
