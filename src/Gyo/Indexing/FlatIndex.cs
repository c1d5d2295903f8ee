namespace Gyo.Indexing;

/// <summary>
/// Exact nearest-neighbour search: compares the query with every stored vector. The truth that any approximate index is
/// measured against, and fast enough to be the only one up to some hundred thousand vectors.
/// </summary>
/// <remarks>
/// The vectors lie in one array, row after row, which doubles when it is full. Safe to share between threads: searches run
/// side by side, and a change waits for them and they for it.
/// </remarks>
public sealed class FlatIndex : IDisposable
{
    /// <summary>How far from 1 the norm of a vector may be: room for vectors stored in half precision.</summary>
    private const float NormTolerance = 1e-3f;

    /// <summary>Rows per call of the kernel: their products stay in the first-level cache until the heap has seen them.</summary>
    private const int BlockRows = 256;

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

    /// <summary>D, the length of every vector.</summary>
    public int Dimension { get; }

    /// <summary>How many vectors the index holds.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Stores a copy of a vector.</summary>
    /// <param name="id">The vector's id, not yet in use.</param>
    /// <param name="vector">D floats of unit L2 norm.</param>
    /// <exception cref="ArgumentException">The id is taken, or the vector is of another length, not finite or not of unit norm.</exception>
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

    /// <summary>Forgets a vector; the last row takes its place.</summary>
    /// <param name="id">The id it was added under.</param>
    /// <returns>False when there is no such id.</returns>
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

    /// <summary>Finds the vectors of the greatest inner product with a query.</summary>
    /// <param name="query">D floats of unit L2 norm.</param>
    /// <param name="nearest">Receives up to its own length of neighbours, best first, among equals the smaller id first.</param>
    /// <returns>How many were found: the smaller of <see cref="Count"/> and the length of <paramref name="nearest"/>.</returns>
    /// <exception cref="ArgumentException">The query is of another length, not finite or not of unit norm.</exception>
    public int Search(ReadOnlySpan<float> query, Span<Neighbour> nearest)
    {
        Check(query, nameof(query));
        Span<float> products = stackalloc float[BlockRows];
        NearestHeap heap = new(nearest);
        _lock.EnterReadLock();
        try
        {
            for (int first = 0; first < _count; first += BlockRows)
            {
                Span<float> block = products[..Math.Min(BlockRows, _count - first)];
                InnerProduct.Rows(query, Rows(first, block.Length), block);
                for (int i = 0; i < block.Length; i++)
                {
                    heap.Offer(new Neighbour(_ids[first + i], block[i]));
                }
            }
        }
        finally
        {
            _lock.ExitReadLock();
        }

        return heap.Sort();
    }

    /// <summary>Frees the lock. The index must not be used afterwards.</summary>
    public void Dispose() => _lock.Dispose();

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
