namespace Gyo.Evaluation;

/// <summary>An evaluation as one HTML file that stands alone: pictures are data URIs, charts are inline SVG, nothing is loaded from
/// elsewhere. Every name and path is escaped.</summary>
public static class HtmlReport
{
    /// <summary>The report on one folder.</summary>
    /// <param name="report">The figures, with the answers of its runs.</param>
    /// <param name="thumbnail">Gives a small JPEG of the picture at a path (the folder joined with the picture's own), or null.</param>
    /// <returns>A whole HTML document.</returns>
    public static string Render(EvaluationReport report, Func<string, byte[]?> thumbnail)
    {
        QueryGroup seen = new("Seen", "seen", report.Seen, [.. report.Runs.Select(r => r.SeenQueries)]);
        QueryGroup unseen = new("Unseen", "unseen", report.Unseen, [.. report.Runs.Select(r => r.UnseenQueries)]);
        QueryResult[][] runs = [.. report.Runs.Select(r => (QueryResult[])[.. r.SeenQueries, .. r.UnseenQueries])];
        QueryGroup all = new("All", "all", report.All, runs);
        QueryResult[] queries = [.. runs.SelectMany(r => r)];
        string subject = report.Recipe is { } recipe ? $"Recipe {recipe}" : $"Model {report.Model}";
        string seeds = string.Join(", ", report.Runs.Select(r => r.Seed));
        SplitCounts split = report.Split;
        return Page(report.Folder, $"""
            <p class="soft">{subject} · {ReportSections.Plural(report.Runs.Count, "run")} with seed {seeds}</p>
            <p>{split.UnseenCharacters} of {split.Characters} characters are unseen{(report.Recipe is null ? "" : ": never trained on")}.
            The gallery holds {ReportSections.Plural(split.Gallery, "picture")} of all characters;
            {split.SeenQueries + split.UnseenQueries} others were asked. Dropped before, as near-copies of gallery pictures:
            {split.NearCopies}. {Explanation}</p>
            <div class="tiles">
            {ReportSections.RetrievalTiles(seen)}{ReportSections.RetrievalTiles(unseen)}
            {ReportSections.OpenSetTiles(report.OpenSet)}
            {ReportSections.CalibrationTile(report.Calibration)}
            {ReportSections.SpeedTiles(report.TrainSeconds, report.EmbedImagesPerSecond)}
            </div>
            <h2>Figures</h2>
            {ReportSections.FigureTable([seen, unseen, all])}
            {ReportSections.RunTable(report.Runs)}
            <h2>Charts</h2>
            <div class="charts">
            {ReportCharts.TopK([seen, unseen])}
            {ReportCharts.Scores(queries, report.OpenSet)}
            {ReportCharts.Reliability(queries)}
            {ReportCharts.TrainingLoss(report.Runs)}
            </div>
            {ReportSections.Confusions(queries)}
            {HardestQueries.Section(queries, report.Folder, report.Folder, thumbnail)}
            """);
    }

    /// <summary>The report on a gallery folder asked with a query folder.</summary>
    /// <param name="report">The figures, with the answers.</param>
    /// <param name="thumbnail">Gives a small JPEG of the picture at a path (its folder joined with the picture's own), or null.</param>
    /// <returns>A whole HTML document.</returns>
    public static string Render(CrossReport report, Func<string, byte[]?> thumbnail)
    {
        QueryGroup all = new("Queries", "seen", report.Cross, [report.Queries]);
        CrossCounts counts = report.Counts;
        return Page(report.GalleryFolder, $"""
            <p class="soft">Model {report.Model} · asked with {report.QueryFolder}</p>
            <p>The gallery holds {ReportSections.Plural(counts.Gallery, "picture")} of
            {ReportSections.Plural(counts.Characters, "character")}; {ReportSections.Plural(counts.Queries, "picture")} from elsewhere were asked. Left out because the gallery does not hold their
            character: {counts.Unanswerable}. {Explanation}</p>
            <div class="tiles">
            {ReportSections.RetrievalTiles(all)}
            {ReportSections.OpenSetTiles(report.OpenSet)}
            {ReportSections.CalibrationTile(report.Calibration)}
            {ReportSections.SpeedTiles(null, report.EmbedImagesPerSecond)}
            </div>
            <h2>Figures</h2>
            {ReportSections.FigureTable([all])}
            <h2>Charts</h2>
            <div class="charts">
            {ReportCharts.TopK([all])}
            {ReportCharts.Scores(report.Queries, report.OpenSet)}
            {ReportCharts.Reliability(report.Queries)}
            </div>
            {ReportSections.Confusions(report.Queries)}
            {HardestQueries.Section(report.Queries, report.GalleryFolder, report.QueryFolder, thumbnail)}
            """);
    }

    private static Html Explanation => $"""
        The answer is a ranking of distinct characters; top-k is right when the right one is among the first k.
        Ranges are 95 % bootstrap intervals over the queries.
        """;

    private static string Page(string folder, Html body)
    {
        string name = Path.GetFileName(Path.TrimEndingDirectorySeparator(folder));
        Html page = $"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{name} – Gyo evaluation</title>
            <style>
            {ReportStyle.Css}
            </style>
            </head>
            <body>
            <main>
            <small>Gyo evaluation</small>
            <h1>{name}</h1>
            {body}
            </main>
            </body>
            </html>

            """;
        return page.ToString();
    }
}
