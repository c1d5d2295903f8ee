namespace Gyo.Evaluation;

/// <summary>The report's charts.</summary>
internal static class ReportCharts
{
    private const int DeepestK = 10;
    private const int Bins = 40;
    private const int FewestShown = 5;
    private static readonly Axis Share = new("share of queries", 0, 1, [0, 0.2, 0.4, 0.6, 0.8, 1], "0 %");
    private static readonly Axis K = new("k", 1, DeepestK, [.. Enumerable.Range(1, DeepestK)], "0");

    /// <summary>Top-k for k = 1…10, the mean over the runs.</summary>
    public static Html TopK(IReadOnlyList<QueryGroup> groups)
    {
        IEnumerable<Series> lines = groups
            .Where(g => g.Figures is not null)
            .Select(g => new Series(g.Name, g.Style, [.. Enumerable.Range(1, DeepestK).Select(k => ((double)k, Mean(g, k)))]));
        return Card("The right character is among the first k", SvgChart.Lines(K, Share, [.. lines], dots: true));

        static double Mean(QueryGroup group, int k) => group.Runs
            .Where(run => run.Count > 0)
            .Average(run => RetrievalMetrics.TopK([.. run.Select(q => q.Outcome)], k));
    }

    /// <summary>Best scores with and without the right character in the gallery.</summary>
    public static Html Scores(IReadOnlyList<QueryResult> queries, OpenSetFigures? figures)
    {
        OpenSetScores[] scores = [.. queries.Select(q => q.OpenSet).OfType<OpenSetScores>()];
        if (figures is null || scores.Length == 0)
        {
            return Html.Empty;
        }
        float[] known = [.. scores.Select(s => s.Known)];
        float[] unknown = [.. scores.Select(s => s.Unknown)];
        float[] both = [.. known, .. unknown];
        Axis x = Axis.Rounded("best score, nats", both.Min(), both.Max(), "0.##");
        double binWidth = (x.Max - x.Min) / Bins;
        Series[] series =
        [
            new("Character in the gallery", "known", Histogram(known)),
            new("Left out of it", "unknown", Histogram(unknown)),
        ];
        Axis y = Axis.Rounded("share of queries", 0, series.Max(s => s.Points.Max(p => p.Y)), "0 %");
        return Card(
            $"Known against unknown: AUROC {figures.Auroc:0.000}, FPR@95TPR {figures.FprAt95Tpr:0.0 %}",
            SvgChart.Histogram(x, y, series, binWidth, OpenSetMetrics.ThresholdAt95Tpr(scores), "95 % of the known →"));

        (double, double)[] Histogram(float[] values)
        {
            double[] shares = new double[Bins];
            foreach (float value in values)
            {
                shares[Math.Clamp((int)((value - x.Min) / binWidth), 0, Bins - 1)] += 1.0 / values.Length;
            }
            return [.. shares.Select((share, bin) => (x.Min + (bin * binWidth), share))];
        }
    }

    /// <summary>
    /// What share of the answers of a confidence is right; on the diagonal if confidences are true. Bins of a few queries, which show chance
    /// alone, are left out.
    /// </summary>
    public static Html Reliability(IReadOnlyList<QueryResult> queries)
    {
        if (queries.Count == 0)
        {
            return Html.Empty;
        }

        Axis confidence = new("confidence of the first answer", 0, 1, [0, 0.2, 0.4, 0.6, 0.8, 1], "0 %");
        Axis right = confidence with { Label = "share of right answers" };
        Series[] lines =
        [
            new("As it should be", "unknown", [(0, 0), (1, 1)]),
            new("As it is", "known", [.. CalibrationMetrics.Reliability(queries).Where(bin => bin.Queries >= FewestShown).Select(bin => (bin.Confidence, bin.Right))]),
        ];
        return Card("Are confidences true?", SvgChart.Lines(confidence, right, lines, dots: true));
    }

    /// <summary>Mean loss of each epoch, a line per run.</summary>
    public static Html TrainingLoss(IReadOnlyList<RunResult> runs)
    {
        RunResult[] trained = [.. runs.Where(r => r.TrainingLoss.Count > 1)];
        if (trained.Length == 0)
        {
            return Html.Empty;
        }
        Axis x = Axis.Rounded("epoch", 0, trained.Max(r => r.TrainingLoss.Count), "0");
        Axis y = Axis.Rounded("loss", 0, trained.Max(r => r.TrainingLoss.Max()), "0.###");
        IEnumerable<Series> lines = trained.Select(r => new Series(
            Name: "", "seen", [.. r.TrainingLoss.Select((loss, epoch) => (epoch + 1.0, loss))]));
        return Card(trained.Length == 1 ? "Training loss" : "Training loss, a line per run", SvgChart.Lines(x, y, [.. lines], dots: false));
    }

    /// <summary>The course of one training.</summary>
    public static Html Training(string title, string label, int epochs, IReadOnlyList<(int Epoch, double Value)> values)
    {
        if (values.Count == 0)
        {
            return Html.Empty;
        }

        Axis x = Axis.Rounded("epoch", 0, Math.Max(epochs, values[^1].Epoch), "0.##");
        Axis y = Axis.Rounded(label, 0, values.Max(v => v.Value), "0.#######");
        return Card(title, SvgChart.Lines(x, y, [new Series(label, "seen", [.. values.Select(v => ((double)v.Epoch, v.Value))])], dots: true));
    }

    private static Html Card(string title, Html chart) => $"""<div class="card"><h3>{title}</h3>{chart}</div>""";
}
