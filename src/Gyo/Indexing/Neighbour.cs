namespace Gyo.Indexing;

/// <summary>A stored vector that answered a query.</summary>
/// <param name="Id">The id that the vector was added under.</param>
/// <param name="Similarity">Inner product with the query; for unit vectors the cosine, −1 to 1, higher is closer.</param>
public readonly record struct Neighbour(long Id, float Similarity)
{
    /// <summary>The order of every answer: the more similar first, among equals the smaller id.</summary>
    /// <param name="other">The neighbour to compare with.</param>
    /// <returns>True when this neighbour comes before <paramref name="other"/>.</returns>
    public bool IsNearerThan(Neighbour other) =>
        Similarity > other.Similarity || (Similarity == other.Similarity && Id < other.Id);
}
