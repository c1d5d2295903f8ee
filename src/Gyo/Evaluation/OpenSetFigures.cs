namespace Gyo.Evaluation;

/// <summary>How well known characters are told from unknown ones: each figure the mean over runs, 0–1, with its 95 % bootstrap interval.
/// See <see cref="OpenSetMetrics"/>.</summary>
public sealed record OpenSetFigures
{
    /// <summary>Area under the ROC curve; 1 is perfect, ½ is chance.</summary>
    public required double Auroc { get; init; }

    /// <summary>95 % interval of <see cref="Auroc"/>.</summary>
    public required Interval AurocInterval { get; init; }

    /// <summary>Share of the unknown that is still accepted where 95 % of the known are; 0 is perfect.</summary>
    public required double FprAt95Tpr { get; init; }

    /// <summary>95 % interval of <see cref="FprAt95Tpr"/>.</summary>
    public required Interval FprAt95TprInterval { get; init; }

    /// <summary>Share of the known that is answered rightly and scores above all but 5 % of the unknown; 1 is perfect.</summary>
    public required double IdentifiedAt5Fpr { get; init; }

    /// <summary>95 % interval of <see cref="IdentifiedAt5Fpr"/>.</summary>
    public required Interval IdentifiedAt5FprInterval { get; init; }

    /// <summary>Share of the known that the gallery by itself answers rightly and does not call unknown, at the default rate of false accepts.</summary>
    public required double Identified { get; init; }

    /// <summary>95 % interval of <see cref="Identified"/>.</summary>
    public required Interval IdentifiedInterval { get; init; }

    /// <summary>Share of the unknown that the gallery by itself takes for somebody; the default rate of false accepts, 0.05, is what was promised.</summary>
    public required double FalseAccepts { get; init; }

    /// <summary>95 % interval of <see cref="FalseAccepts"/>.</summary>
    public required Interval FalseAcceptsInterval { get; init; }

    /// <summary>Measures the queries of one or more runs.</summary>
    /// <param name="runs">Each run's scores; runs without queries don't count.</param>
    /// <returns>The figures, or null if nothing was asked.</returns>
    public static OpenSetFigures? Of(IReadOnlyList<IReadOnlyList<OpenSetScores>> runs)
    {
        IReadOnlyList<OpenSetScores>[] asked = [.. runs.Where(r => r.Count > 0)];
        return asked.Length == 0 ? null : new OpenSetFigures
        {
            Auroc = asked.Average(OpenSetMetrics.Auroc),
            AurocInterval = Bootstrap.Interval(asked, OpenSetMetrics.Auroc),
            FprAt95Tpr = asked.Average(OpenSetMetrics.FprAt95Tpr),
            FprAt95TprInterval = Bootstrap.Interval(asked, OpenSetMetrics.FprAt95Tpr),
            IdentifiedAt5Fpr = asked.Average(OpenSetMetrics.IdentifiedAt5Fpr),
            IdentifiedAt5FprInterval = Bootstrap.Interval(asked, OpenSetMetrics.IdentifiedAt5Fpr),
            Identified = asked.Average(OpenSetMetrics.Identified),
            IdentifiedInterval = Bootstrap.Interval(asked, OpenSetMetrics.Identified),
            FalseAccepts = asked.Average(OpenSetMetrics.FalseAccepts),
            FalseAcceptsInterval = Bootstrap.Interval(asked, OpenSetMetrics.FalseAccepts),
        };
    }
}
