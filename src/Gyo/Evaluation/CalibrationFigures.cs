namespace Gyo.Evaluation;

/// <summary>How true confidences are: the mean over runs, 0–1, with its 95 % bootstrap interval. See <see cref="CalibrationMetrics"/>.</summary>
public sealed record CalibrationFigures
{
    /// <summary>Expected calibration error in 15 bins; 0 is perfect. Of n queries about 1/√n of it is chance.</summary>
    public required double ExpectedError { get; init; }

    /// <summary>95 % interval of <see cref="ExpectedError"/>.</summary>
    public required Interval ExpectedErrorInterval { get; init; }

    /// <summary>Measures the queries of one or more runs.</summary>
    /// <param name="runs">Each run's answers; runs without queries don't count.</param>
    /// <returns>The figures, or null if nothing was asked.</returns>
    public static CalibrationFigures? Of(IReadOnlyList<IReadOnlyList<QueryResult>> runs)
    {
        IReadOnlyList<QueryResult>[] asked = [.. runs.Where(r => r.Count > 0)];
        return asked.Length == 0 ? null : new CalibrationFigures
        {
            ExpectedError = asked.Average(CalibrationMetrics.ExpectedError),
            ExpectedErrorInterval = Bootstrap.Interval(asked, CalibrationMetrics.ExpectedError),
        };
    }
}
