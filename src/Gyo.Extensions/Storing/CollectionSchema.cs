using System.Text.Json;
using Microsoft.Extensions.VectorData.ProviderServices;

namespace Gyo.Extensions.Storing;

/// <summary>What a collection keeps of a property.</summary>
/// <param name="Name">The property's name in storage.</param>
/// <param name="Type">The name of a <see cref="ColumnType"/>, or <see cref="VectorType"/>.</param>
/// <param name="IsIndexed">Whether filters by it are to be fast.</param>
/// <param name="Dimensions">Numbers in a vector; 0 for anything else.</param>
/// <param name="DistanceFunction">How its vectors are compared; null for anything else.</param>
/// <param name="IndexKind">How they are searched; null for anything else.</param>
internal sealed record StoredProperty(string Name, string Type, bool IsIndexed = false, int Dimensions = 0, string? DistanceFunction = null, string? IndexKind = null)
{
    /// <summary>The type of vectors.</summary>
    public const string VectorType = "vector";
}

/// <summary>What a collection keeps, the key first, then by name: the same for typed and dynamic records of the same properties.</summary>
internal sealed class CollectionSchema
{
    private readonly StoredProperty[] _properties;

    private CollectionSchema(StoredProperty[] properties) => _properties = properties;

    /// <summary>The properties; the column of each is called c and its place.</summary>
    public IReadOnlyList<StoredProperty> Properties => _properties;

    /// <summary>The schema of a kind of records.</summary>
    public static CollectionSchema Of(CollectionModel model) => new(
    [
        new StoredProperty(model.KeyProperty.StorageName, ColumnType.Of(model.KeyProperty.Type)!.Name),
        .. model.DataProperties.Select(p => new StoredProperty(p.StorageName, ColumnType.Of(p.Type)!.Name, p.IsIndexed))
            .Concat(model.VectorProperties.Select(p => new StoredProperty(
                p.StorageName, StoredProperty.VectorType, IsIndexed: false, p.Dimensions, Metric.Of(p).Name, VectorSet.KindOf(p))))
            .OrderBy(p => p.Name, StringComparer.Ordinal),
    ]);

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    public static CollectionSchema Parse(string json) => new(JsonSerializer.Deserialize<StoredProperty[]>(json)!);

    /// <summary>For the database.</summary>
    public string ToJson() => JsonSerializer.Serialize(_properties);

    /// <summary>The column of a property.</summary>
    public string Column(PropertyModel property) => Column(IndexOf(property.StorageName));

    /// <summary>The column at a place.</summary>
    public static string Column(int at) => $"c{at}";

    /// <summary>The place of a property.</summary>
    public int IndexOf(string name) => Array.FindIndex(_properties, p => p.Name == name);

    /// <summary>The first thing in which another schema differs, in words; null if it is the same.</summary>
    public string? DifferenceTo(CollectionSchema other)
    {
        foreach (StoredProperty property in _properties)
        {
            StoredProperty? its = Array.Find(other._properties, p => p.Name == property.Name);
            if (its is null)
            {
                return $"it has '{property.Name}', which these records have not";
            }

            if (its with { IsIndexed = property.IsIndexed } != property)
            {
                return $"its '{property.Name}' is {Words(property)}, not {Words(its)}";
            }
        }

        return Array.Find(other._properties, p => IndexOf(p.Name) < 0) is { } more ? $"it has no '{more.Name}'"
            : other._properties[0].Name != _properties[0].Name ? $"its key is '{_properties[0].Name}'"
            : null;
    }

    private static string Words(StoredProperty property) => property.Type == StoredProperty.VectorType
        ? $"a vector of {property.Dimensions} numbers by {property.DistanceFunction} ({property.IndexKind})"
        : property.Type;
}
