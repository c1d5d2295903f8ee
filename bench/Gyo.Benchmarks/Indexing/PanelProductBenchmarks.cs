using BenchmarkDotNet.Attributes;
using Gyo.Benchmarks.Measuring;
using Gyo.Indexing;

namespace Gyo.Benchmarks.Indexing;

/// <summary>64 queries against 96 rows of 128 on one thread, all in a core's own caches: the kernel of many queries at once.</summary>
public class PanelProductBenchmarks
{
    private const int Count = 96;
    private const int Steps = 100_000;
    private const double Flops = 2.0 * PanelProduct.Queries * Count * Vectors.Dimension;

    private readonly float[] _panel = Vectors.Rows(PanelProduct.Queries, seed: 1);
    private readonly float[] _rows = Vectors.Rows(Count, seed: 2);
    private readonly float[] _products = new float[PanelProduct.Rows * PanelProduct.Queries];
    private readonly float[] _thresholds = [.. Enumerable.Repeat(2f, PanelProduct.Queries)];

    [Benchmark, Work(flops: Steps * Probes.FlopsPerStep, probe: true)]
    public float PeakOneThread() => Probes.MultiplyAdd(Steps);

    [Benchmark, Work(flops: Flops)]
    public bool Scalar()
    {
        bool any = false;
        for (int row = 0; row < Count; row += PanelProduct.Rows)
        {
            any |= PanelProduct.AnyReachesScalar(_panel, Rows(row), _thresholds, _products);
        }

        return any;
    }

    [Benchmark, Work(flops: Flops)]
    public bool OwnWidth() => AnyReaches(wide: false);

    [Benchmark, Work(flops: Flops)]
    public bool Wide() => AnyReaches(wide: true);

    private bool AnyReaches(bool wide)
    {
        bool any = false;
        for (int row = 0; row < Count; row += PanelProduct.Rows)
        {
            any |= PanelProduct.AnyReaches(_panel, Rows(row), _thresholds, _products, wide);
        }

        return any;
    }

    private ReadOnlySpan<float> Rows(int first) => _rows.AsSpan(first * Vectors.Dimension, PanelProduct.Rows * Vectors.Dimension);
}
