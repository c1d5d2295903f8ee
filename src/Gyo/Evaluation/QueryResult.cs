namespace Gyo.Evaluation;

/// <summary>How one query was answered.</summary>
/// <param name="Path">The query picture, relative to its folder.</param>
/// <param name="Character">Whom it shows.</param>
/// <param name="Outcome">Where the right character and its pictures came.</param>
/// <param name="OpenSet">Best score with and without the right character in the gallery; null if the gallery holds no other.</param>
/// <param name="Answers">The first characters of the ranking, best first, at least one.</param>
/// <param name="Right">The right character's own place in the ranking.</param>
public sealed record QueryResult(
    string Path,
    string Character,
    QueryOutcome Outcome,
    OpenSetScores? OpenSet,
    IReadOnlyList<Answer> Answers,
    Answer Right)
{
    /// <summary>The queries answered wrongly, hardest first: the lowest rank of the right character, then the surest wrong answer.
    /// A picture that several runs asked appears once.</summary>
    /// <param name="queries">The queries of one or more runs.</param>
    public static IEnumerable<QueryResult> Hardest(IEnumerable<QueryResult> queries) => queries
        .Where(q => q.Outcome.Rank != 1)
        .OrderByDescending(q => q.Outcome.Rank)
        .ThenByDescending(q => q.Answers[0].Confidence)
        .ThenBy(q => q.Path, StringComparer.Ordinal)
        .DistinctBy(q => q.Path);
}
