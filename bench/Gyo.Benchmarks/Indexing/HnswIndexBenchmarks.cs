using System.Numerics.Tensors;
using BenchmarkDotNet.Attributes;
using Gyo.Indexing;

namespace Gyo.Benchmarks.Indexing;

/// <summary>One query for ten neighbours, by a look at all and by a walk: where the one becomes slower than the other, and how both grow.</summary>
public class HnswIndexBenchmarks
{
    private const int ClusterSize = 40;
    private const int Queries = 256;

    private readonly Neighbour[] _nearest = new Neighbour[10];
    private float[] _queries = [];
    private FlatIndex? _flat;
    private HnswIndex? _graph;
    private int _next;

    [Params(300, 1_000, 3_000, 10_000, 30_000, 100_000)]
    public int Count { get; set; }

    [GlobalSetup]
    public void Make()
    {
        float[] rows = Mixture(Count + Queries);
        _queries = rows[(Count * Vectors.Dimension)..];
        rows = rows[..(Count * Vectors.Dimension)];
        _flat = Vectors.Flat(rows);
        _graph = HnswIndex.Build(Vectors.Dimension, [.. Enumerable.Range(0, Count).Select(i => (long)i)], rows);
    }

    [GlobalCleanup]
    public void Free()
    {
        _flat!.Dispose();
        _graph!.Dispose();
    }

    [Benchmark(Baseline = true)]
    public int LookAtAll() => _flat!.Search(Next(), _nearest);

    [Benchmark]
    public int Walk() => _graph!.Search(Next(), _nearest);

    private ReadOnlySpan<float> Next() => _queries.AsSpan(_next++ % Queries * Vectors.Dimension, Vectors.Dimension);

    /// <summary>Seeded vectors of unit norm in clusters, as pictures of characters are.</summary>
    private static float[] Mixture(int count)
    {
        Random random = new(3);
        float[] centres = Vectors.Rows(Math.Max(1, count / ClusterSize), seed: 4);
        float[] rows = Vectors.Rows(count, seed: 5);
        for (int row = 0; row < count; row++)
        {
            Span<float> vector = rows.AsSpan(row * Vectors.Dimension, Vectors.Dimension);
            int centre = random.Next(centres.Length / Vectors.Dimension);
            TensorPrimitives.MultiplyAdd(vector, 0.6f, centres.AsSpan(centre * Vectors.Dimension, Vectors.Dimension), vector);
            TensorPrimitives.Divide(vector, TensorPrimitives.Norm<float>(vector), vector);
        }

        return rows;
    }
}
