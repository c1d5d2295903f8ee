namespace Gyo.Extensions.Storing;

/// <summary>Vectors that are compared by something else than their angle: with every one of them, exactly.</summary>
internal sealed class ExactVectors : VectorSet
{
    private readonly Metric _metric;
    private readonly Dictionary<long, float[]> _vectors;

    /// <summary>Takes vectors.</summary>
    public ExactVectors(Metric metric, int dimension, long[] ids, float[] vectors)
    {
        _metric = metric;
        _vectors = new Dictionary<long, float[]>(ids.Length);
        for (int i = 0; i < ids.Length; i++)
        {
            _vectors.Add(ids[i], vectors[(i * dimension)..((i + 1) * dimension)]);
        }
    }

    /// <inheritdoc/>
    public override int Count => _vectors.Count;

    /// <inheritdoc/>
    public override void Set(long id, ReadOnlySpan<float> vector) => _vectors[id] = vector.ToArray();

    /// <inheritdoc/>
    public override void Remove(long id) => _vectors.Remove(id);

    /// <inheritdoc/>
    public override ScoredRow[] Search(ReadOnlySpan<float> query, int count, IReadOnlySet<long>? among, CancellationToken cancel)
    {
        // The farthest of those kept is first in the queue; among equals the smaller id is closer.
        PriorityQueue<ScoredRow, (double Closeness, long Id)> kept = new();
        foreach ((long id, float[] vector) in _vectors)
        {
            cancel.ThrowIfCancellationRequested();
            if (among?.Contains(id) == false)
            {
                continue;
            }

            double score = _metric.Score(query, vector);
            (double, long) closeness = (_metric.IsSimilarity ? score : -score, -id);
            if (kept.Count < count)
            {
                kept.Enqueue(new ScoredRow(id, score), closeness);
            }
            else
            {
                kept.EnqueueDequeue(new ScoredRow(id, score), closeness);
            }
        }

        ScoredRow[] found = new ScoredRow[kept.Count];
        for (int at = found.Length - 1; at >= 0; at--)
        {
            found[at] = kept.Dequeue();
        }

        return found;
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
    }
}
