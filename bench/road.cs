#:project ../src/Gyo/Gyo.csproj
#:package System.CommandLine
#:property PublishAot=false
#:property AllowUnsafeBlocks=true
#:property ConcurrentGarbageCollection=false
#:property AssemblyName=road

// The road from a JPEG's bytes to an answer, step by step:
//
//     dotnet run -c Release bench/road.cs -- FOLDER --gallery DIR
//
// FOLDER holds JPEGs, at any depth; the gallery's own model is used. Every step is taken for every picture before the next picture, so that
// whatever else the machine does meets them all. Prints medians over the pictures after a round to warm up, and how near the fast road of
// JPEGs comes to libvips' own. Where the system has libjpeg-turbo (Debian's libturbojpeg0), its decoding alone is measured beside.

using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Gyo;
using Gyo.Embedding;
using Gyo.Imaging;
using Gyo.Imaging.Jpeg;
using NetVips;

Argument<string> folder = new("FOLDER") { Description = "JPEGs, at any depth." };
Option<string> gallery = new("--gallery") { Description = "The gallery that is asked.", Required = true };
Option<int> pictures = new("--pictures") { Description = "Pictures that count.", DefaultValueFactory = _ => 300 };
Option<int> compared = new("--compared") { Description = "Pictures whose two roads are compared.", DefaultValueFactory = _ => 500 };
var command = new RootCommand("Measures the road from bytes to an answer.") { folder, gallery, pictures, compared };
command.SetAction(parsed =>
{
    string[] paths = [.. Directory.EnumerateFiles(parsed.GetRequiredValue(folder), "*.jpg", SearchOption.AllDirectories).Order()];
    string directory = parsed.GetRequiredValue(gallery);
    string model = Directory.GetDirectories(Path.Combine(directory, "model")).Single();
    using Road road = new(Gallery.Open(directory), ModelPackage.Load(model));
    road.Measure(Spread(paths, parsed.GetValue(pictures)));
    road.Compare(Spread(paths, parsed.GetValue(compared)));
});
return command.Parse(args).Invoke();

static byte[][] Spread(string[] paths, int count)
{
    int n = Math.Min(count, paths.Length);
    return [.. Enumerable.Range(0, n).Select(i => File.ReadAllBytes(paths[(long)i * paths.Length / n]))];
}

/// <summary>Every step of the road by itself.</summary>
internal sealed class Road : IDisposable
{
    private readonly Gallery _gallery;
    private readonly OnnxEmbedder _embedder;
    private readonly PictureReader _reader;
    private readonly Preprocessing _preprocessing;
    private readonly int _views;
    private readonly OnnxRun[] _runs;
    private readonly Microsoft.ML.OnnxRuntime.InferenceSession _session;
    private readonly Microsoft.ML.OnnxRuntime.RunOptions _options = new();

    public Road(Gallery gallery, ModelPackage package)
    {
        (_gallery, _embedder, _preprocessing) = (gallery, new OnnxEmbedder(package), package.Manifest.Preprocessing);
        _reader = new PictureReader(_preprocessing);
        _views = package.Manifest.Mirror ? 2 : 1;
        _session = OnnxSession.Open(package.Onnx);
        _runs = [.. Enumerable.Range(0, _views).Select(_ => new OnnxRun(_session, _session.InputNames[0], _preprocessing.Size, _session.OutputNames[0], package.Manifest.Dimension))];
    }

    public void Measure(byte[][] files)
    {
        int side = _preprocessing.ReadSize;
        byte[] pixels = _reader.Read(files[0], "first").Pixels;
        float[] vector = new float[_embedder.Dimension];
        List<Step> steps =
        [
            new("decode as it was: libvips' thumbnail", f => Slow(f, side)),
            new("decode: PictureReader", f => _reader.Read(f, "picture")),
            new("of that, JPEG alone", f => FastJpeg.Decode(f, side, side)),
            new($"ONNX Runtime alone, {(_views == 1 ? "one view" : "two views on two threads")}", _ => RunAlone()),
            new("embed: OnnxEmbedder", _ => _embedder.Embed(pixels, vector)),
            new("bytes to answer: Gallery.Search", f => _gallery.Search(f, "picture")),
        ];
        if (TurboJpeg.IsThere)
        {
            steps.Insert(3, new("libjpeg-turbo alone, decoding at 4/8", f => TurboJpeg.Decode(f, 4)));
            steps.Insert(4, new("libjpeg-turbo alone, smallest cover", f => TurboJpeg.DecodeCovering(f, side)));
        }

        foreach (bool counts in new[] { false, true })
        {
            foreach (byte[] file in files)
            {
                steps.ForEach(s => s.Take(file, counts));
            }
        }

        Console.WriteLine($"{files.Length} JPEGs of {files.Average(f => f.Length) / 1000:f0} kB, read at {side} px; gallery of {_gallery.Count} pictures");
        Console.WriteLine($"{"",-44} {"median",8} {"tenth",8} {"p95",8} ms {"allocated",12}");
        steps.ForEach(s => Console.WriteLine(s));
    }

