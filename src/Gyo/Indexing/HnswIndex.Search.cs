namespace Gyo.Indexing;

/// <content>Searching.</content>
public sealed partial class HnswIndex
{
    /// <summary>
    /// How many standard deviations of a code's error a candidate may be short of the worst answer and still be compared by its vector. More
    /// than a normal error would ask for: of vectors with outlying numbers codes err further.
    /// </summary>
    private const float ErrorMargin = 5;

    /// <summary>Rows whose vectors are on their way from memory while one is compared.</summary>
    private const int RowsAhead = 8;

    /// <summary>Ids whose places in memory are asked for together when each of a set is looked at.</summary>
    private const int LooksAtOnce = 64;

    /// <summary>
    /// Among the ids of a set, looking at each is taken to cost an eighth of keeping one more candidate on a walk: an id has to be found and its
    /// code fetched, while a candidate brings about a dozen codes that lie ready.
    /// </summary>
    private const int IdsPerCandidate = 8;

    /// <inheritdoc/>
    public int Search(
        ReadOnlySpan<float> query, Span<Neighbour> nearest, IReadOnlySet<long>? among = null, CancellationToken cancel = default) =>
        Search(query, nearest, _options.SearchCandidates, among, cancel);

    /// <summary>Finds the vectors of the greatest inner product with a query, or most of them.</summary>
    /// <param name="query">D floats of unit L2 norm.</param>
    /// <param name="nearest">Receives up to its own length of neighbours, best first, among equals the smaller id first.</param>
    /// <param name="candidates">
    /// How many are kept on the way (ef), at least 1: more finds more of the nearest, and takes longer. Fewer than are asked for are as many as that.
    /// </param>
    /// <param name="among">The only ids that may be found; those that the index does not hold do no harm. Null allows all.</param>
    /// <param name="cancel">Stops the search.</param>
    /// <returns>How many were found: at most the number of vectors allowed and the length of <paramref name="nearest"/>.</returns>
    /// <exception cref="ArgumentException">The query is of another length, not finite or not of unit norm.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There are less than 1 candidates.</exception>
    /// <exception cref="OperationCanceledException">The search was cancelled; what <paramref name="nearest"/> holds means nothing.</exception>
    /// <exception cref="IndexFormatException">The file that the vectors are in is damaged.</exception>
    public int Search(
        ReadOnlySpan<float> query, Span<Neighbour> nearest, int candidates, IReadOnlySet<long>? among = null, CancellationToken cancel = default)
    {
        UnitVector.Check(query, Dimension, nameof(query));
        ArgumentOutOfRangeException.ThrowIfLessThan(candidates, 1);
        candidates = Math.Max(candidates, nearest.Length);
        AwaitCheck();
        while (true)
        {
            cancel.ThrowIfCancellationRequested();
            int clearings = Volatile.Read(ref _clearings);
            HnswGraph graph = Volatile.Read(ref _graph);
            int found = nearest.IsEmpty || graph.Entry.Node < 0 ? 0
                : among is null ? SearchAll(graph, query, nearest, candidates)
                : SearchAmong(graph, query, nearest, candidates, among, cancel);
            GC.KeepAlive(graph); // a change may have replaced it meanwhile, and its memory goes with the last who holds it
            Interlocked.MemoryBarrier();
            if (clearings == Volatile.Read(ref _clearings))
            {
                return found;
            }

            // In the meantime places have changed hands, and a vector that was compared may have been half of one and half of another.
        }
    }

    /// <summary>Walks; once more, and wider, if removed vectors took the places of others.</summary>
    private int SearchAll(HnswGraph graph, ReadOnlySpan<float> query, Span<Neighbour> nearest, int candidates)
    {
        while (true)
        {
            int found = Walk(graph, query, nearest, candidates, among: null);
            if (found == nearest.Length || found >= Count || candidates >= graph.Lowest.Count)
            {
                return found;
            }

            candidates = (int)Math.Min(2L * candidates, graph.Lowest.Count);
        }
    }

    /// <summary>Walks, and keeps the allowed of what was met: as many more candidates as fewer are allowed, or else one look at each of them.</summary>
    private int SearchAmong(
        HnswGraph graph, ReadOnlySpan<float> query, Span<Neighbour> nearest, int candidates, IReadOnlySet<long> among, CancellationToken cancel)
    {
        double share = Math.Min(1, (double)among.Count / Math.Max(1, Count));
        for (double wider = candidates / share; wider * IdsPerCandidate < among.Count; wider *= 2)
        {
            cancel.ThrowIfCancellationRequested();
            int found = Walk(graph, query, nearest, (int)wider, among);
            if (found == nearest.Length)
            {
                return found;
            }
        }

        return LookAtEach(graph, query, nearest, candidates, among, cancel);
    }

    private static int Walk(HnswGraph graph, ReadOnlySpan<float> query, Span<Neighbour> nearest, int candidates, IReadOnlySet<long>? among)
    {
        SearchScratch scratch = graph.Rent();
        CodedQuery coded = scratch.Encode(graph.Quantizer, query);
        GraphWalk.Run(graph, graph.Entry, toLayer: 0, scratch, candidates);
        int found = Compare(graph, query, coded, scratch.Pool, nearest, among);
        graph.Return(scratch);
        return found;
    }

    /// <summary>Compares the candidates by their vectors, the best by code first, for as long as one may be among the nearest.</summary>
    private static int Compare(
        HnswGraph graph, ReadOnlySpan<float> query, CodedQuery coded, CandidatePool pool, Span<Neighbour> nearest, IReadOnlySet<long>? among)
    {
        NearestHeap heap = new(nearest);
        for (int i = 0; i < Math.Min(RowsAhead, pool.Count); i++)
        {
            graph.Rows.Prefetch(pool.Node(i));
        }

        for (int i = 0; i < pool.Count; i++)
        {
            float atMost = coded.Similarity(pool.Product(i)) + ErrorMargin * coded.Deviation;
            if (atMost < heap.Threshold)
            {
                break; // nor does it want any that comes after
            }

            if (i + RowsAhead < pool.Count)
            {
                graph.Rows.Prefetch(pool.Node(i + RowsAhead));
            }

            int row = pool.Node(i);
            long id = graph.Id(row);
            if (id != HnswGraph.NoId && among?.Contains(id) != false)
            {
                graph.Rows.Check(row);
                heap.Offer(new Neighbour(id, graph.Rows.Similarity(row, query)));
            }
        }

        return heap.Sort();
    }

    /// <summary>Looks at the code of every allowed vector.</summary>
    private int LookAtEach(
        HnswGraph graph, ReadOnlySpan<float> query, Span<Neighbour> nearest, int candidates, IReadOnlySet<long> among, CancellationToken cancel)
    {
        IdTable table = Table();
        SearchScratch scratch = graph.Rent();
        CodedQuery coded = scratch.Encode(graph.Quantizer, query);
        scratch.Begin(candidates);
        Span<long> ids = stackalloc long[LooksAtOnce];
        int count = 0;
        foreach (long id in among)
        {
            ids[count++] = id;
            table.Prefetch(id);
            if (count == ids.Length)
            {
                cancel.ThrowIfCancellationRequested();
                GraphWalk.Look(graph, table, ids, scratch);
                count = 0;
            }
        }

        GraphWalk.Look(graph, table, ids[..count], scratch);
        int found = Compare(graph, query, coded, scratch.Pool, nearest, among: null);
        graph.Return(scratch);
        return found;
    }
}
