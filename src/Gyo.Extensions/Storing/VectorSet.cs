using System.Numerics.Tensors;
using Microsoft.Extensions.VectorData;
using Microsoft.Extensions.VectorData.ProviderServices;

namespace Gyo.Extensions.Storing;

/// <summary>A vector that was found.</summary>
/// <param name="Id">The row it is of.</param>
/// <param name="Score">By the metric of its set.</param>
internal readonly record struct ScoredRow(long Id, double Score);

/// <summary>All vectors of one property in memory, ready to be searched. It can be made again from the database at any time.</summary>
/// <remarks>Searches may run side by side; a change has it alone.</remarks>
internal abstract class VectorSet : IDisposable
{
    /// <summary>Up to so many vectors comparing with all of them is as fast as a graph, and exact: what galleries do too.</summary>
    public const int MostExact = 10_000;

    /// <summary>How many vectors there are.</summary>
    public abstract int Count { get; }

    /// <summary>Whether it would be made otherwise by now: as a graph.</summary>
    public virtual bool IsOutgrown => false;

    /// <summary>How a property's vectors are searched; by what suits their number if it does not say.</summary>
    /// <exception cref="NotSupportedException">They can't be searched that way, or not with this distance function.</exception>
    public static string KindOf(VectorPropertyModel property)
    {
        bool isCosine = Metric.Of(property).IsCosine;
        return (property.IndexKind, isCosine) switch
        {
            (null or IndexKind.Dynamic, _) => isCosine ? IndexKind.Dynamic : IndexKind.Flat,
            (IndexKind.Flat, _) => IndexKind.Flat,
            (IndexKind.Hnsw, true) => IndexKind.Hnsw,
            (IndexKind.Hnsw, false) => throw new NotSupportedException(
                $"'{property.ModelName}': a graph compares by cosine; take CosineSimilarity or CosineDistance, or the index kind Flat, which is exact."),
            _ => throw new NotSupportedException($"'{property.ModelName}': there is no index kind '{property.IndexKind}' here; take Flat, Hnsw or Dynamic."),
        };
    }

    /// <summary>Makes a set.</summary>
    /// <param name="property">What it is of.</param>
    /// <param name="ids">N ids, all different.</param>
    /// <param name="vectors">[N, D].</param>
    /// <param name="mostExact">Up to how many vectors one of the dynamic kind is exact.</param>
    public static VectorSet Of(StoredProperty property, long[] ids, float[] vectors, int mostExact)
    {
        Metric metric = Metric.Of(property.DistanceFunction!);
        if (!metric.IsCosine)
        {
            return new ExactVectors(metric, property.Dimensions, ids, vectors);
        }

        bool mayGrow = property.IndexKind == IndexKind.Dynamic;
        if (property.IndexKind == IndexKind.Flat || (mayGrow && ids.Length <= mostExact))
        {
            return CosineVectors.Exact(metric, property.Dimensions, ids, vectors, mayGrow ? mostExact : int.MaxValue);
        }

        return CosineVectors.Graph(metric, property.Dimensions, ids, vectors);
    }

    /// <summary>What is wrong with a vector for this property, in words; null if nothing is.</summary>
    public static string? FlawOf(ReadOnlySpan<float> vector, StoredProperty property) =>
        vector.Length != property.Dimensions ? $"has {vector.Length} numbers, and the property takes {property.Dimensions}"
        : !TensorPrimitives.IsFiniteAll(vector) ? "holds a number that is not finite"
        : Metric.Of(property.DistanceFunction!).IsCosine && TensorPrimitives.MaxMagnitude(vector) == 0
            ? "has no direction that cosines could be taken of: all of it is 0"
        : null;

    /// <summary>Adds a vector, or replaces it.</summary>
    public abstract void Set(long id, ReadOnlySpan<float> vector);

    /// <summary>Forgets a vector, which need not be there.</summary>
    public abstract void Remove(long id);

    /// <summary>The closest vectors, closest first.</summary>
    /// <param name="query">D floats.</param>
    /// <param name="count">How many at most.</param>
    /// <param name="among">The only ids that may be found; null allows all.</param>
    /// <param name="cancel">Stops the search.</param>
    public abstract ScoredRow[] Search(ReadOnlySpan<float> query, int count, IReadOnlySet<long>? among, CancellationToken cancel);

    /// <summary>Writes what took long to make to a file.</summary>
    /// <returns>False when nothing did.</returns>
    public virtual bool Save(string path) => false;

    /// <inheritdoc/>
    public abstract void Dispose();
}