    /// <summary>The embeddings of the fast road against those of the slow one.</summary>
    public void Compare(byte[][] files)
    {
        int side = _preprocessing.ReadSize;
        List<float> cosines = [];
        foreach (byte[] file in files)
        {
            if (FastJpeg.Decode(file, side, side) is { } fast)
            {
                float[] one = new float[_embedder.Dimension], other = new float[_embedder.Dimension];
                _embedder.Embed(fast, one);
                _embedder.Embed(Slow(file, side), other);
                cosines.Add(TensorPrimitives.Dot<float>(one, other));
            }
        }

        cosines.Sort();
        Console.WriteLine(cosines.Count == 0
            ? "none of these pictures takes the fast road"
            : $"cosine of the two roads over {cosines.Count} of {files.Length} pictures: least {cosines[0]:f5}, median {cosines[cosines.Count / 2]:f5}");
    }

    public void Dispose()
    {
        Array.ForEach(_runs, r => r.Dispose());
        _session.Dispose();
        _options.Dispose();
        _embedder.Dispose();
        _gallery.Dispose();
    }

    private static byte[] Slow(byte[] file, int side)
    {
        using Image image = LibVips.Load(file, "picture", side, Enums.Size.Force, new DecodeOptions());
        return image.WriteToMemory<byte>();
    }

    private void RunAlone()
    {
        if (_views == 1)
        {
            _runs[0].Go(_options);
        }
        else
        {
            Parallel.For(0, _views, i => _runs[i].Go(_options));
        }
    }
}

/// <summary>A step and how long it took for each picture.</summary>
internal sealed record Step(string Name, Action<byte[]> Do)
{
    private readonly List<double> _times = [];
    private long _allocated;

    public void Take(byte[] file, bool counts)
    {
        long allocated = GC.GetTotalAllocatedBytes(precise: true);
        long start = Stopwatch.GetTimestamp();
        Do(file);
        double time = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        if (counts)
        {
            _times.Add(time);
            _allocated += GC.GetTotalAllocatedBytes(precise: true) - allocated;
        }
    }

    public override string ToString()
    {
        double[] sorted = [.. _times.Order()];
        return string.Create(CultureInfo.InvariantCulture,
            $"{Name,-44} {sorted[sorted.Length / 2],8:f3} {sorted[sorted.Length / 10],8:f3} {sorted[sorted.Length * 95 / 100],8:f3} {_allocated / sorted.Length,15:n0}");
    }
}

/// <summary>The system's libjpeg-turbo, if there is one: the fastest decoder known, to measure by.</summary>
internal static unsafe partial class TurboJpeg
{
    private const string Library = "libturbojpeg.so.0";
    private static readonly nint Decoder = NativeLibrary.TryLoad(Library, out _) ? tjInitDecompress() : 0;
    private static byte[] _pixels = [];

    public static bool IsThere => Decoder != 0;

    public static void Decode(byte[] file, int eighths)
    {
        fixed (byte* from = file)
        {
            if (tjDecompressHeader3(Decoder, from, (ulong)file.Length, out int width, out int height, out _, out _) != 0)
            {
                return;
            }

            (int across, int down) = ((width * eighths + 7) / 8, (height * eighths + 7) / 8);
            Array.Resize(ref _pixels, Math.Max(_pixels.Length, across * down * 3));
            fixed (byte* to = _pixels)
            {
                _ = tjDecompress2(Decoder, from, (ulong)file.Length, to, across, 0, down, pixelFormat: 0, flags: 0);
            }
        }
    }

    public static void DecodeCovering(byte[] file, int side)
    {
        fixed (byte* from = file)
        {
            _ = tjDecompressHeader3(Decoder, from, (ulong)file.Length, out int width, out int height, out _, out _);
            int least = Math.Min(width, height), eighths = 1;
            while (eighths < 8 && least * eighths < side * 8)
            {
                eighths++;
            }

            Decode(file, eighths);
        }
    }

    [LibraryImport(Library)]
    private static partial nint tjInitDecompress();

    [LibraryImport(Library)]
    private static partial int tjDecompressHeader3(nint decoder, byte* file, ulong length, out int width, out int height, out int subsampling, out int colours);

    [LibraryImport(Library)]
    private static partial int tjDecompress2(nint decoder, byte* file, ulong length, byte* pixels, int width, int pitch, int height, int pixelFormat, int flags);
}
