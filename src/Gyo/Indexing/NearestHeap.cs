using System.Numerics;

namespace Gyo.Indexing;

/// <summary>
/// The k nearest of a stream, kept in the caller's own span as a binary heap with the farthest on top: a candidate costs one
/// comparison, and nothing is allocated.
/// </summary>
/// <param name="nearest">Where the k nearest are kept.</param>
/// <param name="count">How many of them an earlier heap over the same span has left.</param>
internal ref struct NearestHeap(Span<Neighbour> nearest, int count = 0)
{
    private readonly Span<Neighbour> _heap = nearest;
    private int _count = count;

    /// <summary>How many are kept.</summary>
    public readonly int Count => _count;

    /// <summary>The similarity that a candidate must have to be kept: any while there is room, and then the farthest's.</summary>
    public readonly float Threshold =>
        _count < _heap.Length ? float.NegativeInfinity : _count > 0 ? _heap[0].Similarity : float.PositiveInfinity;

    /// <summary>Keeps what is among the nearest so far of many candidates: a register of them costs one comparison.</summary>
    /// <param name="ids">N ids.</param>
    /// <param name="similarities">The N similarities.</param>
    /// <param name="among">The only ids to keep; null allows all.</param>
    public void Offer(scoped ReadOnlySpan<long> ids, scoped ReadOnlySpan<float> similarities, IReadOnlySet<long>? among)
    {
        int width = Vector<float>.Count;
        for (int first = 0; first < ids.Length; first += width)
        {
            bool whole = first + width <= ids.Length;
            if (whole && !Vector.GreaterThanOrEqualAny(new Vector<float>(similarities[first..]), new Vector<float>(Threshold)))
            {
                continue;
            }

            for (int i = first; i < Math.Min(first + width, ids.Length); i++)
            {
                if (similarities[i] >= Threshold && among?.Contains(ids[i]) != false)
                {
                    Offer(new Neighbour(ids[i], similarities[i]));
                }
            }
        }
    }

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
