#:project ../../src/Gyo/Gyo.csproj
#:property PublishAot=false
#:property AssemblyName=peers-gyo

// Gyo's driver: builds an index of a vector file on all cores, then answers "measure" requests on one thread.
// The protocol is described in README.md.
//
//     gyo VECTORS DIMENSION QUERIES K

using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using Gyo.Indexing;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
int dimension = int.Parse(args[1]), queryCount = int.Parse(args[2]), k = int.Parse(args[3]);
float[] vectors = ReadVectors(args[0]);
int count = vectors.Length / dimension - queryCount;
ReadOnlyMemory<float> queries = vectors.AsMemory(count * dimension);

long start = Stopwatch.GetTimestamp();
FlatIndex index = Build(vectors.AsMemory(0, count * dimension), dimension);
double buildSeconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
var nearest = new Neighbour[k];
int[] found = new int[queryCount * k];
WarmUp();
Tell(new { buildSeconds, bytesPerVector = (double)dimension * sizeof(float) + sizeof(long) });

while (Console.ReadLine()?.Split(' ') is ["measure", string ef, string seconds, string answers])
{
    List<double> passes = [];
    Pass(int.Parse(ef));
    while (passes.Sum() < double.Parse(seconds))
    {
        passes.Add(Pass(int.Parse(ef)));
    }

    File.WriteAllBytes(answers, MemoryMarshal.AsBytes<int>(found));
    Tell(new { passes });
}

static float[] ReadVectors(string path)
{
    using FileStream file = File.OpenRead(path);
    float[] vectors = new float[file.Length / sizeof(float)];
    for (int row = 0; row < vectors.Length;)
    {
        Span<float> part = vectors.AsSpan(row, Math.Min(1 << 24, vectors.Length - row));
        file.ReadExactly(MemoryMarshal.AsBytes(part));
        row += part.Length;
    }

    return vectors;
}

static FlatIndex Build(ReadOnlyMemory<float> rows, int dimension)
{
    int count = rows.Length / dimension;
    var index = new FlatIndex(dimension, count);
    for (int i = 0; i < count; i++)
    {
        index.Add(i, rows.Span.Slice(i * dimension, dimension));
    }

    return index;
}

// Until the runtime has compiled everything that a search runs through with what it learnt from the first ones.
void WarmUp()
{
    for (int round = 0; round < 5; round++)
    {
        Pass(ef: 64);
        Thread.Sleep(200); // compiling begins 100 ms after the last new method
    }
}

// One pass over the queries; returns its seconds.
double Pass(int ef)
{
    _ = ef;
    long passStart = Stopwatch.GetTimestamp();
    for (int q = 0; q < queryCount; q++)
    {
        int n = index.Search(queries.Span.Slice(q * dimension, dimension), nearest);
        for (int i = 0; i < k; i++)
        {
            found[q * k + i] = i < n ? (int)nearest[i].Id : -1;
        }
    }

    return Stopwatch.GetElapsedTime(passStart).TotalSeconds;
}

static void Tell(object message) => Console.Out.WriteLine(JsonSerializer.Serialize(message));
