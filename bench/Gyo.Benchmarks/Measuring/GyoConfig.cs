using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Exporters.Json;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Perfolizer.Horology;

namespace Gyo.Benchmarks.Measuring;

/// <summary>How everything here is measured: in one process, so that a probe of the machine and the work compared with it share their run.</summary>
internal sealed class GyoConfig : ManualConfig
{
    public GyoConfig()
    {
        ArtifactsPath = Path.Combine(Path.GetTempPath(), "gyo-benchmarks");
        AddJob(Job.Default
            .WithToolchain(InProcessEmitToolchain.Instance)
            .WithWarmupCount(5)
            .WithIterationCount(15)
            .WithIterationTime(TimeInterval.FromMilliseconds(250))); // some 5 s a benchmark; the spread stands in the table
        AddLogger(ConsoleLogger.Default);
        AddDiagnoser(MemoryDiagnoser.Default);
        AddColumnProvider(DefaultColumnProviders.Descriptor, DefaultColumnProviders.Params, DefaultColumnProviders.Metrics);
        AddColumn(StatisticColumn.Median, StatisticColumn.Min, StatisticColumn.StdDev);
        AddColumn(new RateColumn("GB/s", w => w.Bytes), new RateColumn("GFLOP/s", w => w.Flops), new ShareColumn());
        AddExporter(MarkdownExporter.GitHub, JsonExporter.Brief);
        WithSummaryStyle(SummaryStyle.Default.WithMaxParameterColumnWidth(40));
        WithOptions(ConfigOptions.DisableLogFile);
    }
}
