#:project ../../src/Gyo/Gyo.csproj
#:package System.CommandLine
#:property PublishAot=false
#:property AssemblyName=edits

// What a change to a gallery costs, with made-up vectors and no files:
//
//     dotnet run -c Release bench/web/edits.cs -- [--pictures 10000]
//
// A fiftieth of the pictures is one character's. Another thread asks all the while with a picture of the gallery.

using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Numerics.Tensors;
using Gyo;
using Gyo.Collections;
using Gyo.Embedding;

Option<int> pictures = new("--pictures") { Description = "How many.", DefaultValueFactory = _ => 10_000 };
var command = new RootCommand("Measures changes to a gallery.") { pictures };
command.SetAction(parsed => Measure(parsed.GetValue(pictures)));
return command.Parse(args).Invoke();

static void Measure(int count)
{
    const int Characters = 50;
    string directory = Directory.CreateTempSubdirectory("gyo-edits").FullName;
    try
    {
        Gallery.OpenOrCreate(directory, BaseModel.Create()).Dispose();
        Fill(directory, count, Characters);
        Gallery gallery = null!;
        Time("open without a snapshot", 1, _ => gallery = Gallery.Open(directory));
        using (gallery)
        {
            Time("search", 20, i => gallery.Search(new Query(QueryPicture.InGallery(i + 1))));
            Time("the first page", 20, _ => gallery.Pictures(PictureFilter.All, 0, 60));
            Time("a page at the end", 20, _ => gallery.Pictures(PictureFilter.All, count - 60, 60));
            Time("a page by text", 20, _ => gallery.Pictures(new PictureFilter { Text = "c7 11" }, 0, 60));
            Time("covers", 20, _ => gallery.Covers.ToString());
            Time("neighbours", 20, i => gallery.Neighbours(i + 1, 24));
            using CancellationTokenSource done = new();
            List<double> asked = [];
            var asking = Task.Run(() =>
            {
                while (!done.IsCancellationRequested)
                {
                    long start = Stopwatch.GetTimestamp();
                    gallery.Search(new Query(QueryPicture.InGallery(asked.Count % count + 1)));
                    asked.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                }
            });
            Time("move 1 picture", 20, i => gallery.Relabel([i + 1], "moved"));
            Time("move 100 pictures", 5, i => gallery.Relabel([.. Enumerable.Range(i * 100 + 100, 100).Select(n => (long)n)], "moved too"));
            Time("take out 100 pictures", 5, i => gallery.Hide([.. Enumerable.Range(i * 100 + 100, 100).Select(n => (long)n)]));
            Time("rename a character", 5, i => gallery.Rename($"c{i}", $"renamed {i}"));
            Time("undo", 15, _ => gallery.Undo());
            done.Cancel();
            asking.Wait();
            Print("search beside them", asked);
        }
    }
    finally
    {
        Directory.Delete(directory, recursive: true);
    }
}

static void Fill(string directory, int count, int characters)
{
    using var store = GalleryStore.Open(directory);
    Random random = new(1);
    float[][] centres = [.. Enumerable.Range(0, characters).Select(_ => Vector(random, null))];
    store.Transaction(() =>
    {
        StoredFolder folder = store.Folder("/nowhere");
        for (int i = 0; i < count; i++)
        {
            ImageFile file = new($"c{i % characters}/{i}.jpg", $"c{i % characters}", 1000, DateTime.UnixEpoch.AddMinutes(i));
            long id = store.Add(folder, file, i.ToString("x64", CultureInfo.InvariantCulture), problem: null);
            store.SetVector(id, store.ModelId, Vector(random, centres[i % characters]));
        }
    });
}

static float[] Vector(Random random, float[]? centre)
{
    float[] vector = [.. Enumerable.Range(0, 128).Select(d => (centre?[d] ?? 0) * 12 + random.NextSingle() + random.NextSingle() - 1)];
    TensorPrimitives.Divide(vector, TensorPrimitives.Norm<float>(vector), vector);
    return vector;
}

static void Time(string what, int times, Action<int> work)
{
    List<double> milliseconds = [];
    for (int i = 0; i < times; i++)
    {
        long start = Stopwatch.GetTimestamp();
        work(i);
        milliseconds.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
    }

    Print(what, milliseconds);
}

static void Print(string what, List<double> milliseconds)
{
    milliseconds.Sort();
    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"{what}: median {milliseconds[milliseconds.Count / 2]:f1} ms, longest {milliseconds[^1]:f1} ms, {milliseconds.Count} times"));
}
