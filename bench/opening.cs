#:project ../src/Gyo/Gyo.csproj
#:package System.CommandLine
#:property PublishAot=false
#:property ConcurrentGarbageCollection=false
#:property AssemblyName=opening

// How long an index in a file takes to open, and then to answer for the first time and warm:
//
//     dotnet run -c Release bench/opening.cs -- FILE
//
// FILE is a gallery's index.gyo of more than 10,000 pictures, or what HnswIndex.Save wrote. One process opens it once: run it several times.

using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Gyo.Indexing;

Argument<string> file = new("FILE") { Description = "An index." };
var command = new RootCommand("Measures opening an index.") { file };
command.SetAction(parsed => Measure(parsed.GetRequiredValue(file)));
return command.Parse(args).Invoke();

static void Measure(string file)
{
    const int Warm = 1000;
    long start = Stopwatch.GetTimestamp();
    using HnswIndex index = HnswIndex.Open(file);
    double open = Stopwatch.GetElapsedTime(start).TotalMilliseconds;

    Random random = new(1);
    Neighbour[] nearest = new Neighbour[10];
    start = Stopwatch.GetTimestamp();
    index.Search(Query(random, index.Dimension), nearest);
    double first = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    float[][] queries = [.. Enumerable.Range(0, Warm).Select(_ => Query(random, index.Dimension))];
    start = Stopwatch.GetTimestamp();
    Array.ForEach(queries, query => index.Search(query, nearest));
    double warm = Stopwatch.GetElapsedTime(start).TotalMilliseconds / Warm;

    Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"{index.Count} vectors of {index.Dimension}: opened in {open:F1} ms, first answer {first:F1} ms later, then {warm:F3} ms each"));
}

static float[] Query(Random random, int dimension)
{
    float[] query = [.. Enumerable.Range(0, dimension).Select(_ => random.NextSingle() - 0.5f)];
    float norm = MathF.Sqrt(query.Sum(v => v * v));
    return [.. query.Select(v => v / norm)];
}
