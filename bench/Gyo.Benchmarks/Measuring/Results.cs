using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Text.RegularExpressions;
using BenchmarkDotNet.Reports;

namespace Gyo.Benchmarks.Measuring;

/// <summary>Where the tables are kept: <c>bench/results/(cpu)</c>, one Markdown and one JSON file of each class of benchmarks.</summary>
internal static partial class Results
{
    /// <summary>Copies what a run exported to the repository.</summary>
    public static void Keep(Summary summary)
    {
        string folder = Path.Combine(Root(), CpuName(summary.HostEnvironmentInfo.Cpu.Value?.ProcessorName ?? "unknown"));
        Directory.CreateDirectory(folder);
        foreach (Type type in summary.BenchmarksCases.Select(b => b.Descriptor.Type).Distinct())
        {
            string exported = Path.Combine(summary.ResultsDirectoryPath, type.FullName!);
            File.Copy($"{exported}-report-github.md", Path.Combine(folder, $"{type.Name}.md"), overwrite: true);
            File.Copy($"{exported}-report-brief.json", Path.Combine(folder, $"{type.Name}.json"), overwrite: true);
        }
    }

    /// <summary>The processor's name, what it can do and how much of it there is, as a folder's name.</summary>
    private static string CpuName(string processor)
    {
        string vectors = Vector512.IsHardwareAccelerated ? "512-bit" : Vector256.IsHardwareAccelerated ? "256-bit" : "128-bit";
        string name = $"{processor} {vectors} {Environment.ProcessorCount} cores";
        return NotWord().Replace(name.ToLowerInvariant(), "-").Trim('-');
    }

    private static string Root([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "results");

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex NotWord();
}
