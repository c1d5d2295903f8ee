#:project ../src/Gyo.Web/Gyo.Web.csproj
#:package System.CommandLine
#:property PublishAot=false
#:property ConcurrentGarbageCollection=false
#:property AssemblyName=mapping

// How long a map takes, and what of the neighbourhood is left in two dimensions:
//
//     dotnet run -c Release bench/mapping.cs -- [--count 100000] [--dimension 128] [--runs 3] [--out FILE.html --pictures FOLDER]
//     dotnet run -c Release bench/mapping.cs -- --gallery DIR [--runs 3]
//
// Without a gallery, of made-up unit vectors in clusters of 40. A gallery's map.gyo is deleted before each run, and made again.
// With --out the map of made-up vectors is written as `gyo map` does, with the pictures of a folder again and again as small ones.
// Kept: the share of a picture's 15 nearest that are among its 15 nearest on the map. Trustworthiness: Venna and Kaski 2001; 1 when no stranger
// is among the map's 15 nearest. Same character: the share of the 15 nearest that show the same one, by vector and on the map.

using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Gyo;
using Gyo.Curation;
using Gyo.Indexing;
using Gyo.Web.Mapping;

const int K = 15;
const int Samples = 300;
Option<string?> galleryOption = new("--gallery") { Description = "A gallery's directory." };
Option<int> countOption = new("--count") { DefaultValueFactory = _ => 100_000 };
Option<int> dimensionOption = new("--dimension") { DefaultValueFactory = _ => 128 };
Option<int> runsOption = new("--runs") { DefaultValueFactory = _ => 3 };
Option<string?> outOption = new("--out") { Description = "An HTML file." };
Option<string?> picturesOption = new("--pictures") { Description = "Pictures at any depth." };
var command = new RootCommand("Measures maps.") { galleryOption, countOption, dimensionOption, runsOption, outOption, picturesOption };
command.SetAction(parsed =>
{
    for (int run = 1; run <= parsed.GetValue(runsOption); run++)
    {
        if (parsed.GetValue(galleryOption) is { } directory)
        {
            OfGallery(directory);
        }
        else
        {
            OfMixture(parsed.GetValue(countOption), parsed.GetValue(dimensionOption), run, parsed.GetValue(outOption), parsed.GetValue(picturesOption));
        }
    }
});
return command.Parse(args).Invoke();

static void OfGallery(string directory)
{
    File.Delete(Path.Combine(directory, "map.gyo"));
    using Gallery gallery = Gallery.Open(directory);
    long start = Stopwatch.GetTimestamp();
    GalleryMap map = gallery.Map();
    double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
    long[] ids = map.Ids.ToArray();
    Report(seconds, map.Places.ToArray(), map.Characters.ToArray(), i =>
    {
        SearchAnswer answer = gallery.Search(new Query(QueryPicture.InGallery(ids[i])), new SearchOptions { Pictures = ids.Length });
        return [.. answer.Pictures.Select(p => Array.BinarySearch(ids, p.Id)).Where(j => j != i)];
    });
}

