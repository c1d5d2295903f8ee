using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.VectorData.ProviderServices;

namespace Gyo.Extensions.Storing;

/// <summary>What records may be made of.</summary>
internal sealed class RecordModelBuilder() : CollectionModelBuilder(new CollectionModelBuildingOptions { RequiresAtLeastOneVector = false, SupportsMultipleVectors = true })
{
    /// <summary>The types of vectors, for messages.</summary>
    public const string SupportedVectors = "ReadOnlyMemory<float>, Embedding<float>, float[]";

    /// <inheritdoc/>
    protected override void ValidateKeyProperty(KeyPropertyModel keyProperty)
    {
        base.ValidateKeyProperty(keyProperty);
        if (!ColumnType.IsKey(keyProperty.Type))
        {
            throw new NotSupportedException($"Property '{keyProperty.ModelName}' has unsupported type '{keyProperty.Type.Name}'. Keys must be one of {ColumnType.SupportedKeys}.");
        }
    }

    /// <inheritdoc/>
    protected override void ValidateProperty(PropertyModel propertyModel, Microsoft.Extensions.VectorData.VectorStoreCollectionDefinition? definition)
    {
        base.ValidateProperty(propertyModel, definition);
        if (propertyModel is VectorPropertyModel vector)
        {
            VectorSet.KindOf(vector); // refuses what can't be searched before anything is stored
        }
    }

    /// <inheritdoc/>
    protected override bool IsDataPropertyTypeValid(Type type, [NotNullWhen(false)] out string? supportedTypes)
    {
        supportedTypes = ColumnType.SupportedData;
        return ColumnType.Of(type) is not null;
    }

    /// <inheritdoc/>
    protected override bool IsVectorPropertyTypeValid(Type type, [NotNullWhen(false)] out string? supportedTypes)
    {
        supportedTypes = SupportedVectors;
        return type == typeof(ReadOnlyMemory<float>) || type == typeof(ReadOnlyMemory<float>?) || type == typeof(Embedding<float>) || type == typeof(float[]);
    }
}
