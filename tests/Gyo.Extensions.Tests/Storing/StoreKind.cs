namespace Gyo.Extensions.Tests.Storing;

/// <summary>The ways to keep a store; all behave alike.</summary>
public enum StoreKind
{
    /// <summary>In memory.</summary>
    Memory,

    /// <summary>In a folder.</summary>
    Folder,

    /// <summary>In a folder, every vector in a graph.</summary>
    Graph,
}

/// <summary>A store that is gone when the test is over.</summary>
internal sealed class TestStore : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gyo-tests-").FullName;
    private readonly GyoVectorStoreOptions _options;

    public TestStore(StoreKind kind, Microsoft.Extensions.AI.IEmbeddingGenerator? generator = null)
    {
        _options = new GyoVectorStoreOptions
        {
            Folder = kind == StoreKind.Memory ? null : _folder,
            EmbeddingGenerator = generator,
            MostExact = kind == StoreKind.Graph ? 0 : new GyoVectorStoreOptions().MostExact,
        };
        Store = new GyoVectorStore(_options);
    }

    public string Folder => _folder;

    public GyoVectorStore Store { get; private set; }

    /// <summary>Closes it and opens it again.</summary>
    public void Reopen()
    {
        Store.Dispose();
        Store = new GyoVectorStore(_options);
    }

    public void Dispose()
    {
        Store.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}

/// <summary>Every kind.</summary>
public sealed class AllKinds() : TheoryData<StoreKind>(StoreKind.Memory, StoreKind.Folder, StoreKind.Graph);
