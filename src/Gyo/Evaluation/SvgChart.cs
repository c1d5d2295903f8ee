namespace Gyo.Evaluation;

/// <summary>Small charts as inline SVG: they take colours and letters from the page, so they follow its theme and need no font of
/// the machine that drew them.</summary>
internal static class SvgChart
{
    private const double Width = 400, Height = 260, Left = 44, Right = 12, Top = 12, Bottom = 42;

    /// <summary>Lines; with dots, hovering one shows its value.</summary>
    public static Html Lines(Axis x, Axis y, IReadOnlyList<Series> series, bool dots)
    {
        IEnumerable<Html> lines = series.Select(s => (Html)$"""
            <polyline class="line {s.Style}" points="{s.Points.Select(p => (Html)$"{Px(x, p.X)},{Py(y, p.Y)} ")}"/>
            {s.Points.Where(_ => dots).Select(p => Dot(s, p))}
            """);
        return Frame(x, y, series, $"{lines}");

        Html Dot(Series s, (double X, double Y) p) => $"""
            <circle class="dot {s.Style}" cx="{Px(x, p.X)}" cy="{Py(y, p.Y)}" r="3.5">
            <title>{s.Name}: {p.Y.ToString(y.Format)} at {p.X.ToString(x.Format)}</title></circle>
            """;
    }

    /// <summary>Filled steps, one per bin, drawn over each other; and a dashed line at a threshold.</summary>
    /// <param name="x">The axis of the values.</param>
    /// <param name="y">The axis of the shares.</param>
    /// <param name="series">The share of values in each bin, at the bin's left edge.</param>
    /// <param name="binWidth">Width of a bin on the x axis.</param>
    /// <param name="threshold">Where the dashed line stands.</param>
    /// <param name="thresholdLabel">What is written at it.</param>
    public static Html Histogram(
        Axis x, Axis y, IReadOnlyList<Series> series, double binWidth, double threshold, string thresholdLabel)
    {
        IEnumerable<Html> areas = series.Select(s => (Html)$"""
            <path class="area {s.Style}" d="M{Px(x, x.Min)} {Py(y, 0)}{s.Points.Select(Step)}V{Py(y, 0)}Z"/>
            """);
        double at = Px(x, threshold);
        bool onTheRight = at > Width / 2;
        return Frame(x, y, series, $"""
            {areas}
            <line class="threshold" x1="{at}" x2="{at}" y1="{Top}" y2="{Height - Bottom}"/>
            <text class="note" x="{at + (onTheRight ? -6 : 6)}" y="{Top + 12}"
            text-anchor="{(onTheRight ? "end" : "start")}">{thresholdLabel}</text>
            """);

        Html Step((double X, double Y) p) => $"L{Px(x, p.X)} {Py(y, p.Y)}H{Px(x, p.X + binWidth)}";
    }

    private static Html Frame(Axis x, Axis y, IReadOnlyList<Series> series, Html marks)
    {
        return $"""
            <div class="legend">{series.Where(s => s.Name.Length > 0).Select(Key)}</div>
            <svg viewBox="0 0 {Width} {Height}" role="img" aria-label="{y.Label} by {x.Label}">
            {y.Ticks.Select(YTick)}
            {x.Ticks.Select(XTick)}
            <text x="{(Left + Width - Right) / 2}" y="{Height - 6}" text-anchor="middle">{x.Label}</text>
            {marks}
            </svg>
            """;

        Html Key(Series s) => $"""<span class="key {s.Style}">{s.Name}</span>""";

        Html XTick(double value) => $"""
            <text x="{Px(x, value)}" y="{Height - Bottom + 18}" text-anchor="middle">{value.ToString(x.Format)}</text>
            """;

        Html YTick(double value) => $"""
            <line class="grid" x1="{Left}" x2="{Width - Right}" y1="{Py(y, value)}" y2="{Py(y, value)}"/>
            <text x="{Left - 7}" y="{Py(y, value) + 4}" text-anchor="end">{value.ToString(y.Format)}</text>
            """;
    }

    private static double Px(Axis axis, double value) => Left + ((value - axis.Min) / (axis.Max - axis.Min) * (Width - Left - Right));

    private static double Py(Axis axis, double value) =>
        Height - Bottom - ((value - axis.Min) / (axis.Max - axis.Min) * (Height - Top - Bottom));
}
