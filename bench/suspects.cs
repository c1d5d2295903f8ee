#:project ../src/Gyo/Gyo.csproj
#:package System.CommandLine
#:property PublishAot=false
#:property ConcurrentGarbageCollection=false
#:property AssemblyName=suspects

// How long the search for wrong labels, characters alike and split characters takes:
//
//     dotnet run -c Release bench/suspects.cs -- [--count 100000] [--dimension 128] [--characters 1000] [--noise 0.05]
//
// Of made-up unit vectors about as many centres as there are characters, a share of them shown as another. Busy: processor time of all cores,
// which tells what a quiet machine would take where others are at work.

using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Gyo.Curation;

Option<int> countOption = new("--count") { DefaultValueFactory = _ => 100_000 };
Option<int> dimensionOption = new("--dimension") { DefaultValueFactory = _ => 128 };
Option<int> charactersOption = new("--characters") { DefaultValueFactory = _ => 1000 };
Option<double> noiseOption = new("--noise") { DefaultValueFactory = _ => 0.05 };
var command = new RootCommand("Times the search for wrong labels.") { countOption, dimensionOption, charactersOption, noiseOption };
command.SetAction(parsed =>
{
    int count = parsed.GetValue(countOption);
    int dimension = parsed.GetValue(dimensionOption);
    int characters = parsed.GetValue(charactersOption);
    Random random = new(1);
    float[][] centres = [.. Enumerable.Range(0, characters).Select(_ => Gaussian(random, dimension, 1))];
    int[] truth = [.. Enumerable.Range(0, count).Select(i => i % characters)];
    float[][] vectors = [.. truth.Select(c => Unit([.. centres[c].Zip(Gaussian(random, dimension, 0.8), (a, b) => a + b)]))];
    string[] labels = [.. truth.Select(c => $"{(random.NextDouble() < parsed.GetValue(noiseOption) ? random.Next(characters) : c):d5}")];
    long[] ids = [.. Enumerable.Range(0, count).Select(i => (long)i)];
    Time("suspects", () => LabelSuspects.Find(dimension, ids, labels, i => vectors[i]).Count);
    Time("alike", () => AlikeCharacters.Find(dimension, ids, labels, i => vectors[i]).Count);
    Time("split", () => SplitCharacters.Find(dimension, ids, labels, i => vectors[i]).Count);
});
return command.Parse(args).Invoke();

static void Time(string what, Func<int> work)
{
    TimeSpan busy = Process.GetCurrentProcess().TotalProcessorTime;
    long start = Stopwatch.GetTimestamp();
    int found = work();
    double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
    double processor = (Process.GetCurrentProcess().TotalProcessorTime - busy).TotalSeconds;
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: {found} found in {seconds:f1} s, {processor:f1} s of processor time"));
}

static float[] Unit(float[] vector)
{
    float norm = MathF.Sqrt(vector.Sum(x => x * x));
    return [.. vector.Select(x => x / norm)];
}

static float[] Gaussian(Random random, int dimension, double deviation) => [.. Enumerable.Range(0, dimension)
    .Select(_ => (float)(deviation * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble())))];
