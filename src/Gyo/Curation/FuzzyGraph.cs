namespace Gyo.Curation;

/// <summary>How strongly vectors belong together: the paper's fuzzy simplicial set, as the edges of each vector that moves.</summary>
/// <param name="starts">[N + 1]: where the edges of each begin, and where the last end.</param>
/// <param name="ends">[E]: the point that each edge leads to.</param>
/// <param name="weights">[E]: 0 to 1.</param>
internal sealed class FuzzyGraph(int[] starts, int[] ends, float[] weights)
{
    private const int Halvings = 64;
    private const double Tolerance = 1e-5;

    /// <summary>Widths are at least this share of the mean distance, or copies would belong to nobody else.</summary>
    private const double LeastWidth = 1e-3;

    /// <summary>[N + 1]: where the edges of each begin.</summary>
    public int[] Starts => starts;

    /// <summary>[E]: the point that each edge leads to.</summary>
    public int[] Ends => ends;

    /// <summary>[E]: how strongly, 0 to 1.</summary>
    public float[] Weights => weights;

    /// <summary>The graph of vectors among themselves: a + b − ab of both directions, section 3.1 of the paper.</summary>
    public static FuzzyGraph Symmetric(NeighbourRows rows)
    {
        float[][] memberships = [.. Enumerable.Range(0, rows.Count).Select(i => Memberships(rows.Distances(i)))];
        List<(int End, float Weight)>[] edges = [.. Enumerable.Range(0, rows.Count).Select(_ => new List<(int, float)>(2 * rows.Most))];
        for (int i = 0; i < rows.Count; i++)
        {
            ReadOnlySpan<int> neighbours = rows.Rows(i);
            for (int n = 0; n < neighbours.Length; n++)
            {
                int j = neighbours[n];
                int back = rows.Rows(j).IndexOf(i);
                float there = memberships[i][n];
                if (back < 0)
                {
                    edges[i].Add((j, there));
                    edges[j].Add((i, there));
                }
                else
                {
                    float here = memberships[j][back];
                    edges[i].Add((j, there + here - there * here)); // the other direction adds its own
                }
            }
        }

        return Of(edges);
    }

    /// <summary>The graph of new vectors towards those on the map.</summary>
    /// <param name="rows">Their neighbours.</param>
    /// <param name="mapped">How many are on the map: points before the new ones, without edges of their own.</param>
    public static FuzzyGraph Directed(NeighbourRows rows, int mapped)
    {
        IEnumerable<List<(int End, float Weight)>> fresh = Enumerable.Range(0, rows.Count).Select(i =>
        {
            float[] memberships = Memberships(rows.Distances(i));
            int[] neighbours = rows.Rows(i).ToArray();
            return neighbours.Select((j, n) => (j, memberships[n])).ToList();
        });
        List<(int, float)> none = [];
        return Of([.. Enumerable.Repeat(none, mapped), .. fresh]);
    }

    /// <summary>Puts each point from one on at the weighted mean of those its edges lead to.</summary>
    public void PlaceAtMeans(float[] places, int first)
    {
        for (int i = first; i < starts.Length - 1; i++)
        {
            (double x, double y, double sum) = (0, 0, 0);
            for (int e = starts[i]; e < starts[i + 1]; e++)
            {
                x += weights[e] * places[2 * ends[e]];
                y += weights[e] * places[2 * ends[e] + 1];
                sum += weights[e];
            }

            (places[2 * i], places[2 * i + 1]) = sum > 0 ? ((float)(x / sum), (float)(y / sum)) : (0, 0);
        }
    }

    /// <summary>
    /// How far each neighbour belongs: exp(−(d − ρ) / σ), where ρ is the nearest's distance and σ makes the sum log₂ k. Algorithm 3 of the paper.
    /// </summary>
    internal static float[] Memberships(ReadOnlySpan<float> distances)
    {
        float[] memberships = new float[distances.Length];
        double nearest = 0;
        double mean = 0;
        foreach (float d in distances)
        {
            nearest = nearest == 0 ? d : nearest; // nearest first: the first that is no copy
            mean += d / distances.Length;
        }

        double sum = Math.Log2(Math.Max(2, distances.Length));
        (double low, double high, double width) = (0, double.PositiveInfinity, 1);
        for (int step = 0; step < Halvings; step++)
        {
            double actual = 0;
            foreach (float d in distances)
            {
                actual += Membership(d, nearest, width);
            }

            if (Math.Abs(actual - sum) < Tolerance)
            {
                break;
            }

            (low, high) = actual > sum ? (low, width) : (width, high);
            width = double.IsInfinity(high) ? 2 * width : (low + high) / 2;
        }

        width = Math.Max(width, LeastWidth * mean);
        for (int n = 0; n < distances.Length; n++)
        {
            memberships[n] = (float)Membership(distances[n], nearest, width);
        }

        return memberships;
    }

    private static double Membership(float distance, double nearest, double width) =>
        distance <= nearest ? 1 : Math.Exp(-(distance - nearest) / width);

    private static FuzzyGraph Of(List<(int End, float Weight)>[] edges)
    {
        int[] starts = new int[edges.Length + 1];
        for (int i = 0; i < edges.Length; i++)
        {
            starts[i + 1] = starts[i] + edges[i].Count;
        }

        return new FuzzyGraph(starts, [.. edges.SelectMany(e => e).Select(e => e.End)], [.. edges.SelectMany(e => e).Select(e => e.Weight)]);
    }
}
