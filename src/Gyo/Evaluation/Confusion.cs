namespace Gyo.Evaluation;

/// <summary>A character that is answered with another.</summary>
/// <param name="Shown">Whom the pictures show.</param>
/// <param name="Answered">Who was named first.</param>
/// <param name="Count">How many of the character's queries were answered so.</param>
/// <param name="Asked">How many queries showed the character.</param>
public sealed record Confusion(string Shown, string Answered, int Count, int Asked)
{
    /// <summary>The confusions among queries, most often first.</summary>
    /// <param name="queries">Any number.</param>
    public static IReadOnlyList<Confusion> Of(IReadOnlyList<QueryResult> queries)
    {
        Dictionary<string, int> asked = queries.CountBy(q => q.Character).ToDictionary();
        return
        [
            .. queries
                .Where(q => q.Outcome.Rank != 1)
                .CountBy(q => (Shown: q.Character, Answered: q.Answers[0].Character))
                .OrderByDescending(p => p.Value)
                .ThenBy(p => p.Key.Shown, StringComparer.Ordinal)
                .ThenBy(p => p.Key.Answered, StringComparer.Ordinal)
                .Select(p => new Confusion(p.Key.Shown, p.Key.Answered, p.Value, asked[p.Key.Shown])),
        ];
    }
}
