using Gyo.Indexing;

namespace Gyo.Ranking;

/// <summary>One line of a ranking.</summary>
/// <param name="Name">The character.</param>
/// <param name="Rank">Its place, from 1.</param>
/// <param name="Similarity">The mean cosine of its best pictures, −1 to 1, higher is closer.</param>
/// <param name="Confidence">The calibrated probability that the query shows this character, 0 to 1.</param>
/// <param name="Evidence">The pictures behind the similarity, best first.</param>
public sealed record CharacterMatch(string Name, int Rank, float Similarity, float Confidence, IReadOnlyList<Neighbour> Evidence);
