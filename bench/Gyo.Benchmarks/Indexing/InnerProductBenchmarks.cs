using System.Numerics.Tensors;
using BenchmarkDotNet.Attributes;
using Gyo.Benchmarks.Measuring;
using Gyo.Indexing;

namespace Gyo.Benchmarks.Indexing;

/// <summary>One query against 1,000 rows of 128, 512 KB that a core's own cache holds: what the arithmetic costs.</summary>
public class InnerProductBenchmarks
{
    private const int Count = 1000;
    private const double Flops = 2.0 * Count * Vectors.Dimension;

    private readonly float[] _query = Vectors.Rows(1, seed: 1);
    private readonly float[] _rows = Vectors.Rows(Count, seed: 2);
    private readonly float[] _products = new float[Count];

    [Benchmark, Work(flops: Flops)]
    public void Scalar()
    {
        for (int row = 0; row < Count; row++)
        {
            _products[row] = InnerProduct.OfScalar(_query, Row(row));
        }
    }

    [Benchmark, Work(flops: Flops)]
    public void TensorPrimitivesDot()
    {
        for (int row = 0; row < Count; row++)
        {
            _products[row] = TensorPrimitives.Dot(_query, Row(row));
        }
    }

    [Benchmark, Work(flops: Flops)]
    public void InnerProductOf()
    {
        for (int row = 0; row < Count; row++)
        {
            _products[row] = InnerProduct.Of(_query, Row(row));
        }
    }

    [Benchmark, Work(flops: Flops)]
    public void InnerProductRows() => InnerProduct.Rows(_query, _rows, _products);

    private ReadOnlySpan<float> Row(int row) => _rows.AsSpan(row * Vectors.Dimension, Vectors.Dimension);
}
