using System.Numerics.Tensors;
using Gyo.Indexing;

namespace Gyo.Extensions.Storing;

/// <summary>Vectors of which only the direction counts, in Gyo's own index: exact for few, a graph for many.</summary>
internal sealed class CosineVectors : VectorSet
{
    private readonly Metric _metric;
    private readonly IVectorIndex _index;
    private readonly int _mostExact;

    private CosineVectors(Metric metric, IVectorIndex index, int mostExact) => (_metric, _index, _mostExact) = (metric, index, mostExact);

    /// <inheritdoc/>
    public override int Count => _index.Count;

    /// <inheritdoc/>
    public override bool IsOutgrown => _index is FlatIndex && Count > _mostExact;

    /// <summary>A set that compares with every vector.</summary>
    public static CosineVectors Exact(Metric metric, int dimension, long[] ids, float[] vectors, int mostExact)
    {
        FlatIndex index = new(dimension, ids.Length);
        for (int i = 0; i < ids.Length; i++)
        {
            index.Add(ids[i], Unit(vectors.AsSpan(i * dimension, dimension)));
        }

        return new CosineVectors(metric, index, mostExact);
    }

    /// <summary>A set with a graph, made on all cores.</summary>
    public static CosineVectors Graph(Metric metric, int dimension, long[] ids, float[] vectors)
    {
        float[] units = new float[vectors.Length];
        Parallel.For(0, ids.Length, i => Unit(vectors.AsSpan(i * dimension, dimension)).CopyTo(units.AsSpan(i * dimension)));
        return new CosineVectors(metric, HnswIndex.Build(dimension, ids, units), mostExact: 0);
    }

    /// <summary>A set whose graph is in a file.</summary>
    /// <exception cref="IndexFormatException">It is damaged.</exception>
    /// <exception cref="IOException">It can't be read, or is not there.</exception>
    public static CosineVectors Open(Metric metric, string path) => new(metric, HnswIndex.Open(path), mostExact: 0);

    /// <inheritdoc/>
    public override void Set(long id, ReadOnlySpan<float> vector)
    {
        _index.Remove(id);
        _index.Add(id, Unit(vector));
    }

    /// <inheritdoc/>
    public override void Remove(long id) => _index.Remove(id);

    /// <inheritdoc/>
    public override ScoredRow[] Search(ReadOnlySpan<float> query, int count, IReadOnlySet<long>? among, CancellationToken cancel)
    {
        Neighbour[] nearest = new Neighbour[Math.Min(count, among is null ? Count : Math.Min(Count, among.Count))];
        int found = _index.Search(Unit(query), nearest, among, cancel);
        return Array.ConvertAll(nearest[..found], n => new ScoredRow(n.Id, Score(n.Similarity)));
    }

    /// <inheritdoc/>
    public override bool Save(string path)
    {
        if (_index is not HnswIndex graph)
        {
            return false;
        }

        graph.Save(path);
        return true;
    }

    /// <inheritdoc/>
    public override void Dispose() => _index.Dispose();

    private double Score(float cosine)
    {
        double clamped = Math.Clamp((double)cosine, -1, 1); // rounding may lead a little beyond
        return _metric.IsSimilarity ? clamped : 1 - clamped;
    }

    private static float[] Unit(ReadOnlySpan<float> vector)
    {
        float[] unit = new float[vector.Length];
        float largest = Math.Abs(TensorPrimitives.MaxMagnitude(vector));
        TensorPrimitives.Divide(vector, largest, unit); // first, since the squares of tiny numbers would be none
        TensorPrimitives.Divide(unit, TensorPrimitives.Norm<float>(unit), unit);
        return unit;
    }
}
