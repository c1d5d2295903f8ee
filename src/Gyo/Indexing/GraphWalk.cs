using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Gyo.Indexing;

/// <summary>The walks through the graph: Malkov and Yashunin, algorithms 2 and 5.</summary>
internal static unsafe class GraphWalk
{
    /// <summary>Room for the most links of a node, looked at in fours.</summary>
    private const int Places = 2 * HnswOptions.MaxLinks + CodeProducts.Group;

    /// <summary>Goes down from an entry to a layer, and finds the nearest nodes there.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="entry">Where to begin.</param>
    /// <param name="toLayer">The layer, not above the entry's.</param>
    /// <param name="scratch">Holds the coded query, and after this the candidates in its pool.</param>
    /// <param name="candidates">How many candidates to keep.</param>
    public static void Run(HnswGraph graph, GraphEntry entry, int toLayer, SearchScratch scratch, int candidates)
    {
        (int at, int node) = entry;
        for (; at > toLayer; at--)
        {
            node = graph.Layers[at].Below(Descend(graph.Layers[at], scratch.Query, node));
        }

        Run(graph.Layers[toLayer], node, scratch, candidates);
    }

    /// <summary>Follows the links of the best candidate until those of all that are kept were followed.</summary>
    private static void Run(GraphLayer layer, int node, SearchScratch scratch, int candidates)
    {
        scratch.Begin(candidates);
        sbyte* query = scratch.Query;
        byte* visited = scratch.Visited;
        byte epoch = scratch.Epoch;
        CandidatePool pool = scratch.Pool;
        int* nodes = stackalloc int[Places];
        int* products = stackalloc int[Places];
        byte* blocks = layer.Start;
        long stride = layer.Stride;
        int maxLinks = layer.MaxLinks;
        int codeLength = layer.CodeLength;
        visited[node] = epoch;
        pool.Insert(CodeProducts.Of(query, layer.Code(node), codeLength), node);
        for (int next = 0; next < pool.Count;)
        {
            if (pool.IsExpanded(next))
            {
                next++;
                continue;
            }

            int* links = layer.Links(pool.Expand(next));
            int count = 0;
            for (int i = 0; i < maxLinks && links[i] is int link and not GraphLayer.None; i++)
            {
                if (visited[link] != epoch)
                {
                    visited[link] = epoch;
                    nodes[count++] = link;
                    Prefetch(blocks + link * stride, codeLength);
                }
            }

            CodeProducts.Of(query, blocks, stride, codeLength, nodes, count, products);
            int threshold = pool.Threshold;
            for (int i = 0; i < count; i++)
            {
                if (products[i] > threshold)
                {
                    int place = pool.Insert(products[i], nodes[i]);
                    threshold = pool.Threshold;
                    if (place <= next)
                    {
                        next = place;
                        layer.PrefetchLinks(nodes[i]);
                    }
                }
            }
        }

        scratch.Pool = pool;
    }

    /// <summary>Looks at the codes of some vectors, without a walk.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="table">Finds their rows.</param>
    /// <param name="ids">Their ids, at most as many as a node has links; those that are not there are passed over.</param>
    /// <param name="scratch">Holds the coded query; its pool takes the candidates.</param>
    public static void Look(HnswGraph graph, IdTable table, ReadOnlySpan<long> ids, SearchScratch scratch)
    {
        int* rows = stackalloc int[Places];
        int* products = stackalloc int[Places];
        GraphLayer layer = graph.Lowest;
        int count = 0;
        foreach (long id in ids)
        {
            int row = table.Find(id, graph.Ids);
            if (row >= 0)
            {
                rows[count++] = row;
                Prefetch(layer.Code(row), layer.CodeLength);
            }
        }

        CodeProducts.Of(scratch.Query, layer.Start, layer.Stride, layer.CodeLength, rows, count, products);
        CandidatePool pool = scratch.Pool;
        for (int i = 0; i < count; i++)
        {
            if (products[i] > pool.Threshold)
            {
                pool.Insert(products[i], rows[i]);
            }
        }

        scratch.Pool = pool;
    }

    /// <summary>Goes from neighbour to neighbour as long as one is nearer.</summary>
    private static int Descend(GraphLayer layer, sbyte* query, int node)
    {
        int* nodes = stackalloc int[Places];
        int* products = stackalloc int[Places];
        int codeLength = layer.CodeLength;
        int best = CodeProducts.Of(query, layer.Code(node), codeLength);
        for (bool moved = true; moved;)
        {
            moved = false;
            int* links = layer.Links(node);
            int count = 0;
            for (int i = 0; i < layer.MaxLinks && links[i] is int link and not GraphLayer.None; i++)
            {
                nodes[count++] = link;
                Prefetch(layer.Code(link), codeLength);
            }

            CodeProducts.Of(query, layer.Start, layer.Stride, codeLength, nodes, count, products);
            for (int i = 0; i < count; i++)
            {
                if (products[i] > best)
                {
                    (best, node, moved) = (products[i], nodes[i], true);
                }
            }
        }

        return node;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Prefetch(byte* code, int length)
    {
        if (Sse.IsSupported)
        {
            for (int i = 0; i < length; i += RawMemory.CacheLine)
            {
                Sse.Prefetch0(code + i);
            }
        }
    }
}
