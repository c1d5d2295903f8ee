namespace Gyo.Ranking;

/// <summary>The answer to one query.</summary>
/// <param name="Matches">The characters of the highest scores, best first, among equals by name (ordinal).</param>
/// <param name="Unknown">True when more strangers than <see cref="RankingOptions.FalseAcceptRate"/> score as high; always true without a character.</param>
/// <param name="StrangerRate">How often a picture of nobody in the gallery scores this high, 0 to 1; 1 without a character.</param>
public sealed record CharacterRanking(IReadOnlyList<CharacterMatch> Matches, bool Unknown, double StrangerRate);
