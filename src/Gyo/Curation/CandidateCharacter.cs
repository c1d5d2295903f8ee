namespace Gyo.Curation;

/// <summary>Pictures that look like one character.</summary>
/// <param name="Pictures">Their places among those that were given, the most typical first.</param>
/// <param name="Purity">The expected share of the most frequent character, 0 to 1.</param>
/// <param name="Similarity">The mean similarity of the two parts that came together last: the least that holds it together.</param>
/// <param name="Resembles">The known character that most of them look like more than like any other, though more like each other; null if there is none.</param>
internal sealed record CandidateCharacter(IReadOnlyList<int> Pictures, double Purity, double Similarity, string? Resembles);
