using System.Runtime.InteropServices;

namespace Gyo.Indexing;

/// <summary>
/// Links nodes into a graph, and around those that are to go: Malkov and Yashunin, algorithms 1 and 4. Any number of threads may insert at
/// once.
/// </summary>
internal sealed unsafe class GraphBuilder(HnswGraph graph, HnswOptions options)
{
    private const int LockCount = 1 << 14;

    /// <summary>
    /// How much farther than from the base a candidate may be from none of the chosen, in squared distance: at 1 the heuristic of the paper.
    /// Above, as Subramanya et al., "DiskANN", 2019, found for their graphs, more links survive, and fewer queries go astray.
    /// </summary>
    private const float Relaxation = 1.1f;

    private readonly int[] _locks = new int[LockCount];

    /// <summary>Links a node, whose vector is there and whom nobody links to yet, in its layer and all below. The graph has an entry.</summary>
    public void Insert(GraphEntry node)
    {
        SearchScratch scratch = graph.Rent();
        int row = graph.Layers[node.Layer].Row(node.Node);
        float[] vector = scratch.Vector;
        graph.Rows.Read(row, vector);
        scratch.Encode(graph.Quantizer, vector);
        GraphEntry from = graph.Entry;
        int highest = Math.Min(node.Layer, from.Layer); // nobody is further up to link to
        Span<int> chosen = stackalloc int[(highest + 1) * options.Links];
        Span<int> counts = stackalloc int[highest + 1];
        for (int at = highest; at >= 0; at--)
        {
            GraphWalk.Run(graph, from, at, scratch, options.BuildCandidates);
            counts[at] = Choose(graph.Layers[at], row, vector, scratch.Pool, chosen.Slice(at * options.Links, options.Links));
            if (at > 0)
            {
                from = new GraphEntry(at - 1, graph.Layers[at].Below(scratch.Pool.Node(0)));
            }
        }

        graph.Return(scratch);

        // From the lowest up: a search that comes upon the node in some layer can go on from it in all below.
        for (int at = 0; at <= highest; at++)
        {
            Link(graph.Layers[at], NodeIn(at, node), row, chosen.Slice(at * options.Links, counts[at]));
        }
    }

    /// <summary>What a node is in a lower layer.</summary>
    private int NodeIn(int layer, GraphEntry node)
    {
        (int at, int own) = node;
        for (; at > layer; at--)
        {
            own = graph.Layers[at].Below(own);
        }

        return own;
    }

    /// <summary>Chooses whom a new node is to link to.</summary>
    private int Choose(GraphLayer layer, int row, ReadOnlySpan<float> vector, CandidatePool pool, Span<int> chosen)
    {
        Span<Candidate> candidates = stackalloc Candidate[pool.Count];
        for (int i = 0; i < pool.Count; i++)
        {
            graph.Rows.Prefetch(layer.Row(pool.Node(i)));
        }

        int found = 0;
        for (int i = 0; i < pool.Count; i++)
        {
            int other = layer.Row(pool.Node(i));
            if (other != row) // another thread's link may have led here
            {
                candidates[found++] = new Candidate(pool.Node(i), other, graph.Rows.Similarity(other, vector));
            }
        }

        return Choose(candidates[..found], chosen);
    }

    /// <summary>Links a node with others, both ways.</summary>
    private void Link(GraphLayer layer, int node, int row, ReadOnlySpan<int> chosen)
    {
        Enter(node);
        layer.SetLinks(node, chosen);
        Leave(node);
        foreach (int other in chosen)
        {
            LinkBack(layer, other, node, row);
        }
    }

    /// <summary>Lets one node link to another; if it has no place left, it chooses anew among all of its links.</summary>
    private void LinkBack(GraphLayer layer, int from, int to, int toRow)
    {
        Enter(from);
        int* links = layer.Links(from);
        int count = layer.LinkCount(from);
        if (count < layer.MaxLinks)
        {
            Volatile.Write(ref links[count], to);
        }
        else
        {
            Span<Candidate> candidates = stackalloc Candidate[count + 1];
            for (int i = 0; i < count; i++)
            {
                candidates[i] = new Candidate(links[i], layer.Row(links[i]), 0);
            }

            candidates[count] = new Candidate(to, toRow, 0);
            ChooseLinks(layer, from, candidates);
        }

        Leave(from);
    }

