using System.Net;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Gyo.Evaluation;

namespace Gyo.Tests.Evaluation;

public sealed partial class HtmlReportTests
{
    private static readonly byte[] Jpeg = [0xFF, 0xD8, 0xFF];

    [Fact]
    public void Render_NastyNames_AreEscapedEverywhere()
    {
        EvaluationReport report = Reports.TwoRuns() with { Folder = "x/<script>alert(1)</script>" };

        string html = HtmlReport.Render(report, _ => null);

        Assert.DoesNotContain(Reports.NastyName, html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.Contains(WebUtility.HtmlEncode(Reports.NastyName), html, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_Pictures_AreDataUrisOfTheGivenThumbnails()
    {
        List<string> asked = [];
        string html = HtmlReport.Render(Reports.Cross(), path => { asked.Add(path); return Jpeg; });

        Assert.Contains("src=\"data:image/jpeg;base64,/9j/\"", html, StringComparison.Ordinal);
        Assert.Contains(asked, p => p.StartsWith("some/gallery", StringComparison.Ordinal));
        Assert.Contains(asked, p => p.StartsWith("some/queries", StringComparison.Ordinal));
    }

    [Fact]
    public void Render_Document_LoadsNothingFromElsewhere()
    {
        string html = HtmlReport.Render(Reports.TwoRuns(), _ => Jpeg);

        Assert.DoesNotMatch(ForeignResource(), html);
    }

    [Fact]
    public void Render_Charts_AreWellFormedAndStayInTheirFrame()
    {
        string html = HtmlReport.Render(Reports.TwoRuns(), _ => null);

        XElement[] charts = [.. Chart().Matches(html).Select(m => XElement.Parse(m.Value))];

        Assert.Equal(4, charts.Length); // top-k, scores, reliability, loss
        double[] dots = [.. charts[0].Elements("circle").Select(c => (double)c.Attribute("cy")!)];
        Assert.Equal(20, dots.Length); // k = 1…10, seen and unseen
        Assert.All(dots, y => Assert.InRange(y, 0, 260));
    }

    [Fact]
    public void Render_NoQueries_StillMakesAPage()
    {
        Split split = Protocol.Split([new("a/1", "a")]);
        RunResult run = new Evaluator().Run(split, new EmbeddedPictures(split.Pictures, [1]), TestContext.Current.CancellationToken);
        EvaluationReport report = EvaluationReport.Of("f", null, "base", [run]);

        Assert.Contains("Model base", HtmlReport.Render(report, _ => null), StringComparison.Ordinal);
    }

    [Fact]
    public void Html_Holes_AreEscapedUnlessTheyAreHtml()
    {
        Html bold = $"<b>{"<&>"}</b>";
        Html line = $"{bold} {1.23456} {0.5:0 %} {new[] { bold, bold }}";

        Assert.Equal("<b>&lt;&amp;&gt;</b> 1.23 50 % <b>&lt;&amp;&gt;</b><b>&lt;&amp;&gt;</b>", line.ToString());
    }

    [GeneratedRegex("(src|href)=\"(?!data:)|url\\(|@import|https?:", RegexOptions.IgnoreCase)]
    private static partial Regex ForeignResource();

    [GeneratedRegex("<svg.*?</svg>", RegexOptions.Singleline)]
    private static partial Regex Chart();
}
