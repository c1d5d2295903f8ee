using Gyo.Embedding;
using Gyo.Extensions.Embedding;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.VectorData;

namespace Gyo.Extensions;

/// <summary>Gyo among the services of an application.</summary>
public static class GyoExtensionsServices
{
    /// <summary>Adds one vector store, as <see cref="VectorStore"/> and as what it is. It is opened when it is first asked for.</summary>
    /// <param name="services">The services.</param>
    /// <param name="options">How it is kept. Without an embedding generator it takes the one for pictures among the services, if there is any.</param>
    /// <param name="key">A name, if there are several.</param>
    public static IServiceCollection AddGyoVectorStore(this IServiceCollection services, GyoVectorStoreOptions? options = null, object? key = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        options ??= new GyoVectorStoreOptions();
        services.AddKeyedSingleton(key, (provider, _) => new GyoVectorStore(
            options with { EmbeddingGenerator = options.EmbeddingGenerator ?? provider.GetService<IEmbeddingGenerator<DataContent, Embedding<float>>>() }));
        return services.AddKeyedSingleton<VectorStore>(key, (provider, _) => provider.GetRequiredKeyedService<GyoVectorStore>(key));
    }

    /// <summary>Adds a collection of that store, and searching it. Whether it exists yet is for the application to see to.</summary>
    /// <param name="services">The services.</param>
    /// <param name="name">The collection's name.</param>
    /// <param name="definition">What records are made of, if their attributes don't say it.</param>
    /// <param name="key">The store's name, if it has one; the collection's then, too.</param>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public static IServiceCollection AddGyoCollection<TKey, TRecord>(
        this IServiceCollection services, string name, VectorStoreCollectionDefinition? definition = null, object? key = null)
        where TKey : notnull
        where TRecord : class
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        services.AddKeyedSingleton(key, (provider, _) => provider.GetRequiredKeyedService<GyoVectorStore>(key).GetCollection<TKey, TRecord>(name, definition));
        return services.AddKeyedSingleton<IVectorSearchable<TRecord>>(key, (provider, _) => provider.GetRequiredKeyedService<VectorStoreCollection<TKey, TRecord>>(key));
    }

    /// <summary>Adds a model that makes embeddings of pictures. It is loaded when it is first asked for.</summary>
    /// <param name="services">The services.</param>
    /// <param name="modelFolder">The model's folder, as <c>gyo train</c> writes it; null for the built-in model.</param>
    /// <param name="key">A name, if there are several.</param>
    public static IServiceCollection AddGyoEmbeddings(this IServiceCollection services, string? modelFolder = null, object? key = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        return services.AddKeyedSingleton<IEmbeddingGenerator<DataContent, Embedding<float>>>(key, (_, _) =>
            new PictureEmbeddingGenerator(modelFolder is null ? BaseModel.Create() : ModelPackage.Load(modelFolder)));
    }
}
