using Microsoft.Extensions.AI;

namespace Gyo.Extensions;

/// <summary>How a vector store is kept.</summary>
public sealed record GyoVectorStoreOptions
{
    /// <summary>The store's folder, made if need be. Null keeps it in memory, where it is gone with the store.</summary>
    public string? Folder { get; init; }

    /// <summary>
    /// Makes vectors of what records and questions hold instead of vectors: of pictures a <see cref="Embedding.PictureEmbeddingGenerator"/>, of
    /// texts any other. A collection or property may have its own. It is not disposed of with the store.
    /// </summary>
    public IEmbeddingGenerator? EmbeddingGenerator { get; init; }

    /// <summary>
    /// Up to how many vectors a property of the index kind Dynamic, the default, is searched exactly; above it by a graph. At least 0. Default
    /// 10,000: what Gyo's galleries do, where comparing with all takes below a millisecond.
    /// </summary>
    public int MostExact { get; init; } = Storing.VectorSet.MostExact;
}
