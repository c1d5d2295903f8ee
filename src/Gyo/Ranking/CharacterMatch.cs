using Gyo.Indexing;

namespace Gyo.Ranking;

/// <summary>One line of a ranking.</summary>
/// <param name="Name">The character.</param>
/// <param name="Rank">Its place, from 1: the higher the score the better.</param>
/// <param name="Score">How much the query looks like this character rather than like anybody: a log-likelihood ratio, in nats.</param>
/// <param name="Confidence">The calibrated probability that the query shows this character, if it shows one of the gallery's; 0 to 1.</param>
/// <param name="Similarity">The mean similarity of the evidence, −1 to 1, higher is closer; it does not decide the rank.</param>
/// <param name="Evidence">The character's pictures nearest to the query, best first.</param>
public sealed record CharacterMatch(
    string Name, int Rank, float Score, float Confidence, float Similarity, IReadOnlyList<Neighbour> Evidence)
{
    /// <summary>The same match with other evidence.</summary>
    /// <param name="evidence">The character's pictures nearest to the query, best first.</param>
    public CharacterMatch With(IReadOnlyList<Neighbour> evidence) =>
        this with { Similarity = evidence.Count == 0 ? -1 : evidence.Average(n => n.Similarity), Evidence = evidence };
}
