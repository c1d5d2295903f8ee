using Gyo.Evaluation;
using Spectre.Console;

namespace Gyo.Cli;

/// <summary>Evaluations as tables for a person.</summary>
internal static class Figures
{
    public static void Print(EvaluationReport report)
    {
        Print(("seen", report.Seen), ("unseen", report.Unseen), ("all", report.All));
        PrintOpenSet(report.OpenSet, report.Calibration);
        Console.Out.WriteLine(
            $"{report.Runs.Count} run(s), {report.Split.NearCopies} near-copies dropped in the first"
            + (report.TrainSeconds is { } train ? $", {train:f0} s training each" : "")
            + (report.EmbedImagesPerSecond is { } speed ? $", {speed:f0} images/s embedded" : "") + ".");
    }

    public static void Print(CrossReport report)
    {
        Print(("cross", report.Cross));
        PrintOpenSet(report.OpenSet, report.Calibration);
    }

    /// <summary>The figures of a model on the pictures held back from its training.</summary>
    public static void Print(RunResult result)
    {
        if (result.Seen is null)
        {
            Console.Out.WriteLine("No character has ten pictures, so none were held back: the model was not measured and never answers \"unknown\".");
            return;
        }

        Print(("held back", result.Seen));
    }

    /// <summary>A table of blocks of figures; those that are null are left out.</summary>
    public static void Print(params (string Name, RetrievalFigures? Figures)[] blocks)
    {
        Table table = new Table().Border(TableBorder.Rounded).AddColumns("", "top-1", "top-5", "top-10", "MAP@R", "MRR", "queries");
        foreach ((string name, RetrievalFigures? figures) in blocks)
        {
            if (figures is not null)
            {
                table.AddRow(
                    name,
                    Rate(figures.Top1, figures.Top1Interval),
                    Rate(figures.Top5, figures.Top5Interval),
                    Rate(figures.Top10, figures.Top10Interval),
                    Rate(figures.MapAtR, figures.MapAtRInterval),
                    Rate(figures.Mrr, figures.MrrInterval),
                    $"{figures.Queries}");
            }
        }

        Terminal.Out.Write(table);
    }

    private static void PrintOpenSet(OpenSetFigures? figures, CalibrationFigures? calibration)
    {
        if (figures is not null)
        {
            Console.Out.WriteLine(
                $"Known against unknown: AUROC {figures.Auroc:f3}, false accepts at 95 % true accepts {figures.FprAt95Tpr:f3}, "
                + $"identified at 5 % false accepts {figures.IdentifiedAt5Fpr:f3}.");
            Console.Out.WriteLine($"As the gallery itself decides: {figures.Identified:f3} identified, {figures.FalseAccepts:f3} of the unknown accepted.");
        }

        if (calibration is not null)
        {
            Console.Out.WriteLine(
                $"Expected calibration error {calibration.ExpectedError:f3} ({calibration.ExpectedErrorInterval.Low:f2}–{calibration.ExpectedErrorInterval.High:f2}).");
        }
    }

    /// <summary>The figure, and below it its interval: side by side they would not fit a narrow terminal.</summary>
    private static string Rate(double value, Interval interval) => $"{value:f3}\n[grey]{interval.Low:f2}–{interval.High:f2}[/]";
}
