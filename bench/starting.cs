#:package System.CommandLine
#:property PublishAot=false
#:property AssemblyName=starting

// How long a question takes as a process of its own, from its start to its end:
//
//     dotnet build src/Gyo.Cli -c Release
//     dotnet run -c Release bench/starting.cs -- PICTURE --gallery DIR [--program src/Gyo.Cli/bin/Release/net10.0/Gyo.Cli.dll …]
//
// Several programs (builds of other commits, say) are asked in turn, so that whatever else the machine does meets them all. Prints each one's
// median, shortest and longest after one run that does not count: the files are then in memory.

using System.CommandLine;
using System.Diagnostics;
using System.Globalization;

Argument<string> picture = new("PICTURE") { Description = "The picture that is asked." };
Option<string> gallery = new("--gallery") { Description = "The gallery that is asked.", Required = true };
Option<string[]> programs = new("--program")
{
    Description = "Gyo.Cli.dll of a build.",
    DefaultValueFactory = _ => ["src/Gyo.Cli/bin/Release/net10.0/Gyo.Cli.dll"],
};
Option<int> runs = new("--runs") { Description = "Runs of each that count.", DefaultValueFactory = _ => 20 };
var command = new RootCommand("Measures gyo search as a process.") { picture, gallery, programs, runs };
command.SetAction(parsed =>
{
    string[] asked = parsed.GetRequiredValue(programs);
    double[][] milliseconds = [.. asked.Select(_ => new double[parsed.GetValue(runs) + 1])];
    for (int run = 0; run <= parsed.GetValue(runs); run++)
    {
        for (int i = 0; i < asked.Length; i++)
        {
            milliseconds[i][run] = Ask(asked[i], parsed.GetRequiredValue(picture), parsed.GetRequiredValue(gallery));
        }
    }

    for (int i = 0; i < asked.Length; i++)
    {
        double[] counted = [.. milliseconds[i].Skip(1).Order()];
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"median {counted[counted.Length / 2]:f0} ms, {counted[0]:f0} to {counted[^1]:f0} ms: {asked[i]}"));
    }
});
return command.Parse(args).Invoke();

static double Ask(string program, string picture, string gallery)
{
    ProcessStartInfo start = new("dotnet", [program, "search", picture, "--gallery", gallery]) { RedirectStandardOutput = true };
    long began = Stopwatch.GetTimestamp();
    using Process process = Process.Start(start)!;
    process.StandardOutput.ReadToEnd();
    process.WaitForExit();
    double milliseconds = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
    return process.ExitCode == 0 ? milliseconds : throw new InvalidOperationException($"{program} ended with code {process.ExitCode}.");
}
