using BenchmarkDotNet.Attributes;
using Gyo.Benchmarks.Measuring;
using Gyo.Indexing;

namespace Gyo.Benchmarks.Indexing;

/// <summary>256 queries at once against 200,000 × 128 floats on 2 threads: multiply-adds are the bound, so their peak is measured first.</summary>
public class FlatIndexBatchBenchmarks
{
    private const int Queries = 256;
    private const int Threads = 2;
    private const int Steps = 20_000_000; // as long as a search, so that threads start and end as seldom
    private const double Flops = 2.0 * Queries * Vectors.GalleryRows * Vectors.Dimension;

    private readonly float[] _queries = Vectors.Rows(Queries, seed: 1);
    private readonly Neighbour[] _nearest = new Neighbour[Queries * 1000];
    private readonly float[] _sums = new float[Threads];
    private FlatIndex? _index;

    [GlobalSetup]
    public void Make() => _index = Vectors.Flat(Vectors.Rows(Vectors.GalleryRows, seed: 2));

    [GlobalCleanup]
    public void Free() => _index!.Dispose();

    [Benchmark, Work(flops: Threads * Steps * Probes.FlopsPerStep, probe: true)]
    public void Peak() =>
        Parallel.For(0, Threads, new ParallelOptions { MaxDegreeOfParallelism = Threads }, i => _sums[i] = Probes.MultiplyAdd(Steps));

    [Benchmark, Work(flops: Flops)]
    public int SearchManyFor10() => SearchMany(10);

    [Benchmark, Work(flops: Flops)]
    public int SearchManyFor100() => SearchMany(100);

    [Benchmark, Work(flops: Flops)]
    public int SearchManyFor1000() => SearchMany(1000);

    private int SearchMany(int k) => _index!.SearchMany(_queries, _nearest.AsMemory(0, Queries * k), threads: Threads);
}
