using System.Globalization;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace Gyo.Benchmarks.Measuring;

/// <summary>Work per time: the attribute's number over the median.</summary>
internal sealed class RateColumn(string name, Func<WorkAttribute, double> work) : WorkColumn(name, $"Median rate, {name}", w => work(w) > 0)
{
    public override string GetValue(Summary summary, BenchmarkCase benchmarkCase) =>
        Rate(summary, benchmarkCase, work) is { } rate ? rate.ToString("0.0", CultureInfo.InvariantCulture) : "";
}