static void OfMixture(int count, int dimension, int seed, string? output, string? folder)
{
    const int ClusterSize = 40;
    var random = new Random(seed);
    float[][] centres = [.. Enumerable.Range(0, Math.Max(1, count / ClusterSize)).Select(_ => Gaussian(random, dimension, 1))];
    int[] clusters = [.. Enumerable.Range(0, count).Select(_ => random.Next(centres.Length))];
    float[] vectors = [.. clusters.SelectMany(c => Unit([.. centres[c].Zip(Gaussian(random, dimension, 0.6), (a, b) => a + b)]))];
    long[] ids = [.. Enumerable.Range(0, count).Select(i => (long)i)];
    long start = Stopwatch.GetTimestamp();
    using HnswIndex index = HnswIndex.Build(dimension, ids, vectors);
    double building = Stopwatch.GetElapsedTime(start).TotalSeconds;
    TimeSpan busy = Process.GetCurrentProcess().TotalProcessorTime;
    start = Stopwatch.GetTimestamp();
    double neighbours = 0;
    float[] places = EmbeddingMap.Compute(index, ids, vectors, options: null, new Watch(done => neighbours = done <= 0.4 ? Stopwatch.GetElapsedTime(start).TotalSeconds : neighbours));
    double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
    double cores = (Process.GetCurrentProcess().TotalProcessorTime - busy).TotalSeconds / seconds;
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"{count} x {dimension}: index {building:f1} s beforehand; neighbours {neighbours:f1} s, map {seconds:f1} s with them; {cores:f2} cores busy"));
    if (output is not null)
    {
        string[] files = folder is null ? [] : Directory.GetFiles(folder, "*.jpg", SearchOption.AllDirectories);
        GalleryMap map = new(ids, places, clusters, [.. centres.Select((_, c) => $"c{c:0000}")]);
        start = Stopwatch.GetTimestamp();
        using (FileStream file = File.Create(output))
        {
            MapFile.Write(file, map, "made up", id => files.Length == 0 ? $"{id}.jpg" : files[id % files.Length]);
        }

        double writing = Stopwatch.GetElapsedTime(start).TotalSeconds;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"file of {new FileInfo(output).Length / 1e6:f1} MB written in {writing:f1} s; {seconds + writing:f1} s with the map"));
    }

    using FlatIndex exact = new(dimension, count);
    for (int i = 0; i < count; i++)
    {
        exact.Add(i, vectors.AsSpan(i * dimension, dimension));
    }

    Report(seconds, places, clusters, i =>
    {
        Neighbour[] all = new Neighbour[count];
        exact.Search(vectors.AsSpan(i * dimension, dimension), all);
        return [.. all.Select(n => (int)n.Id).Where(j => j != i)];
    });
}

static void Report(double seconds, float[] places, int[] characters, Func<int, int[]> byVector)
{
    int count = characters.Length;
    (double kept, double intruders, double same, double sameOnMap) = (0, 0, 0, 0);
    int samples = Math.Min(Samples, count);
    for (int s = 0; s < samples; s++)
    {
        int i = (int)((long)s * count / samples);
        int[] order = byVector(i);
        Dictionary<int, int> rank = order.Select((j, n) => (j, n)).ToDictionary(p => p.j, p => p.n + 1);
        int[] near = [.. Enumerable.Range(0, count).Where(j => j != i).OrderBy(j => Square(places, i, j)).Take(K)];
        kept += (double)near.Intersect(order.Take(K)).Count() / K / samples;
        intruders += near.Sum(j => Math.Max(0, rank.GetValueOrDefault(j, count) - K));
        same += (double)order.Take(K).Count(j => characters[j] == characters[i]) / K / samples;
        sameOnMap += (double)near.Count(j => characters[j] == characters[i]) / K / samples;
    }

    double trust = 1 - 2.0 / (samples * (double)K * (2.0 * count - 3 * K - 1)) * intruders;
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"{count} pictures in {seconds:f2} s: trustworthiness {trust:f3}, kept {kept:f3}, same character {sameOnMap:f3} on the map, {same:f3} by vector"));
}

static double Square(float[] places, int i, int j) =>
    Math.Pow(places[2 * i] - places[2 * j], 2) + Math.Pow(places[2 * i + 1] - places[2 * j + 1], 2);

static float[] Unit(float[] vector)
{
    float norm = MathF.Sqrt(vector.Sum(x => x * x));
    return [.. vector.Select(x => x / norm)];
}

static float[] Gaussian(Random random, int dimension, double deviation) => [.. Enumerable.Range(0, dimension)
    .Select(_ => (float)(deviation * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble())))];

internal sealed class Watch(Action<double> seen) : IProgress<double>
{
    public void Report(double value) => seen(value);
}
