using System.Globalization;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace Gyo.Benchmarks.Measuring;

/// <summary>A benchmark's rate as a share of the best probe's in its class: how near the machine's own limit it is.</summary>
internal sealed class ShareColumn() : WorkColumn("Of the machine", "Median rate over that of the class's best probe", w => w.Probe)
{
    public override string GetValue(Summary summary, BenchmarkCase benchmarkCase) =>
        (Share(summary, benchmarkCase, w => w.Bytes) ?? Share(summary, benchmarkCase, w => w.Flops)) is { } share
            ? share.ToString("0.00", CultureInfo.InvariantCulture)
            : "";

    private static double? Share(Summary summary, BenchmarkCase benchmark, Func<WorkAttribute, double> work)
    {
        double? best = summary.BenchmarksCases
            .Where(b => b.Descriptor.Type == benchmark.Descriptor.Type && WorkAttribute.Of(b)?.Probe == true)
            .Max(b => Rate(summary, b, work));
        return Rate(summary, benchmark, work) / best;
    }
}
