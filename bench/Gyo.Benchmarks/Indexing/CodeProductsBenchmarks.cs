using BenchmarkDotNet.Attributes;
using Gyo.Indexing;

namespace Gyo.Benchmarks.Indexing;

/// <summary>A coded query with the 32 codes of a node's neighbours, in the cache: four at a time, one at a time, and in plain C#.</summary>
public unsafe class CodeProductsBenchmarks
{
    private const int Length = 128;
    private const int Codes = 32;

    private readonly RawMemory _query = RawMemory.Allocate(Length);
    private readonly RawMemory _codes = RawMemory.Allocate(Length * Codes);
    private readonly RawMemory _nodes = RawMemory.Allocate(sizeof(int) * Codes);
    private readonly RawMemory _products = RawMemory.Allocate(sizeof(int) * Codes);

    [GlobalSetup]
    public void Make()
    {
        Random random = new(1);
        random.NextBytes(new Span<byte>(_query.Start, Length));
        random.NextBytes(new Span<byte>(_codes.Start, Length * Codes));
        for (int i = 0; i < Codes; i++)
        {
            ((int*)_nodes.Start)[i] = i;
        }
    }

    [Benchmark]
    public void FourAtATime() => CodeProducts.Of((sbyte*)_query.Start, _codes.Start, Length, Length, (int*)_nodes.Start, Codes, (int*)_products.Start);

    [Benchmark]
    public void OneAtATime()
    {
        for (int i = 0; i < Codes; i++)
        {
            ((int*)_products.Start)[i] = CodeProducts.Of((sbyte*)_query.Start, _codes.Start + i * Length, Length);
        }
    }

    [Benchmark(Baseline = true)]
    public void Scalar()
    {
        for (int i = 0; i < Codes; i++)
        {
            ((int*)_products.Start)[i] = CodeProducts.OfScalar((sbyte*)_query.Start, _codes.Start + i * Length, Length);
        }
    }
}