    /// <summary>
    /// Takes nodes out: whoever links to one chooses anew among its own links and those of the node that goes (Singh et al., "FreshDiskANN",
    /// 2021, algorithm 4). Their places are free afterwards. Inserts nothing meanwhile, but searches go on.
    /// </summary>
    /// <param name="rows">Their rows, which have no ids any more.</param>
    /// <param name="beforeReuse">Called when nobody links to them any more, and before their places are free.</param>
    public void Clear(IReadOnlyCollection<int> rows, Action beforeReuse)
    {
        HashSet<int>[] gone = new HashSet<int>[graph.Layers.Length];
        gone[0] = [.. rows];
        for (int at = 1; at < gone.Length; at++)
        {
            GraphLayer layer = graph.Layers[at];
            gone[at] = [.. layer.Used.Where(node => gone[at - 1].Contains(layer.Below(node)))];
        }

        for (int at = 0; at < gone.Length; at++)
        {
            LinkAround(graph.Layers[at], gone[at]);
        }

        if (gone[graph.Entry.Layer].Contains(graph.Entry.Node))
        {
            graph.Entry = NewEntry(gone);
        }

        beforeReuse();
        for (int at = 0; at < gone.Length; at++)
        {
            foreach (int node in gone[at])
            {
                graph.Layers[at].FreePlace(node);
            }
        }
    }

    private void LinkAround(GraphLayer layer, HashSet<int> gone)
    {
        if (gone.Count == 0)
        {
            return;
        }

        Parallel.ForEach(layer.Used, node =>
        {
            ReadOnlySpan<int> links = new(layer.Links(node), layer.LinkCount(node));
            if (gone.Contains(node) || !ContainsAny(links, gone))
            {
                return;
            }

            HashSet<int> reached = [];
            foreach (int link in links)
            {
                if (gone.Contains(link))
                {
                    reached.UnionWith(new ReadOnlySpan<int>(layer.Links(link), layer.LinkCount(link)).ToArray());
                }
                else
                {
                    reached.Add(link);
                }
            }

            reached.ExceptWith(gone);
            reached.Remove(node);
            Candidate[] candidates = [.. reached.Select(other => new Candidate(other, layer.Row(other), 0))];
            ChooseLinks(layer, node, candidates);
        });
    }

    private static bool ContainsAny(ReadOnlySpan<int> links, HashSet<int> gone)
    {
        foreach (int link in links)
        {
            if (gone.Contains(link))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A node of the highest layer that still has one.</summary>
    private GraphEntry NewEntry(HashSet<int>[] gone)
    {
        for (int at = graph.Layers.Length - 1; at >= 0; at--)
        {
            HashSet<int> going = gone[at];
            int node = graph.Layers[at].Used.Where(n => !going.Contains(n)).FirstOrDefault(GraphLayer.None);
            if (node != GraphLayer.None)
            {
                return new GraphEntry(at, node);
            }
        }

        return new GraphEntry(0, GraphLayer.None);
    }

    /// <summary>Gives a node the best of some links.</summary>
    private void ChooseLinks(GraphLayer layer, int node, Span<Candidate> candidates)
    {
        int row = layer.Row(node);
        foreach (Candidate candidate in candidates)
        {
            graph.Rows.Prefetch(candidate.Row);
        }

        foreach (ref Candidate candidate in candidates)
        {
            candidate = candidate with { Similarity = graph.Rows.Similarity(candidate.Row, row) };
        }

        Span<int> chosen = stackalloc int[layer.MaxLinks];
        layer.SetLinks(node, chosen[..Choose(candidates, chosen)]);
    }

    /// <summary>
    /// The heuristic of algorithm 4: the nearest first, each only if it is nearer to the base than to any that was chosen, so that links
    /// point in different directions.
    /// </summary>
    /// <param name="candidates">With their similarities to the base. They are put in order.</param>
    /// <param name="chosen">Receives the nodes.</param>
    /// <returns>How many were chosen.</returns>
    private int Choose(Span<Candidate> candidates, Span<int> chosen)
    {
        candidates.Sort(static (a, b) => b.Similarity.CompareTo(a.Similarity));
        int* rows = stackalloc int[chosen.Length];
        int count = 0;
        for (int i = 0; i < candidates.Length && count < chosen.Length; i++)
        {
            Candidate candidate = candidates[i];
            bool isNearest = true;
            for (int c = 0; c < count && isNearest; c++)
            {
                isNearest = Relaxation * (1 - graph.Rows.Similarity(candidate.Row, rows[c])) > 1 - candidate.Similarity;
            }

            if (isNearest)
            {
                rows[count] = candidate.Row;
                chosen[count++] = candidate.Node;
            }
        }

        return count;
    }

    private void Enter(int node)
    {
        ref int turn = ref _locks[node & LockCount - 1];
        SpinWait wait = default;
        while (Interlocked.CompareExchange(ref turn, 1, 0) != 0)
        {
            wait.SpinOnce();
        }
    }

    private void Leave(int node) => Volatile.Write(ref _locks[node & LockCount - 1], 0);

    /// <summary>A node that another may link to.</summary>
    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Candidate(int Node, int Row, float Similarity);
}
