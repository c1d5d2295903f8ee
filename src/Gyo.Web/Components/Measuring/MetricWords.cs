using System.Text.RegularExpressions;

namespace Gyo.Web.Components.Measuring;

/// <summary>The figures of a model's own evaluation, as <c>model.json</c> names them, in words.</summary>
internal static partial class MetricWords
{
    private static readonly Dictionary<string, string> Words = new()
    {
        ["trainSeconds"] = "Seconds of training",
        ["auroc"] = "Known from unknown (AUROC)",
        ["identifiedAt5Fpr"] = "Named rightly while 5 % of strangers are let in",
        ["expectedCalibrationError"] = "Confidences are off by",
        ["Top1"] = "Right at once",
        ["Top10"] = "Among the first 10",
        ["MapAtR"] = "MAP@R",
        ["Queries"] = "Pictures asked",
    };

    /// <summary>What a figure is of; its name in the file if that is not known here.</summary>
    public static string Of(string metric) => Grouped().Match(metric) is { Success: true } grouped && Words.TryGetValue(grouped.Groups[2].Value, out string? of)
        ? $"{of}, {(grouped.Groups[1].Value == "seen" ? "characters trained on" : "new characters")}"
        : Words.GetValueOrDefault(metric, metric);

    [GeneratedRegex("^(seen|unseen)(.+)$")]
    private static partial Regex Grouped();
}
