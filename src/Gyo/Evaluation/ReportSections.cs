namespace Gyo.Evaluation;

/// <summary>The report's figures in letters: tiles, tables and the pairs that are mistaken for each other.</summary>
internal static class ReportSections
{
    private const string Rate = "0.0\u00A0%"; // a no-break space
    private const string Score = "0.000";
    private const int ConfusionsShown = 12;

    /// <summary>The two figures a reader looks for first.</summary>
    public static Html RetrievalTiles(QueryGroup group) => group.Figures is not { } figures ? Html.Empty : $"""
        {Tile(group.Style, $"{group.Name}, top-1", Percent(figures.Top1), Range(figures.Top1Interval, Rate))}
        {Tile(group.Style, $"{group.Name}, top-10", Percent(figures.Top10), Range(figures.Top10Interval, Rate))}
        """;

    /// <summary>How well unknown characters are noticed.</summary>
    public static Html OpenSetTiles(OpenSetFigures? figures) => figures is null ? Html.Empty : $"""
        {Tile("", "Known vs unknown, AUROC", figures.Auroc.ToString(Score), Range(figures.AurocInterval, Score))}
        {Tile("", "Identified at 5 % false accepts", Percent(figures.IdentifiedAt5Fpr), Range(figures.IdentifiedAt5FprInterval, Rate))}
        {Tile("", "Strangers let in, 5 % asked for", Percent(figures.FalseAccepts), Range(figures.FalseAcceptsInterval, Rate))}
        """;

    /// <summary>How true the confidences are.</summary>
    public static Html CalibrationTile(CalibrationFigures? figures) => figures is null ? Html.Empty : $"""
        {Tile("", "Calibration error", figures.ExpectedError.ToString(Score), Range(figures.ExpectedErrorInterval, Score))}
        """;

    /// <summary>How long it took.</summary>
    public static Html SpeedTiles(double? trainSeconds, double? embedImagesPerSecond) => $"""
        {(trainSeconds is { } seconds ? Tile("", "Training", $"{seconds / 60:0.0} min", "per run") : Html.Empty)}
        {(embedImagesPerSecond is { } speed ? Tile("", "Embedding", $"{speed:0} /s", "pictures, from file to vector") : Html.Empty)}
        """;

    /// <summary>Every figure with its interval, a column per group.</summary>
    public static Html FigureTable(IReadOnlyList<QueryGroup> groups)
    {
        QueryGroup[] asked = [.. groups.Where(g => g.Figures is not null)];
        return $"""
            <div class="card scroll"><table>
            <tr><th></th>{asked.Select(g => (Html)$"<th>{g.Name}</th>")}</tr>
            {Row("Top-1", Rate, f => (f.Top1, f.Top1Interval))}
            {Row("Top-5", Rate, f => (f.Top5, f.Top5Interval))}
            {Row("Top-10", Rate, f => (f.Top10, f.Top10Interval))}
            {Row("MAP@R", Score, f => (f.MapAtR, f.MapAtRInterval))}
            {Row("MRR", Score, f => (f.Mrr, f.MrrInterval))}
            <tr><td>Queries</td>{asked.Select(g => (Html)$"<td>{g.Figures!.Queries}</td>")}</tr>
            </table></div>
            """;

        Html Row(string name, string format, Func<RetrievalFigures, (double Value, Interval Interval)> figure)
        {
            IEnumerable<Html> cells = asked.Select(g => figure(g.Figures!))
                .Select(f => (Html)$"<td>{f.Value.ToString(format)}<small>{Range(f.Interval, format)}</small></td>");
            return $"<tr><td>{name}</td>{cells}</tr>";
        }
    }

    /// <summary>The runs side by side, where there are several.</summary>
    public static Html RunTable(IReadOnlyList<RunResult> runs) => runs.Count < 2 ? Html.Empty : $"""
        <h2>Runs</h2>
        <div class="card scroll"><table>
        <tr><th>Seed</th><th>Seen top-1</th><th>Seen top-10</th><th>Unseen top-1</th><th>Unseen top-10</th><th>AUROC</th></tr>
        {runs.Select(r => (Html)$"""
            <tr><td>{r.Seed}</td><td>{Percent(r.Seen?.Top1)}</td><td>{Percent(r.Seen?.Top10)}</td>
            <td>{Percent(r.Unseen?.Top1)}</td><td>{Percent(r.Unseen?.Top10)}</td><td>{r.OpenSet?.Auroc.ToString(Score) ?? "–"}</td></tr>
            """)}
        </table></div>
        """;

    /// <summary>Which characters are answered with which other, most often first.</summary>
    public static Html Confusions(IReadOnlyList<QueryResult> queries)
    {
        Confusion[] pairs = [.. Confusion.Of(queries).Take(ConfusionsShown)];
        return pairs.Length == 0 ? Html.Empty : $"""
            <h2>Most confused</h2>
            <div class="card scroll"><table class="names">
            <tr><th>Shown</th><th>Answered</th><th>Queries</th></tr>
            {pairs.Select(Row)}
            </table></div>
            """;

        static Html Row(Confusion pair) => $"""
            <tr><td>{pair.Shown}</td><td>{pair.Answered}</td>
            <td><span class="bar" style="--share:{(double)pair.Count / pair.Asked}"></span>{pair.Count} of {pair.Asked}</td></tr>
            """;
    }

    /// <summary>"1 picture", "2 pictures".</summary>
    public static string Plural(int count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";

    /// <summary>A rate as a percentage with one decimal; a dash if there is none.</summary>
    public static string Percent(double? rate) => rate?.ToString(Rate) ?? "–";

    private static string Range(Interval interval, string format) =>
        $"{interval.Low.ToString(format).TrimEnd('%', '\u00A0')}–{interval.High.ToString(format)}";

    private static Html Tile(string style, string name, string value, string note) =>
        $"""<div class="card tile {style}"><small>{name}</small><b>{value}</b><small>{note}</small></div>""";
}
