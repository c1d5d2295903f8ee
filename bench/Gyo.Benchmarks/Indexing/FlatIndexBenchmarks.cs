using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using BenchmarkDotNet.Attributes;
using Gyo.Benchmarks.Measuring;
using Gyo.Indexing;

namespace Gyo.Benchmarks.Indexing;

/// <summary>One query against 200,000 × 128 floats on one thread: memory is the bound, so it is read by plain loops first.</summary>
public unsafe class FlatIndexBenchmarks
{
    private const int Numbers = Vectors.GalleryRows * Vectors.Dimension;
    private const double Bytes = (double)Numbers * sizeof(float);

    private readonly float[] _query = Vectors.Rows(1, seed: 1);
    private readonly float[] _products = new float[Vectors.GalleryRows];
    private readonly Neighbour[] _nearest = new Neighbour[1000];
    private float[] _rows = [];
    private float* _aligned;
    private FlatIndex? _index;

    [GlobalSetup]
    public void Make()
    {
        _rows = Vectors.Rows(Vectors.GalleryRows, seed: 2);
        _index = Vectors.Flat(_rows);
        _aligned = (float*)NativeMemory.AlignedAlloc((nuint)Bytes, 4096);
        _rows.CopyTo(new Span<float>(_aligned, Numbers));
    }

    [GlobalCleanup]
    public void Free()
    {
        NativeMemory.AlignedFree(_aligned);
        _index!.Dispose();
    }

    [Benchmark, Work(bytes: Bytes, probe: true)]
    public float ReadMemory() => Probes.Read(_aligned, Numbers, streams: 1);

    [Benchmark, Work(bytes: Bytes, probe: true)]
    public float ReadMemoryInFourPlaces() => Probes.Read(_aligned, Numbers, streams: 4);

    [Benchmark, Work(bytes: Bytes)]
    public void TensorPrimitivesDot()
    {
        for (int row = 0; row < _products.Length; row++)
        {
            _products[row] = TensorPrimitives.Dot(_query, _rows.AsSpan(row * Vectors.Dimension, Vectors.Dimension));
        }
    }

    [Benchmark, Work(bytes: Bytes)]
    public int SearchFor10() => _index!.Search(_query, _nearest.AsSpan(0, 10));

    [Benchmark, Work(bytes: Bytes)]
    public int SearchFor100() => _index!.Search(_query, _nearest.AsSpan(0, 100));

    [Benchmark, Work(bytes: Bytes)]
    public int SearchFor1000() => _index!.Search(_query, _nearest);
}
