using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using Gyo.Benchmarks.Measuring;

// dotnet run -c Release --project bench/Gyo.Benchmarks -- --filter '*'      see bench/README.md
IEnumerable<Summary> summaries = BenchmarkSwitcher.FromAssembly(typeof(Results).Assembly).Run(args, new GyoConfig());
foreach (Summary summary in summaries.Where(s => s.Reports.Any(r => r.Success)))
{
    Results.Keep(summary);
}
