namespace Gyo.Indexing;

/// <summary>How a graph is built and walked; the paper's names of the parameters in brackets.</summary>
public sealed record HnswOptions
{
    /// <summary>Most links that <see cref="Links"/> may be: a node's links are looked at together.</summary>
    internal const int MaxLinks = 64;

    /// <summary>Links that a new vector makes (M), 2 to 64; by others' links it may come to have twice as many. 16: what the field measures with.</summary>
    public int Links { get; init; } = 16;

    /// <summary>Most candidates that <see cref="BuildCandidates"/> may be: they are compared on the stack.</summary>
    internal const int MaxBuildCandidates = 4096;

    /// <summary>Candidates among which those links are chosen (efConstruction), from <see cref="Links"/> to 4096. 200: what the field measures with.</summary>
    public int BuildCandidates { get; init; } = 200;

    /// <summary>Candidates that a search keeps on its way if it is not told otherwise (ef), at least 1.</summary>
    public int SearchCandidates { get; init; } = 128;

    /// <summary>How precisely vectors are kept.</summary>
    public VectorPrecision Precision { get; init; } = VectorPrecision.Full;

    /// <summary>Threads that build; 0: one on each core. With 1, the same vectors in the same order make the same graph.</summary>
    public int Threads { get; init; }

    /// <summary>What decides how high a vector stands.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Refuses what is out of range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An option is.</exception>
    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Links, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Links, MaxLinks);
        ArgumentOutOfRangeException.ThrowIfLessThan(BuildCandidates, Links);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(BuildCandidates, MaxBuildCandidates);
        ArgumentOutOfRangeException.ThrowIfLessThan(SearchCandidates, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(Threads);
    }
}
