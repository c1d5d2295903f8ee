namespace Gyo.Curation;

/// <summary>How near copies are looked for.</summary>
public sealed record NearCopyOptions
{
    /// <summary>Nearest neighbours by vector that are looked at, at least 0. 12: beyond, hardly a copy is found that hashes do not find too.</summary>
    public int Neighbours { get; init; } = 12;

    /// <summary>What a person said: whether two pictures, by id, are no copies of each other. They are never in one group. Null: nothing was said.</summary>
    public Func<long, long, bool>? AreNoCopies { get; init; }

    /// <summary>Threads, at least 1; 0 for one on each core. The groups are the same with any number.</summary>
    public int Threads { get; init; }

    /// <summary>Refuses what is out of range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An option is.</exception>
    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(Neighbours);
        ArgumentOutOfRangeException.ThrowIfNegative(Threads);
    }

    /// <summary>How many threads that is.</summary>
    internal int Workers => Threads == 0 ? Environment.ProcessorCount : Threads;
}
