#:project ../../src/Gyo/Gyo.csproj
#:property PublishAot=false
#:property AssemblyName=peers-gyo

// Gyo's driver: builds an index of a vector file on all cores, then answers "measure" requests on one thread.
// The protocol is described in README.md.
//
//     gyo file|memory VECTORS DIMENSION QUERIES K FOLDER
//
// file: saves the index in FOLDER and searches it there, memory-mapped, as an opened gallery does; what an answer is re-ranked by is
// left in the file and not counted. memory: searches the index as it was built, everything counted.

using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using Gyo.Indexing;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
bool inFile = args[0] == "file";
int dimension = int.Parse(args[2]), queryCount = int.Parse(args[3]), k = int.Parse(args[4]);
float[] vectors = ReadVectors(args[1]);
int count = vectors.Length / dimension - queryCount;
float[] queries = vectors[(count * dimension)..];
long[] ids = [.. Enumerable.Range(0, count).Select(i => (long)i)];

long start = Stopwatch.GetTimestamp();
HnswIndex index = HnswIndex.Build(dimension, ids, vectors.AsMemory(0, count * dimension));
double buildSeconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
double bytesPerVector = (double)(index.MemoryBytes + (inFile ? 0 : index.VectorBytes)) / count;
if (inFile)
{
    string path = Path.Combine(args[5], "gyo.index");
    index.Save(path);
    index.Dispose();
    index = HnswIndex.Open(path);
}

var nearest = new Neighbour[k];
int[] found = new int[queryCount * k];
WarmUp();
Tell(new { buildSeconds, bytesPerVector });

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
    long passStart = Stopwatch.GetTimestamp();
    for (int q = 0; q < queryCount; q++)
    {
        int n = index.Search(queries.AsSpan(q * dimension, dimension), nearest, ef);
        for (int i = 0; i < k; i++)
        {
            found[q * k + i] = i < n ? (int)nearest[i].Id : -1;
        }
    }

    return Stopwatch.GetElapsedTime(passStart).TotalSeconds;
}

static void Tell(object message) => Console.Out.WriteLine(JsonSerializer.Serialize(message));
