namespace Gyo.Ranking;

/// <summary>The answer to one query.</summary>
/// <param name="Matches">The most similar characters, best first, among equals by name (ordinal).</param>
/// <param name="Unknown">True when "none of these" is the most probable of all outcomes; always true without a character.</param>
/// <param name="UnknownConfidence">The calibrated probability of "none of these", 0 to 1.</param>
public sealed record CharacterRanking(IReadOnlyList<CharacterMatch> Matches, bool Unknown, float UnknownConfidence);
