using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace Gyo.Benchmarks.Measuring;

/// <summary>A column that comes from a benchmark's <see cref="WorkAttribute"/> and its median time.</summary>
internal abstract class WorkColumn(string name, string legend, Func<WorkAttribute, bool> counts) : IColumn
{
    public string Id => name;

    public string ColumnName => name;

    public string Legend => legend;

    public bool AlwaysShow => false;

    public ColumnCategory Category => ColumnCategory.Custom;

    public int PriorityInCategory => 0;

    public bool IsNumeric => true;

    public UnitType UnitType => UnitType.Dimensionless;

    public abstract string GetValue(Summary summary, BenchmarkCase benchmarkCase);

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase, SummaryStyle style) => GetValue(summary, benchmarkCase);

    public bool IsAvailable(Summary summary) => summary.BenchmarksCases.Any(b => WorkAttribute.Of(b) is { } work && counts(work));

    public bool IsDefault(Summary summary, BenchmarkCase benchmarkCase) => false;

    /// <summary>Billions of bytes or operations a second; null without a measurement or without such work.</summary>
    protected static double? Rate(Summary summary, BenchmarkCase benchmark, Func<WorkAttribute, double> work) =>
        WorkAttribute.Of(benchmark) is { } attribute && work(attribute) > 0 && summary[benchmark]?.ResultStatistics is { } times
            ? work(attribute) / times.Median // per nanosecond
            : null;
}
