using System.Text.Json;
using System.Text.Json.Nodes;
using Gyo.Evaluation;

namespace Gyo.Tests.Evaluation;

public sealed class EvaluationJsonTests
{
    [Fact]
    public void EvaluationReport_Serialized_HasTheFieldsOfTheContract()
    {
        JsonNode json = JsonNode.Parse(JsonSerializer.Serialize(Reports.TwoRuns(), EvaluationJson.Default.EvaluationReport))!;

        Assert.Equal(
            ["folder", "recipe", "model", "seed", "split", "seen", "unseen", "all", "openSet", "calibration", "trainSeconds", "embedImagesPerSecond", "runs"],
            Names(json));
        string[] figures =
        [
            "top1", "top1Interval", "top5", "top5Interval", "top10", "top10Interval",
            "mapAtR", "mapAtRInterval", "mrr", "mrrInterval", "queries",
        ];
        Assert.All(["seen", "unseen", "all"], block => Assert.Equal(figures, Names(json[block]!)));
        Assert.Equal(
            [
                "auroc", "aurocInterval", "fprAt95Tpr", "fprAt95TprInterval", "identifiedAt5Fpr", "identifiedAt5FprInterval",
                "identified", "identifiedInterval", "falseAccepts", "falseAcceptsInterval",
            ],
            Names(json["openSet"]!));
        Assert.Equal(["expectedError", "expectedErrorInterval"], Names(json["calibration"]!));
        Assert.Equal(
            ["seed", "split", "seen", "unseen", "all", "openSet", "calibration", "trainSeconds", "embedImagesPerSecond"],
            Names(json["runs"]![0]!));
        Assert.Equal(2, json["seen"]!["top1Interval"]!.AsArray().Count);
    }

    [Fact]
    public void EvaluationReport_TwoRuns_HoldsTheirMeans()
    {
        EvaluationReport report = Reports.TwoRuns();

        Assert.Equal(report.Runs.Average(r => r.Seen!.Top1), report.Seen!.Top1);
        Assert.Equal(report.Runs.Average(r => r.OpenSet!.Auroc), report.OpenSet!.Auroc);
        Assert.Equal(report.Runs.Sum(r => r.All!.Queries), report.All!.Queries);
        Assert.Equal(11, report.TrainSeconds);
        Assert.InRange(report.Seen.Top1, report.Seen.Top1Interval.Low, report.Seen.Top1Interval.High);
    }

    [Fact]
    public void EvaluationReport_ReadBack_IsWrittenTheSame()
    {
        string json = JsonSerializer.Serialize(Reports.TwoRuns(), EvaluationJson.Default.EvaluationReport);

        EvaluationReport report = JsonSerializer.Deserialize(json, EvaluationJson.Default.EvaluationReport)!;

        Assert.Equal(json, JsonSerializer.Serialize(report, EvaluationJson.Default.EvaluationReport));
    }

    [Fact]
    public void CrossReport_Serialized_HasTheFieldsOfTheContract()
    {
        JsonNode json = JsonNode.Parse(JsonSerializer.Serialize(Reports.Cross(), EvaluationJson.Default.CrossReport))!;

        Assert.Equal(["galleryFolder", "queryFolder", "model", "counts", "cross", "openSet", "calibration", "embedImagesPerSecond"], Names(json));
    }

    [Theory]
    [InlineData("[1]")]
    [InlineData("[1, 2, 3]")]
    [InlineData("[\"a\", 2]")]
    [InlineData("1")]
    public void Interval_Malformed_Throws(string json) =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Interval>(json));

    private static IEnumerable<string> Names(JsonNode node) => node.AsObject().Select(p => p.Key);
}
