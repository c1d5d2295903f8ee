using System.Numerics;
using System.Runtime.Intrinsics;

namespace Gyo.Indexing;

/// <summary>Up to 64 queries that see the rows of an index together, and the nearest that each has met so far.</summary>
/// <remarks>
/// <see cref="PanelProduct"/> only screens: its sums run in another order than <see cref="InnerProduct"/>'s, so what comes within rounding
/// of a query's k-th similarity is multiplied anew as a single search would, and the answers are the same to the last bit.
/// </remarks>
internal sealed class QueryPanel
{
    private readonly int _dimension;
    private readonly int _k;
    private readonly ReadOnlyMemory<float> _queries; // Q×D
    private readonly Memory<Neighbour> _nearest; // Q×k
    private readonly float[] _transposed; // D×64
    private readonly float[] _thresholds = new float[PanelProduct.Queries];
    private readonly int[] _kept;
    private readonly float _rounding;

    /// <summary>Takes queries in.</summary>
    /// <param name="queries">Q×D floats of unit rows, Q from 1 to 64.</param>
    /// <param name="nearest">Q×k places for what is found.</param>
    /// <param name="dimension">D.</param>
    public QueryPanel(ReadOnlyMemory<float> queries, Memory<Neighbour> nearest, int dimension)
    {
        int count = queries.Length / dimension;
        _dimension = dimension;
        _queries = queries;
        _nearest = nearest;
        _k = nearest.Length / count;
        _kept = new int[count];
        _transposed = Transpose(queries.Span, dimension);
        _thresholds.AsSpan().Fill(float.PositiveInfinity); // the places that no query takes want nothing
        _thresholds.AsSpan(0, count).Fill(float.NegativeInfinity);

        // A sum of D products of two unit vectors is off by D·2⁻²⁴ at most (Higham 2002, section 3.1): here are two such sums, and a little.
        _rounding = 3f * dimension / (1 << 24);
    }

    /// <summary>Shows rows to all queries.</summary>
    /// <param name="rows">N×D floats.</param>
    /// <param name="ids">The N ids of the rows.</param>
    /// <param name="among">The only ids that may be found; null allows all.</param>
    public void Offer(ReadOnlySpan<float> rows, ReadOnlySpan<long> ids, IReadOnlySet<long>? among)
    {
        Span<float> products = stackalloc float[PanelProduct.Rows * PanelProduct.Queries];
        for (int first = 0; first < ids.Length; first += PanelProduct.Rows)
        {
            int count = Math.Min(PanelProduct.Rows, ids.Length - first);
            ReadOnlySpan<float> few = rows.Slice(first * _dimension, count * _dimension);
            if (!PanelProduct.AnyReaches(_transposed, few, _thresholds, products))
            {
                continue;
            }

            for (int i = 0; i < count; i++)
            {
                if (among?.Contains(ids[first + i]) != false)
                {
                    Span<float> ofRow = products.Slice(i * PanelProduct.Queries, PanelProduct.Queries);
                    OfferRow(few.Slice(i * _dimension, _dimension), ids[first + i], ofRow);
                }
            }
        }
    }

    /// <summary>Puts what each query kept in order, the nearest first. The panel is spent afterwards.</summary>
    /// <returns>How many each query kept.</returns>
    public int Sort()
    {
        for (int query = 0; query < _kept.Length; query++)
        {
            Heap(query).Sort();
        }

        return _kept[0];
    }

    private void OfferRow(ReadOnlySpan<float> row, long id, ReadOnlySpan<float> products)
    {
        for (int first = 0; first < products.Length; first += Vector512<float>.Count)
        {
            Vector512<float> reached = Vector512.GreaterThanOrEqual(
                Vector512.Create(products[first..]), Vector512.Create(_thresholds.AsSpan(first)));
            for (ulong bits = reached.ExtractMostSignificantBits(); bits != 0; bits &= bits - 1)
            {
                OfferTo(first + BitOperations.TrailingZeroCount(bits), row, id);
            }
        }
    }

    private void OfferTo(int query, ReadOnlySpan<float> row, long id)
    {
        NearestHeap heap = Heap(query);
        heap.Offer(new Neighbour(id, InnerProduct.Of(_queries.Span.Slice(query * _dimension, _dimension), row)));
        _kept[query] = heap.Count;
        _thresholds[query] = heap.Threshold - _rounding;
    }

    private NearestHeap Heap(int query) => new(_nearest.Span.Slice(query * _k, _k), _kept[query]);

    private static float[] Transpose(ReadOnlySpan<float> queries, int dimension)
    {
        float[] transposed = new float[dimension * PanelProduct.Queries];
        for (int i = 0; i < queries.Length; i++)
        {
            transposed[(i % dimension * PanelProduct.Queries) + (i / dimension)] = queries[i];
        }

        return transposed;
    }
}
