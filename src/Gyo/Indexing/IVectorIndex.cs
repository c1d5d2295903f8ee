namespace Gyo.Indexing;

/// <summary>Finds, among vectors of unit L2 norm, those of the greatest inner product with a query.</summary>
/// <remarks>Safe to share between threads: searches run side by side, and beside a change. Dispose of it when no call is under way.</remarks>
public interface IVectorIndex : IDisposable
{
    /// <summary>D, the length of every vector.</summary>
    int Dimension { get; }

    /// <summary>How many vectors the index holds.</summary>
    int Count { get; }

    /// <summary>Stores a copy of a vector.</summary>
    /// <param name="id">The vector's id, not yet in use.</param>
    /// <param name="vector">D floats of unit L2 norm.</param>
    /// <exception cref="ArgumentException">The id is taken, or the vector is of another length, not finite or not of unit norm.</exception>
    void Add(long id, ReadOnlySpan<float> vector);

    /// <summary>Forgets a vector.</summary>
    /// <param name="id">The id it was added under.</param>
    /// <returns>False when there is no such id.</returns>
    bool Remove(long id);

    /// <summary>Finds the vectors of the greatest inner product with a query.</summary>
    /// <param name="query">D floats of unit L2 norm.</param>
    /// <param name="nearest">Receives up to its own length of neighbours, best first, among equals the smaller id first.</param>
    /// <param name="among">The only ids that may be found; those that the index does not hold do no harm. Null allows all.</param>
    /// <param name="cancel">Stops the search. Honoured every few thousand vectors.</param>
    /// <returns>How many were found: at most the number of vectors allowed and the length of <paramref name="nearest"/>.</returns>
    /// <exception cref="ArgumentException">The query is of another length, not finite or not of unit norm.</exception>
    /// <exception cref="OperationCanceledException">The search was cancelled; what <paramref name="nearest"/> holds means nothing.</exception>
    int Search(
        ReadOnlySpan<float> query, Span<Neighbour> nearest, IReadOnlySet<long>? among = null, CancellationToken cancel = default);
}
