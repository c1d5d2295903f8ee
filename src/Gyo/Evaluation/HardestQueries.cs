namespace Gyo.Evaluation;

/// <summary>The wrong answers, shown with their pictures so that one sees why.</summary>
internal static class HardestQueries
{
    private const int Shown = 24;
    private const int AnswersShown = 5;

    /// <summary>A card per query: the picture, the first answers with their best evidence, and the right character.</summary>
    public static Html Section(
        IReadOnlyList<QueryResult> queries, string galleryFolder, string queryFolder, Func<string, byte[]?> thumbnail)
    {
        QueryResult[] hardest = [.. QueryResult.Hardest(queries)];
        if (hardest.Length == 0)
        {
            return queries.Count == 0 ? Html.Empty : $"<h2>Hardest queries</h2><p>Every query was answered rightly.</p>";
        }
        return $"""
            <h2>Hardest queries</h2>
            <p class="soft">{Math.Min(Shown, hardest.Length)} of {ReportSections.Plural(hardest.Length, "wrong answer")}, lowest rank of the
            right character first. Each answer is shown by its picture nearest to the query.</p>
            {hardest.Take(Shown).Select(Card)}
            """;

        Html Card(QueryResult query) => $"""
            <article class="card query">
            <figure class="asked">{Picture(queryFolder, query.Path)}
            <figcaption><b>{query.Character}</b>right at rank {query.Outcome.Rank}<br><small>{query.Path}</small></figcaption></figure>
            <div class="answers">{query.Answers.Take(AnswersShown).Select((a, i) => Answered(query, a, i + 1))}{RightAnswer(query)}</div>
            </article>
            """;

        Html Answered(QueryResult query, Answer answer, int rank) => $"""
            <figure class="{(answer.Character == query.Character ? "right" : "wrong")}">
            {Picture(galleryFolder, answer.Evidence is [var nearest, ..] ? nearest : null)}
            <figcaption><b>{rank}. {answer.Character}</b>
            <small>similarity {answer.Similarity:0.00}<br>confidence {answer.Confidence:0 %}</small></figcaption>
            </figure>
            """;

        // The right character closes the row unless it stands in it already.
        Html RightAnswer(QueryResult query) =>
            query.Outcome.Rank > AnswersShown ? Answered(query, query.Right, query.Outcome.Rank) : Html.Empty;

        Html Picture(string folder, string? path)
        {
            if (path is null || thumbnail(Path.Combine(folder, path)) is not { } jpeg)
            {
                return $"""<span class="shot none">no picture</span>""";
            }
            return $"""<img class="shot" alt="{path}" title="{path}" src="data:image/jpeg;base64,{Convert.ToBase64String(jpeg)}">""";
        }
    }
}
