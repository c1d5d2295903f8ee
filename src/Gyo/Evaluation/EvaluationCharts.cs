namespace Gyo.Evaluation;

/// <summary>
/// The charts of <see cref="HtmlReport"/> for pages: a <c>div.card</c> of a heading and an inline SVG, every name escaped. The page gives the classes
/// <c>line</c>, <c>dot</c>, <c>area</c>, <c>grid</c>, <c>threshold</c>, <c>seen</c>, <c>known</c> and <c>unknown</c> their colours.
/// </summary>
public static class EvaluationCharts
{
    /// <summary>How often the right character is among the first k, for k = 1…10. Empty if nothing was asked.</summary>
    /// <param name="queries">The answers.</param>
    public static string TopK(IReadOnlyList<QueryResult> queries) => queries.Count == 0
        ? ""
        : ReportCharts.TopK([new QueryGroup("", "seen", RetrievalFigures.Of([[.. queries.Select(q => q.Outcome)]]), [queries])]).ToString();

    /// <summary>The best scores with and without the right character in the gallery. Empty if nothing was asked.</summary>
    /// <param name="queries">The answers.</param>
    /// <param name="figures">Their figures.</param>
    public static string Scores(IReadOnlyList<QueryResult> queries, OpenSetFigures? figures) => ReportCharts.Scores(queries, figures).ToString();

    /// <summary>What share of the answers of a confidence is right. Empty if nothing was asked.</summary>
    /// <param name="queries">The answers.</param>
    public static string Reliability(IReadOnlyList<QueryResult> queries) => ReportCharts.Reliability(queries).ToString();

    /// <summary>The course of a training over its epochs. Empty before the first.</summary>
    /// <param name="title">The heading.</param>
    /// <param name="label">What is measured.</param>
    /// <param name="epochs">How many epochs there will be.</param>
    /// <param name="values">Its value after each epoch so far.</param>
    public static string Training(string title, string label, int epochs, IReadOnlyList<(int Epoch, double Value)> values) =>
        ReportCharts.Training(title, label, epochs, values).ToString();
}
