namespace Gyo.Curation;

/// <summary>How a map is made; the paper's names of the parameters in brackets.</summary>
public sealed record EmbeddingMapOptions
{
    /// <summary>Nearest neighbours that a point is drawn to (n), at least 1. 15: what the field draws with; fewer tear clusters apart, more blur them.</summary>
    public int Neighbours { get; init; } = 15;

    /// <summary>
    /// Times that the whole layout is gone over, at least 1. Null: 500 up to 10,000 vectors and 200 above, as the paper's program does; in a large
    /// map each point has more others to be held by.
    /// </summary>
    public int? Epochs { get; init; }

    /// <summary>Points that a point is pushed away from each time it is drawn to a neighbour, at least 0. 5: the paper's.</summary>
    public int NegativeSamples { get; init; } = 5;

    /// <summary>Threads, at least 1; 0 for one on each core. The map is the same with any number.</summary>
    public int Threads { get; init; }

    /// <summary>What decides where points begin within a ten-thousandth, and which they are pushed away from.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Refuses what is out of range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An option is.</exception>
    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Neighbours, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Epochs ?? 1, 1, nameof(Epochs));
        ArgumentOutOfRangeException.ThrowIfNegative(NegativeSamples);
        ArgumentOutOfRangeException.ThrowIfNegative(Threads);
    }

    /// <summary>How many threads that is.</summary>
    internal int Workers => Threads == 0 ? Environment.ProcessorCount : Threads;
}
