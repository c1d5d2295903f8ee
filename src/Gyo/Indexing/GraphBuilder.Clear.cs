namespace Gyo.Indexing;

/// <content>Taking nodes out.</content>
internal sealed unsafe partial class GraphBuilder
{
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
                    reached.UnionWith(layer.LinksOf(link));
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
}
