using System.Diagnostics.CodeAnalysis;

namespace Gyo.Indexing;

/// <summary>
/// Exact nearest-neighbour search: compares the query with every stored vector. The truth that any approximate index is
/// measured against, and fast enough to be the only one up to some hundred thousand vectors.
/// </summary>
/// <remarks>
/// The vectors lie in one array, row after row, which doubles when it is full. Safe to share between threads: searches run
/// side by side, and a change waits for them and they for it.
/// </remarks>
public sealed partial class FlatIndex : IVectorIndex
{
    /// <summary>How far from 1 the norm of a vector may be: room for vectors stored in half precision.</summary>
    private const float NormTolerance = 1e-3f;

    /// <summary>Rows per call of the kernel: their products stay in the first-level cache until the heap has seen them.</summary>
    private const int BlockRows = 256;

    /// <summary>
    /// A subset of ids below one in so many is looked up id by id: on an AMD EPYC, of 200,000 × 128, a row out of order costs
    /// 75 to 100 ns and one in order 10.
    /// </summary>
    private const int RowsPerLookup = 10;

    private readonly ReaderWriterLockSlim _lock = new();
    private readonly Dictionary<long, int> _rowOf = [];
    private long[] _ids = [];
    private float[] _vectors = [];
    private int _count;

    /// <summary>Makes an empty index.</summary>
    /// <param name="dimension">D, the length of every vector, at least 1.</param>
    /// <param name="capacity">How many vectors to make room for at once; the index grows beyond it by itself.</param>
    /// <exception cref="ArgumentOutOfRangeException">The dimension is below 1 or the capacity below 0.</exception>
    public FlatIndex(int dimension, int capacity = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(capacity);
        Dimension = dimension;
        Grow(capacity);
    }

    /// <inheritdoc/>
    public int Dimension { get; }

    /// <inheritdoc/>
    public int Count => Volatile.Read(ref _count);

    /// <inheritdoc/>
    public void Add(long id, ReadOnlySpan<float> vector)
    {
        Check(vector, nameof(vector));
        _lock.EnterWriteLock();
        try
        {
            if (!_rowOf.TryAdd(id, _count))
            {
                throw new ArgumentException($"id {id} is already in the index: remove it first.", nameof(id));
            }

            if (_count == _ids.Length)
            {
                Grow(Math.Max(16, _count * 2));
            }

            _ids[_count] = id;
            vector.CopyTo(Row(_count));
            _count++;
        }
        finally
        {
            _lock.ExitWriteLock();
        }
    }

    /// <inheritdoc/>
    /// <remarks>The last row takes the place of the one that goes.</remarks>
    public bool Remove(long id)
    {
        _lock.EnterWriteLock();
        try
        {
            if (!_rowOf.Remove(id, out int row))
            {
                return false;
            }

            int last = _count - 1;
            if (row != last)
            {
                _ids[row] = _ids[last];
                _rowOf[_ids[row]] = row;
                Row(last).CopyTo(Row(row));
            }

            _count = last;
            return true;
        }
        finally
        {
            _lock.ExitWriteLock();
        }
    }

    /// <inheritdoc/>
    public int Search(
        ReadOnlySpan<float> query, Span<Neighbour> nearest, IReadOnlySet<long>? among = null, CancellationToken cancel = default)
    {
        Check(query, nameof(query));
        _lock.EnterReadLock();
        try
        {
            return SearchRows(query, nearest, among, cancel);
        }
        finally
        {
            _lock.ExitReadLock();
        }
    }

    /// <summary>Frees the lock. The index must not be used afterwards.</summary>
    public void Dispose() => _lock.Dispose();

    private bool IsFewIds([NotNullWhen(true)] IReadOnlySet<long>? among) => among?.Count < _count / RowsPerLookup;

    private int SearchRows(ReadOnlySpan<float> query, Span<Neighbour> nearest, IReadOnlySet<long>? among, CancellationToken cancel)
    {
        NearestHeap heap = new(nearest);
        if (IsFewIds(among))
        {
            OfferIds(query, among, ref heap, cancel);
        }
        else
        {
            OfferRows(query, among, ref heap, cancel);
        }

        return heap.Sort();
    }

    private void OfferRows(ReadOnlySpan<float> query, IReadOnlySet<long>? among, ref NearestHeap heap, CancellationToken cancel)
    {
        Span<float> products = stackalloc float[BlockRows];
        for (int first = 0; first < _count; first += BlockRows)
        {
            cancel.ThrowIfCancellationRequested();
            Span<float> block = products[..Math.Min(BlockRows, _count - first)];
            InnerProduct.Rows(query, Rows(first, block.Length), block);
            heap.Offer(_ids.AsSpan(first, block.Length), block, among);
        }
    }

    private void OfferIds(ReadOnlySpan<float> query, IReadOnlySet<long> among, ref NearestHeap heap, CancellationToken cancel)
    {
        foreach (long id in among)
        {
            cancel.ThrowIfCancellationRequested();
            if (_rowOf.TryGetValue(id, out int row))
            {
                heap.Offer(new Neighbour(id, InnerProduct.Of(query, Row(row))));
            }
        }
    }

    private Span<float> Row(int row) => Rows(row, 1);

    private Span<float> Rows(int first, int count) => _vectors.AsSpan(first * Dimension, count * Dimension);

    private void Grow(int capacity)
    {
        Array.Resize(ref _vectors, checked(capacity * Dimension));
        Array.Resize(ref _ids, capacity);
    }

    private void Check(ReadOnlySpan<float> vector, string name)
    {
        if (vector.Length != Dimension)
        {
            throw new ArgumentException($"A vector of {vector.Length} numbers met an index of dimension {Dimension}.", name);
        }

        float norm = MathF.Sqrt(InnerProduct.Of(vector, vector));
        if (!(MathF.Abs(norm - 1) <= NormTolerance)) // a NaN fails every comparison
        {
            throw new ArgumentException($"Vectors have unit L2 norm; this one has {norm}.", name);
        }
    }
}
