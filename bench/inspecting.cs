#:project ../src/Gyo/Gyo.csproj
#:package System.CommandLine
#:property PublishAot=false
#:property ConcurrentGarbageCollection=false
#:property AssemblyName=inspecting

// How long an inspection of a large gallery takes, step by step, and then its map:
//
//     dotnet run -c Release bench/inspecting.cs -- [--count 100000] [--characters 1000] [--noise 0.05] [--copies 3000] [--map]
//
// A gallery of made-up vectors about as many centres as there are characters, a share of them shown as another, and of made-up looks, some of them
// mirrored or brightened copies of others. No files: what is measured is what comes after embedding. Processor time tells what a quiet machine
// would take where others are at work.

using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Gyo;
using Gyo.Collections;
using Gyo.Embedding;
using Gyo.Imaging;

const int Dimension = 128;
Option<int> countOption = new("--count") { DefaultValueFactory = _ => 100_000 };
Option<int> charactersOption = new("--characters") { DefaultValueFactory = _ => 1000 };
Option<double> noiseOption = new("--noise") { DefaultValueFactory = _ => 0.05 };
Option<int> copiesOption = new("--copies") { DefaultValueFactory = _ => 3000 };
Option<bool> mapOption = new("--map") { Description = "Make the map, too." };
var command = new RootCommand("Times the inspection of a gallery.") { countOption, charactersOption, noiseOption, copiesOption, mapOption };
command.SetAction(parsed =>
{
    string directory = Directory.CreateTempSubdirectory("gyo-inspecting").FullName;
    try
    {
        Gallery.OpenOrCreate(directory, BaseModel.Create()).Dispose();
        Fill(directory, parsed.GetValue(countOption), parsed.GetValue(charactersOption), parsed.GetValue(noiseOption), parsed.GetValue(copiesOption));
        using Gallery gallery = Time("open, with its index made", () => Gallery.Open(directory));
        Steps steps = new();
        IReadOnlyList<Finding> findings = Time("inspect", () => gallery.Inspect(steps));
        Console.WriteLine($"    of that: {steps}");
        Console.WriteLine($"    found: {string.Join(", ", findings.CountBy(f => f.Kind).Select(k => $"{k.Value} {k.Key}"))}");
        if (parsed.GetValue(mapOption))
        {
            Time("map", () => gallery.Map().Ids.Length);
        }
    }
    finally
    {
        Directory.Delete(directory, recursive: true);
    }
});
return command.Parse(args).Invoke();

static T Time<T>(string what, Func<T> work)
{
    TimeSpan busy = Process.GetCurrentProcess().TotalProcessorTime;
    long start = Stopwatch.GetTimestamp();
    T result = work();
    double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
    double processor = (Process.GetCurrentProcess().TotalProcessorTime - busy).TotalSeconds;
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: {seconds:f1} s, {processor:f1} s of processor time"));
    return result;
}

static void Fill(string directory, int count, int characters, double noise, int copies)
{
    Random random = new(1);
    float[][] centres = [.. Enumerable.Range(0, characters).Select(_ => Gaussian(random, 1))];
    using var store = GalleryStore.Open(directory);
    store.Transaction(() =>
    {
        StoredFolder folder = store.Folder("/nowhere");
        (float[] Vector, byte[] Square, int Character) last = ([], [], 0);
        for (int i = 0; i < count; i++)
        {
            bool isCopy = i > 0 && (long)i * copies / count != (long)(i - 1) * copies / count;
            (float[] vector, byte[] square, int character) = isCopy
                ? (Unit([.. last.Vector.Zip(Gaussian(random, 0.02), (a, b) => a + b)]), Edited(last.Square, random.Next(2) == 0), last.Character)
                : (Unit([.. centres[i % characters].Zip(Gaussian(random, 0.8), (a, b) => a + b)]), Drawn(random), i % characters);
            last = (vector, square, character);
            int shown = random.NextDouble() < noise ? random.Next(characters) : character;
            string sha256 = i.ToString("x64", CultureInfo.InvariantCulture);
            long id = store.Add(folder, new ImageFile($"c{shown:d5}/{i}.jpg", $"c{shown:d5}", 1000, DateTime.UnixEpoch.AddMinutes(i)), sha256, problem: null);
            store.SetVector(id, store.ModelId, vector);
            store.SetLook(sha256, new PictureContent(640, 480, PictureFingerprint.Of(new RgbImage(Look.Side, Look.Side, square)).ToBytes()));
        }
    });
}

// Coarse noise, each cell shaded into the next.
static byte[] Drawn(Random random)
{
    float[] cells = [.. Enumerable.Range(0, (Look.Cells + 1) * (Look.Cells + 1)).Select(_ => random.Next(256))];
    byte[] square = new byte[Look.Side * Look.Side * RgbImage.Channels];
    for (int y = 0; y < Look.Side; y++)
    {
        for (int x = 0; x < Look.Side; x++)
        {
            (int cx, float fx) = (x * Look.Cells / Look.Side, (float)(x * Look.Cells % Look.Side) / Look.Side);
            (int cy, float fy) = (y * Look.Cells / Look.Side, (float)(y * Look.Cells % Look.Side) / Look.Side);
            float top = cells[cy * (Look.Cells + 1) + cx] * (1 - fx) + cells[cy * (Look.Cells + 1) + cx + 1] * fx;
            float bottom = cells[(cy + 1) * (Look.Cells + 1) + cx] * (1 - fx) + cells[(cy + 1) * (Look.Cells + 1) + cx + 1] * fx;
            square.AsSpan((y * Look.Side + x) * RgbImage.Channels, RgbImage.Channels).Fill((byte)(top * (1 - fy) + bottom * fy));
        }
    }

    return square;
}

static byte[] Edited(byte[] square, bool mirror)
{
    byte[] edited = new byte[square.Length];
    for (int pixel = 0; pixel < Look.Side * Look.Side; pixel++)
    {
        int from = mirror ? pixel / Look.Side * Look.Side + Look.Side - 1 - pixel % Look.Side : pixel;
        edited.AsSpan(pixel * RgbImage.Channels, RgbImage.Channels).Fill(mirror ? square[from * RgbImage.Channels] : (byte)Math.Min(255, square[from * RgbImage.Channels] * 1.2));
    }

    return edited;
}

static float[] Unit(float[] vector)
{
    float norm = MathF.Sqrt(vector.Sum(x => x * x));
    return [.. vector.Select(x => x / norm)];
}

static float[] Gaussian(Random random, double deviation) => [.. Enumerable.Range(0, Dimension)
    .Select(_ => (float)(deviation * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble())))];

internal static class Look
{
    public const int Side = 64;
    public const int Cells = 6;
}

/// <summary>How long each step took.</summary>
internal sealed class Steps : IProgress<InspectionProgress>
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, double> _seconds = [];
    private readonly List<string> _order = [];
    private long _last = Stopwatch.GetTimestamp();

    public void Report(InspectionProgress value)
    {
        lock (_gate)
        {
            if (!_seconds.ContainsKey(value.Step))
            {
                _order.Add(value.Step);
            }

            _seconds[value.Step] = _seconds.GetValueOrDefault(value.Step) + Stopwatch.GetElapsedTime(_last).TotalSeconds;
            _last = Stopwatch.GetTimestamp();
        }
    }

    public override string ToString() => string.Join(", ", _order.Select(s => string.Create(CultureInfo.InvariantCulture, $"{s} {_seconds[s]:f1} s")));
}
