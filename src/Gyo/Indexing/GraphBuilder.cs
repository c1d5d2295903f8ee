using System.Runtime.InteropServices;

namespace Gyo.Indexing;

/// <summary>
/// Links nodes into a graph, and around those that are to go: Malkov and Yashunin, algorithms 1 and 4. Any number of threads may insert at
/// once.
/// </summary>
internal sealed unsafe partial class GraphBuilder(HnswGraph graph, HnswOptions options)
{
    private const int LockCount = 1 << 14;

    /// <summary>
    /// How much farther than from the base a candidate may be from none of the chosen, in squared distance: at 1 the heuristic of the paper.
    /// Above, as Subramanya et al., "DiskANN", 2019, found for their graphs, more links survive, and fewer queries go astray.
    /// </summary>
    private const float Relaxation = 1.1f;

    /// <summary>Vectors of no more distance, 1 less their similarity, are taken for copies: what rounding leaves between equal ones.</summary>
    private const float CopyDistance = 1e-6f;

    private readonly int[] _locks = new int[LockCount];

    /// <summary>What it builds.</summary>
    public HnswGraph Graph => graph;

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

    /// <summary>Links a node with others, both ways. At least one of them links back: otherwise nobody would ever find the node.</summary>
    private void Link(GraphLayer layer, int node, int row, ReadOnlySpan<int> chosen)
    {
        Enter(node);
        layer.SetLinks(node, chosen);
        Leave(node);
        bool isLinked = false;
        foreach (int other in chosen)
        {
            isLinked |= LinkBack(layer, other, node, row);
        }

        if (!isLinked && chosen.Length > 0)
        {
            Enter(chosen[0]);
            Volatile.Write(ref layer.Links(chosen[0])[layer.LinkCount(chosen[0]) - 1], node);
            Leave(chosen[0]);
        }
    }

    /// <summary>Lets one node link to another; if it has no place left, it chooses anew among all of its links.</summary>
    /// <returns>Whether it links to it now.</returns>
    private bool LinkBack(GraphLayer layer, int from, int to, int toRow)
    {
        bool isLinked = true;
        Enter(from);
        int* links = layer.Links(from);
        int count = layer.LinkCount(from);
        if (layer.HasLink(from, to))
        {
            // By another thread, or from before.
        }
        else if (count < layer.MaxLinks)
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
            isLinked = layer.HasLink(from, to);
        }

        Leave(from);
        return isLinked;
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
    /// point in different directions. Places that are left go to copies of the chosen, which nobody else may link to.
    /// </summary>
    /// <param name="candidates">With their similarities to the base. They are put in order.</param>
    /// <param name="chosen">Receives the nodes.</param>
    /// <returns>How many were chosen.</returns>
    private int Choose(Span<Candidate> candidates, Span<int> chosen)
    {
        candidates.Sort(static (a, b) => b.Similarity.CompareTo(a.Similarity));
        int* rows = stackalloc int[chosen.Length];
        int* copies = stackalloc int[chosen.Length];
        int count = 0;
        int copyCount = 0;
        for (int i = 0; i < candidates.Length && count < chosen.Length; i++)
        {
            Candidate candidate = candidates[i];
            float nearest = float.PositiveInfinity;
            for (int c = 0; c < count && Relaxation * nearest > 1 - candidate.Similarity; c++)
            {
                nearest = Math.Min(nearest, 1 - graph.Rows.Similarity(candidate.Row, rows[c]));
            }

            if (Relaxation * nearest > 1 - candidate.Similarity)
            {
                rows[count] = candidate.Row;
                chosen[count++] = candidate.Node;
            }
            else if (nearest < CopyDistance && copyCount < chosen.Length)
            {
                copies[copyCount++] = candidate.Node;
            }
        }

        for (int i = 0; i < copyCount && count < chosen.Length; i++)
        {
            chosen[count++] = copies[i];
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
