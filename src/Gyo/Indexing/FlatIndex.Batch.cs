namespace Gyo.Indexing;

/// <content>Many queries at once: rows are read once for up to 256 of them, so that arithmetic is the bound and no longer memory.</content>
public sealed partial class FlatIndex
{
    /// <summary>Fewer queries are searched for one by one: a panel costs as much as some six of them, however few it holds.</summary>
    private const int FewestTogether = 6;

    /// <summary>Panels that share one reading of the rows: 256 queries make memory's part small.</summary>
    private const int PanelsTogether = 4;

    /// <summary>Rows that all panels see before the next: a multiple of the kernel's, small enough for the second-level cache.</summary>
    private const int RowsTogether = 16 * PanelProduct.Rows;

    /// <summary>Finds the nearest of many queries at once: the same answers as a <see cref="Search"/> of each, to the last bit.</summary>
    /// <param name="queries">Q×D floats, row-major, each row of unit L2 norm.</param>
    /// <param name="nearest">Q×k places, row-major: receives up to k neighbours of each query, best first.</param>
    /// <param name="among">The only ids that may be found; null allows all. It is read by several threads at once.</param>
    /// <param name="threads">How many threads may work at once, at least 1; null for one on each core.</param>
    /// <param name="cancel">Stops the search. Honoured every few hundred vectors.</param>
    /// <returns>How many were found of each query, the same of all: at most k and the number of vectors allowed.</returns>
    /// <exception cref="ArgumentException">The queries are no whole rows, one is not finite or not of unit norm, or the places don't share
    /// out evenly among them.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than 1 thread.</exception>
    /// <exception cref="OperationCanceledException">The search was cancelled; what <paramref name="nearest"/> holds means nothing.</exception>
    public int SearchMany(
        ReadOnlyMemory<float> queries,
        Memory<Neighbour> nearest,
        IReadOnlySet<long>? among = null,
        int? threads = null,
        CancellationToken cancel = default)
    {
        int count = CheckMany(queries.Span, nearest.Span);
        int workers = threads ?? Environment.ProcessorCount;
        ArgumentOutOfRangeException.ThrowIfLessThan(workers, 1, nameof(threads));
        if (nearest.Length == 0)
        {
            return 0;
        }

        int k = nearest.Length / count;
        int found = 0;
        _lock.EnterReadLock(); // held for the workers: what they call takes no lock
        try
        {
            bool together = count >= FewestTogether && !IsFewIds(among);
            int share = together ? PanelsFor(count, workers) * PanelProduct.Queries : 1;
            ParallelOptions options = new() { MaxDegreeOfParallelism = workers, CancellationToken = cancel };
            Parallel.For(0, (count + share - 1) / share, options, i =>
            {
                int first = i * share;
                int some = Math.Min(share, count - first);
                ReadOnlyMemory<float> asked = queries.Slice(first * Dimension, some * Dimension);
                Memory<Neighbour> places = nearest.Slice(first * k, some * k);
                found = together ? SearchTogether(asked, places, among, cancel) : SearchRows(asked.Span, places.Span, among, cancel);
            });
        }
        finally
        {
            _lock.ExitReadLock();
        }

        return found;
    }

    private static int PanelsFor(int queries, int workers)
    {
        int panels = (queries + PanelProduct.Queries - 1) / PanelProduct.Queries;
        return Math.Clamp((panels + workers - 1) / workers, 1, PanelsTogether);
    }

    private int SearchTogether(
        ReadOnlyMemory<float> queries, Memory<Neighbour> nearest, IReadOnlySet<long>? among, CancellationToken cancel)
    {
        int count = queries.Length / Dimension;
        int k = nearest.Length / count;
        List<QueryPanel> panels = [];
        for (int first = 0; first < count; first += PanelProduct.Queries)
        {
            int some = Math.Min(PanelProduct.Queries, count - first);
            panels.Add(new QueryPanel(queries.Slice(first * Dimension, some * Dimension), nearest.Slice(first * k, some * k), Dimension));
        }

        for (int first = 0; first < _count; first += RowsTogether)
        {
            cancel.ThrowIfCancellationRequested();
            int some = Math.Min(RowsTogether, _count - first);
            foreach (QueryPanel panel in panels)
            {
                panel.Offer(Rows(first, some), _ids.AsSpan(first, some), among);
            }
        }

        int found = 0;
        foreach (QueryPanel panel in panels)
        {
            found = panel.Sort();
        }

        return found;
    }

    private int CheckMany(ReadOnlySpan<float> queries, ReadOnlySpan<Neighbour> nearest)
    {
        int count = queries.Length / Dimension;
        if (queries.Length != count * Dimension)
        {
            throw new ArgumentException($"{queries.Length} numbers are no rows of {Dimension}.", nameof(queries));
        }

        if (count == 0 ? nearest.Length != 0 : nearest.Length % count != 0)
        {
            throw new ArgumentException($"{nearest.Length} places don't share out evenly among {count} queries.", nameof(nearest));
        }

        for (int query = 0; query < count; query++)
        {
            Check(queries.Slice(query * Dimension, Dimension), nameof(queries));
        }

        return count;
    }
}
