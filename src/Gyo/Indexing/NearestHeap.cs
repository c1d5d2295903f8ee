namespace Gyo.Indexing;

/// <summary>
/// The k nearest of a stream, kept in the caller's own span as a binary heap with the farthest on top: a candidate costs one
/// comparison, and nothing is allocated.
/// </summary>
internal ref struct NearestHeap(Span<Neighbour> nearest)
{
    private readonly Span<Neighbour> _heap = nearest;
    private int _count;

    /// <summary>Whether the candidate is among the nearest so far. One comparison.</summary>
    /// <param name="candidate">The next of the stream.</param>
    public readonly bool Wants(Neighbour candidate) =>
        _count < _heap.Length || (_count > 0 && candidate.IsNearerThan(_heap[0]));

    /// <summary>Keeps the candidate if it is among the nearest so far.</summary>
    /// <param name="candidate">The next of the stream.</param>
    public void Offer(Neighbour candidate)
    {
        if (_count < _heap.Length)
        {
            SiftUp(_count++, candidate);
        }
        else if (_count > 0 && candidate.IsNearerThan(_heap[0]))
        {
            SiftDown(0, candidate);
        }
    }

    /// <summary>Puts what was kept in order, the nearest first. The heap is spent afterwards.</summary>
    /// <returns>How many were kept.</returns>
    public int Sort()
    {
        int kept = _count;
        while (_count > 1)
        {
            Neighbour farthest = _heap[0];
            Neighbour last = _heap[--_count];
            SiftDown(0, last);
            _heap[_count] = farthest;
        }

        return kept;
    }

    private readonly void SiftUp(int hole, Neighbour item)
    {
        while (hole > 0)
        {
            int parent = (hole - 1) / 2;
            if (!_heap[parent].IsNearerThan(item))
            {
                break;
            }

            _heap[hole] = _heap[parent];
            hole = parent;
        }

        _heap[hole] = item;
    }

    private readonly void SiftDown(int hole, Neighbour item)
    {
        for (int child = 1; child < _count; child = (2 * hole) + 1)
        {
            if (child + 1 < _count && _heap[child].IsNearerThan(_heap[child + 1]))
            {
                child++;
            }

            if (!item.IsNearerThan(_heap[child]))
            {
                break;
            }

            _heap[hole] = _heap[child];
            hole = child;
        }

        _heap[hole] = item;
    }
}
