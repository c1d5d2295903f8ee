using System.Numerics.Tensors;

namespace Gyo.Curation;

/// <summary>
/// How vectors come together, the most similar first: average linkage. Nodes 0 … N − 1 are the vectors, each join makes the next node. Joins of
/// less than some similarity are not made, so there may be many roots.
/// </summary>
/// <remarks>
/// Clusters are only held against clusters of which some members are neighbours, which makes the work one of N·K and not of N². The similarity of
/// two clusters is the mean over all pairs of their members, found exactly from sums. Ties fall by number: the same vectors give the same tree.
/// </remarks>
internal sealed class LinkageTree
{
    /// <summary>Pairs below this share of the least similarity are forgotten: few rise that far again, and those are found anew.</summary>
    private const float ShareForgotten = 0.5f;

    private const int JoinsBetweenLooks = 1024;

    private readonly List<Join> _joins = [];
    private readonly List<int> _weights;

    private LinkageTree(IReadOnlyList<int> weights) => (LeafCount, _weights) = (weights.Count, [.. weights]);

    /// <summary>N.</summary>
    public int LeafCount { get; }

    /// <summary>All joins, in the order they were made: the i-th makes node N + i.</summary>
    public IReadOnlyList<Join> Joins => _joins;

    /// <summary>The nodes that nothing joins, ascending.</summary>
    public IReadOnlyList<int> Roots { get; private set; } = [];

    /// <summary>Grows the tree.</summary>
    /// <param name="vectors">[N, D] row-major, of unit norm.</param>
    /// <param name="weights">How many pictures each vector stands for: N numbers, at least 1.</param>
    /// <param name="rows">The neighbours of each.</param>
    /// <param name="least">The least similarity that joins, above 0.</param>
    /// <param name="cancel">Honoured every thousand joins.</param>
    public static LinkageTree Grow(float[] vectors, IReadOnlyList<int> weights, NeighbourRows rows, float least, CancellationToken cancel)
    {
        LinkageTree tree = new(weights);
        tree.Roots = new Growth(tree, vectors, rows, least).Run(cancel);
        return tree;
    }

    /// <summary>How many pictures a node stands for.</summary>
    public int WeightOf(int node) => _weights[node];

    /// <summary>The mean similarity of the two parts of a node; 1 for a vector.</summary>
    public float SimilarityOf(int node) => node < LeafCount ? 1 : _joins[node - LeafCount].Similarity;

    /// <summary>The vectors under a node, ascending.</summary>
    public int[] LeavesOf(int node)
    {
        List<int> leaves = [];
        Stack<int> open = new([node]);
        while (open.TryPop(out int next))
        {
            if (next < LeafCount)
            {
                leaves.Add(next);
            }
            else
            {
                open.Push(_joins[next - LeafCount].A);
                open.Push(_joins[next - LeafCount].B);
            }
        }

        leaves.Sort();
        return [.. leaves];
    }

    private int Add(Join join)
    {
        _joins.Add(join);
        _weights.Add(_weights[join.A] + _weights[join.B]);
        return _weights.Count - 1;
    }

    /// <summary>Two nodes that became one.</summary>
    /// <param name="A">The one of the smaller number.</param>
    /// <param name="B">The other.</param>
    /// <param name="Similarity">The mean similarity of their members, −1 to 1.</param>
    public readonly record struct Join(int A, int B, float Similarity);

    /// <summary>The state while a tree grows. Numbers are never used again, so a pair in the queue is good as long as both are there.</summary>
    private sealed class Growth
    {
        private readonly LinkageTree _tree;
        private readonly float _least;
        private readonly List<float[]?> _sums; // of each node the sum of its pictures, [D]; null once it was joined
        private readonly List<Dictionary<int, float>?> _near; // of each node the similarities of those it is held against
        private readonly PriorityQueue<(int A, int B), (float Distance, int A, int B)> _queue = new();

        public Growth(LinkageTree tree, float[] vectors, NeighbourRows rows, float least)
        {
            (_tree, _least) = (tree, least);
            int count = tree.LeafCount;
            int dimension = count == 0 ? 0 : vectors.Length / count;
            _sums = new List<float[]?>(2 * count);
            _near = new List<Dictionary<int, float>?>(2 * count);
            for (int i = 0; i < count; i++)
            {
                float[] sum = vectors.AsSpan(i * dimension, dimension).ToArray();
                TensorPrimitives.Multiply(sum, tree.WeightOf(i), sum);
                _sums.Add(sum);
                _near.Add([]);
            }

            for (int i = 0; i < count; i++)
            {
                foreach (int other in rows.Rows(i))
                {
                    if (!_near[i]!.ContainsKey(other))
                    {
                        Meet(i, other, Similarity(i, other));
                    }
                }
            }
        }

        public int[] Run(CancellationToken cancel)
        {
            while (_queue.TryDequeue(out (int A, int B) pair, out (float Distance, int, int) order))
            {
                if (_sums[pair.A] is not null && _sums[pair.B] is not null)
                {
                    Join(new Join(pair.A, pair.B, -order.Distance));
                    if (_tree._joins.Count % JoinsBetweenLooks == 0)
                    {
                        cancel.ThrowIfCancellationRequested();
                    }
                }
            }

            return [.. Enumerable.Range(0, _sums.Count).Where(node => _sums[node] is not null)];
        }

        private void Join(Join join)
        {
            (int a, int b) = (join.A, join.B);
            float[] sum = _sums[a]!;
            TensorPrimitives.Add(sum, _sums[b], sum);
            Dictionary<int, float> nearA = _near[a]!;
            Dictionary<int, float> nearB = _near[b]!;
            float shareA = _tree.WeightOf(a) / (float)(_tree.WeightOf(a) + _tree.WeightOf(b));
            int node = _tree.Add(join);
            _sums.Add(sum);
            _near.Add([]);
            (_sums[a], _sums[b], _near[a], _near[b]) = (null, null, null, null);
            foreach ((int other, float similarity) in nearA)
            {
                if (other != b)
                {
                    bool isKnown = nearB.TryGetValue(other, out float ofB);
                    Leave(other, a, b);
                    Meet(node, other, isKnown ? shareA * similarity + (1 - shareA) * ofB : Similarity(node, other));
                }
            }

            foreach (int other in nearB.Keys)
            {
                if (other != a && !nearA.ContainsKey(other))
                {
                    Leave(other, a, b);
                    Meet(node, other, Similarity(node, other));
                }
            }
        }

        private void Leave(int node, int a, int b)
        {
            _near[node]!.Remove(a);
            _near[node]!.Remove(b);
        }

        private void Meet(int a, int b, float similarity)
        {
            if (similarity < ShareForgotten * _least)
            {
                return;
            }

            _near[a]![b] = similarity;
            _near[b]![a] = similarity;
            if (similarity >= _least)
            {
                (int First, int Second) pair = a < b ? (a, b) : (b, a);
                _queue.Enqueue(pair, (-similarity, pair.First, pair.Second));
            }
        }

        private float Similarity(int a, int b) =>
            TensorPrimitives.Dot<float>(_sums[a], _sums[b]) / ((float)_tree.WeightOf(a) * _tree.WeightOf(b));
    }
}
