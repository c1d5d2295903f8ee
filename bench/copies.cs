#:project ../src/Gyo/Gyo.csproj
#:package System.CommandLine
#:package NetVips
#:property PublishAot=false
#:property ConcurrentGarbageCollection=false
#:property AssemblyName=copies

// How well copies are told from other pictures, and how fast:
//
//     dotnet run -c Release bench/copies.cs -- FOLDER [--pairs 1000] [--seed 1] [--show FILE]
//     dotnet run -c Release bench/copies.cs -- --count 100000 [--seed 1]
//
// FOLDER holds pictures, one sub-folder per character. Of 1,000 of them an edited copy is made, of one of twelve kinds in turn, and 1,000 pairs of
// different pictures of one character are drawn: (1) each pair is judged alone; (2) all pictures of the folder and the copies are looked through
// together. A further 200 copies with five edits at once are counted apart. Real copies among the folder's own pictures count as mistakes;
// --show writes the pairs of files that were called copies, to be looked at.
// Without a folder: the time for made-up vectors in clusters of 40 and made-up figures, alike in a cluster; 3 % are true copies of others.

using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Gyo;
using Gyo.Curation;
using Gyo.Embedding;
using Gyo.Imaging;
using Gyo.Indexing;
using NetVips;

Argument<string?> folderArgument = new("FOLDER") { Arity = ArgumentArity.ZeroOrOne };
Option<int> countOption = new("--count") { DefaultValueFactory = _ => 100_000 };
Option<int> pairsOption = new("--pairs") { DefaultValueFactory = _ => 1000 };
Option<int> seedOption = new("--seed") { DefaultValueFactory = _ => 1 };
Option<string?> showOption = new("--show") { Description = "A file that gets the pairs called copies that were not made here." };
Option<string?> featuresOption = new("--features") { Description = "A file that gets what each pair was judged by." };
var command = new RootCommand("Measures near copies.") { folderArgument, countOption, pairsOption, seedOption, showOption, featuresOption };
command.SetAction(parsed =>
{
    if (parsed.GetValue(folderArgument) is not { } folder)
    {
        Speed.Measure(parsed.GetValue(countOption), parsed.GetValue(seedOption));
        return;
    }

    NetVips.NetVips.Concurrency = 1;
    Trial trial = new(folder, parsed.GetValue(pairsOption), parsed.GetValue(seedOption));
    trial.JudgePairs(parsed.GetValue(featuresOption), parsed.GetValue(showOption));
    trial.LookThrough(parsed.GetValue(showOption));
});
return command.Parse(args).Invoke();

internal sealed class Trial
{
    private const int Combined = 200;
    private readonly int _pairs;
    private readonly string[] _files;
    private readonly (string, string)[] _different;
    private readonly Picture[] _originals;
    private readonly Picture[] _copies;

    public Trial(string folder, int pairs, int seed)
    {
        _pairs = pairs;
        var random = new Random(seed);
        string[][] characters = [.. Directory.GetDirectories(folder).Order(StringComparer.Ordinal).Select(d => Directory.GetFiles(d).Order(StringComparer.Ordinal).ToArray())];
        _files = [.. characters.SelectMany(c => c)];
        random.Shuffle(_files);
        _different = [.. Enumerable.Range(0, pairs).Select(_ =>
        {
            string[] character = characters[random.Next(characters.Length)];
            int a = random.Next(character.Length);
            return (character[a], character[(a + 1 + random.Next(character.Length - 1)) % character.Length]);
        })];
        ModelPackage model = BaseModel.Create();
        using OnnxEmbedder embedder = new(model);
        PictureReader reader = new(model.Manifest.Preprocessing);
        Picture Of(byte[] file)
        {
            RgbImage square = reader.Read(file, "a picture");
            float[] vector = new float[embedder.Dimension];
            embedder.Embed(square.Pixels, vector);
            return new Picture(PictureFingerprint.Of(square), vector);
        }

        _originals = [.. _files.AsParallel().AsOrdered().Select(f => Of(File.ReadAllBytes(f)))];
        _copies = [.. Enumerable.Range(0, pairs + Combined).AsParallel().AsOrdered()
            .Select(i => Of(Edits.Make(KindOf(i), File.ReadAllBytes(_files[i % _files.Length]), new Random(seed * 100_000 + i))))];
    }

    private string KindOf(int i) => i < _pairs ? Edits.Kinds[i % Edits.Kinds.Length] : "all at once";

    /// <summary>Each pair alone.</summary>
    public void JudgePairs(string? features, string? show)
    {
        Dictionary<string, Picture> byFile = _files.Zip(_originals).ToDictionary(p => p.First, p => p.Second);
        bool[] caught = [.. _copies.Index().AsParallel().AsOrdered().Select(c => NearCopies.Compare(_originals[c.Index % _files.Length].Look, c.Item.Look).AreCopies)];
        string[] wrong = [.. _different.AsParallel().AsOrdered().Where(p => NearCopies.Compare(byFile[p.Item1].Look, byFile[p.Item2].Look).AreCopies).Select(p => $"{p.Item1},{p.Item2}")];
        int right = caught[.._pairs].Count(c => c);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"pairs: recall {(double)right / _pairs:f4} of {_pairs}, precision {(double)right / (right + wrong.Length):f4}: {wrong.Length} of {_different.Length} pairs of different files called copies"));
        Tell(caught);
        if (show is not null)
        {
            File.WriteAllLines($"{show}.pairs", wrong);
        }

        if (features is not null)
        {
            IEnumerable<string> rows = _copies.Index().Select(c => (KindOf(c.Index), _originals[c.Index % _files.Length], c.Item))
                .Concat(_different.Select(p => ("different", byFile[p.Item1], byFile[p.Item2])))
                .AsParallel().AsOrdered().Select(p =>
                {
                    CopyEvidence e = new CopyRegistration().Fit(p.Item2.Look, p.Item3.Look)?.Evidence ?? default;
                    return string.Create(CultureInfo.InvariantCulture, $"{p.Item1},{e.Correlation:f3},{e.EdgeCorrelation:f3},{e.BlockCorrelation:f3},{e.Overlap:f3},{e.Texture:f3}");
                });
            File.WriteAllLines(features, rows);
        }
    }

    /// <summary>All pictures together.</summary>
    public void LookThrough(string? show)
    {
        Picture[] all = [.. _originals, .. _copies];
        long[] ids = [.. Enumerable.Range(0, all.Length).Select(i => (long)i)];
        float[] vectors = [.. all.SelectMany(p => p.Vector)];
        using FlatIndex index = new(_originals[0].Vector.Length, all.Length);
        foreach (long id in ids)
        {
            index.Add(id, all[id].Vector);
        }

        CopyPicture[] pictures = [.. all.Index().Select(p => new CopyPicture(p.Index, $"{p.Index}", p.Item.Look))];
        long start = Stopwatch.GetTimestamp();
        IReadOnlyList<CopyGroup> groups = NearCopies.Find(index, pictures, vectors);
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        int Origin(long id) => id < _originals.Length ? (int)id : (int)(id - _originals.Length) % _files.Length;
        Dictionary<long, int> groupOf = groups.Index().SelectMany(g => g.Item.Members.Select(m => (m.Id, g.Index))).ToDictionary();
        bool[] caught = [.. Enumerable.Range(0, _copies.Length).Select(i => groupOf.TryGetValue(i % _files.Length, out int group) && groupOf.GetValueOrDefault(i + _originals.Length, -1) == group)];
        (long, long)[] tied = [.. groups.SelectMany(g => g.Members.Skip(1).Select(m => (g.Members[0].Id, m.Id)))];
        (long, long)[] wrong = [.. tied.Where(t => Origin(t.Item1) != Origin(t.Item2))];
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"together: {all.Length} pictures in {seconds:f1} s, {groups.Count} groups: recall {(double)caught[.._pairs].Count(c => c) / _pairs:f4}, precision {1 - (double)wrong.Length / tied.Length:f4}: {wrong.Length} of {tied.Length} ties of different files"));
        Tell(caught);
        if (show is not null)
        {
            File.WriteAllLines(show, wrong.Select(t => $"{_files[Origin(t.Item1)]},{_files[Origin(t.Item2)]}").Distinct());
        }
    }

    private void Tell(bool[] caught)
    {
        foreach (IGrouping<string, bool> kind in caught.Index().GroupBy(c => KindOf(c.Index), c => c.Item))
        {
            Console.WriteLine($"  {kind.Key,-20} {kind.Count(c => c)} of {kind.Count()}");
        }
    }

    private sealed record Picture(PictureFingerprint Look, float[] Vector);
}

internal static class Speed
{
    private const int ClusterSize = 40;
    private const int Dimension = 128;

    public static void Measure(int count, int seed)
    {
        var random = new Random(seed);
        float[][] centres = [.. Enumerable.Range(0, count / ClusterSize + 1).Select(_ => Gaussian(random, 1))];
        byte[][] figures = [.. centres.Select(_ => Figure(random))];
        PictureFingerprint[] looks = new PictureFingerprint[count];
        float[] vectors = new float[count * Dimension];
        int[] copyOf = [.. Enumerable.Range(0, count).Select(i => i > 0 && i % 33 == 0 ? i - 1 - random.Next(Math.Min(i, 30)) : i)];
        for (int i = 0; i < count; i++)
        {
            int cluster = random.Next(centres.Length);
            bool isCopy = copyOf[i] != i;
            Span<float> vector = vectors.AsSpan(i * Dimension, Dimension);
            float[] centre = isCopy ? vectors[(copyOf[i] * Dimension)..((copyOf[i] + 1) * Dimension)] : centres[cluster];
            float[] by = Gaussian(random, isCopy ? 0.02 : 0.6);
            float norm = MathF.Sqrt(centre.Zip(by, (a, b) => (a + b) * (a + b)).Sum());
            for (int d = 0; d < Dimension; d++)
            {
                vector[d] = (centre[d] + by[d]) / norm;
            }

            looks[i] = isCopy ? Edited(looks[copyOf[i]], random) : Drawn(figures[cluster], random);
        }

        long[] ids = [.. Enumerable.Range(0, count).Select(i => (long)i)];
        using HnswIndex index = HnswIndex.Build(Dimension, ids, vectors);
        CopyPicture[] pictures = [.. looks.Index().Select(p => new CopyPicture(p.Index, $"{p.Index}", PictureFingerprint.FromBytes(p.Item.ToBytes())))];
        TimeSpan busy = Process.GetCurrentProcess().TotalProcessorTime;
        long start = Stopwatch.GetTimestamp();
        IReadOnlyList<CopyGroup> groups = NearCopies.Find(index, pictures, vectors, progress: new Clock(start));
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        double cores = (Process.GetCurrentProcess().TotalProcessorTime - busy).TotalSeconds / seconds;
        Dictionary<long, int> groupOf = groups.Index().SelectMany(g => g.Item.Members.Select(m => (m.Id, g.Index))).ToDictionary();
        int[] copies = [.. Enumerable.Range(0, count).Where(i => copyOf[i] != i)];
        int found = copies.Count(i => groupOf.TryGetValue(i, out int a) && groupOf.TryGetValue(copyOf[i], out int b) && a == b);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{count} x {Dimension}: {seconds:f1} s, {cores:f2} cores busy; {groups.Count} groups, {found} of {copies.Length} copies found"));
    }

    private static float[] Gaussian(Random random, double deviation) => [.. Enumerable.Range(0, Dimension)
        .Select(_ => (float)(deviation * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble())))];

    // Twelve ellipses: x, y, two radii, brightness.
    private static byte[] Figure(Random random)
    {
        byte[] figure = new byte[12 * 5];
        random.NextBytes(figure);
        return figure;
    }

    private static PictureFingerprint Drawn(byte[] figure, Random random)
    {
        byte[] grey = new byte[32 * 32];
        Array.Fill(grey, (byte)random.Next(256));
        for (int e = 0; e < figure.Length; e += 5)
        {
            double Near(int k, double by) => figure[e + k] / 255.0 + (random.NextDouble() - 0.5) * by;
            (double x, double y, double across, double down) = (32 * Near(0, 0.3), 32 * Near(1, 0.3), 1 + 7 * Near(2, 0.4), 1 + 7 * Near(3, 0.4));
            byte value = (byte)Math.Clamp(255 * Near(4, 0.3), 0, 255);
            for (int i = 0; i < grey.Length; i++)
            {
                (double u, double v) = ((i % 32 - x) / across, (i / 32 - y) / down);
                grey[i] = u * u + v * v < 1 ? value : grey[i];
            }
        }

        return OfGrey(grey);
    }

    private static PictureFingerprint Edited(PictureFingerprint look, Random random)
    {
        byte[] grey = look.Grey.ToArray();
        bool isMirrored = random.Next(2) == 0;
        int crop = random.Next(5);
        return OfGrey([.. Enumerable.Range(0, grey.Length).Select(i =>
        {
            (int x, int y) = (crop + i % 32 * (32 - crop) / 32, crop + i / 32 * (32 - crop) / 32);
            return (byte)Math.Clamp(grey[y * 32 + (isMirrored ? 31 - x : x)] + random.Next(-8, 9), 0, 255);
        })]);
    }

    private static PictureFingerprint OfGrey(byte[] grey) => PictureFingerprint.Of(new RgbImage(32, 32, [.. grey.SelectMany(g => new[] { g, g, g })]));

    private sealed class Clock(long start) : IProgress<double>
    {
        private int _tenths;

        public void Report(double value)
        {
            if (Interlocked.Exchange(ref _tenths, (int)(10 * value)) < (int)(10 * value))
            {
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {value:p0} after {Stopwatch.GetElapsedTime(start).TotalSeconds:f1} s"));
            }
        }
    }
}

internal static class Edits
{
    public static readonly string[] Kinds = ["cropped", "turned", "recompressed", "quarter", "text", "brightness", "grey or recoloured", "noise", "blurred", "border", "mirrored", "stretched"];

    public static byte[] Make(string kind, byte[] file, Random random)
    {
        using Image image = Image.NewFromBuffer(file).Colourspace(Enums.Interpretation.Srgb);
        using Image rgb = image.HasAlpha() ? image.Flatten(background: [255, 255, 255]) : image.Copy();
        double Between(double a, double b) => a + random.NextDouble() * (b - a);
        byte[] Saved(Image edited, int quality = 85) => edited.Cast(Enums.BandFormat.Uchar).JpegsaveBuffer(q: quality);
        return kind switch
        {
            // 50 to 80 % of the area, sides not in proportion, anywhere
            "cropped" => Saved(Crop(rgb, Between(0.5, 0.8), random)),
            // 4 to 15 degrees either way; the corners are white, black, or cut off with what is beside them
            "turned" => Saved(Turn(rgb, Between(4, 15) * (random.Next(2) * 2 - 1), random.Next(3))),
            "recompressed" => Saved(rgb, random.Next(10, 31)),
            "quarter" => Saved(rgb.Resize(0.25)),
            // light or dark bars like letters over a third of the picture
            "text" => Saved(Text(rgb, random)),
            // 30 % up or down, and a gamma of 0.7 to 1.4
            "brightness" => Saved((rgb * (random.Next(2) == 0 ? 0.7 : 1.3)).Linear([1], [0], uchar: true).Gamma(exponent: Between(0.7, 1.4))),
            // grey, or two channels changed
            "grey or recoloured" => Saved(random.Next(2) == 0 ? rgb.Colourspace(Enums.Interpretation.Bw) : rgb[random.Next(1, 3)].Bandjoin(rgb[0], rgb[random.Next(1, 3)]).Copy(interpretation: Enums.Interpretation.Srgb)),
            "noise" => Saved((rgb + Image.Gaussnoise(rgb.Width, rgb.Height, sigma: 20, mean: 0, seed: random.Next())).Linear([1], [0], uchar: true)),
            // a deviation of 1.5 % of the shorter side
            "blurred" => Saved(rgb.Gaussblur(0.015 * Math.Min(rgb.Width, rgb.Height))),
            // 10 to 15 % of the shorter side all around, white, black or a colour
            "border" => Saved(Border(rgb, Between(0.10, 0.15), random)),
            "mirrored" => Saved(rgb.FlipHor()),
            "stretched" => Saved(random.Next(2) == 0 ? rgb.Resize(1.3, vscale: 1) : rgb.Resize(1, vscale: 1.3)),
            // mirrored, turned by 5°, cropped to 70 %, dimmed and recompressed
            _ => Saved((Crop(Turn(rgb.FlipHor(), 5, 2), 0.7, random) * 0.8).Linear([1], [0], uchar: true), 25),
        };
    }

    private static Image Crop(Image image, double area, Random random)
    {
        double lopsided = Math.Exp((random.NextDouble() - 0.5) * 0.3);
        int width = (int)(image.Width * Math.Min(1, Math.Sqrt(area) * lopsided));
        int height = (int)(image.Height * Math.Min(1, Math.Sqrt(area) / lopsided));
        return image.Crop(random.Next(image.Width - width + 1), random.Next(image.Height - height + 1), width, height);
    }

    private static Image Turn(Image image, double degrees, int corners)
    {
        Image turned = image.Rotate(degrees, background: corners == 0 ? [255, 255, 255] : [0, 0, 0]);
        if (corners < 2)
        {
            return turned;
        }

        // The largest upright piece of the same proportions that holds no corner.
        (double sin, double cos) = Math.SinCos(Math.Abs(degrees) * Math.PI / 180);
        double shrink = Math.Min(image.Width / (image.Width * cos + image.Height * sin), image.Height / (image.Width * sin + image.Height * cos));
        (int width, int height) = ((int)(image.Width * shrink), (int)(image.Height * shrink));
        return turned.Crop((turned.Width - width) / 2, (turned.Height - height) / 2, width, height);
    }

    private static Image Text(Image image, Random random)
    {
        // Letters two thirds as wide as high, each of three strokes, in three lines over a band of a third of the height.
        int band = image.Height / 3;
        int top = random.Next(image.Height - band + 1);
        double[] ink = random.Next(2) == 0 ? [255, 255, 255] : [20, 20, 20];
        int line = Math.Max(4, band / 3);
        int stroke = Math.Max(1, line / 7);
        return image.Mutate(m =>
        {
            for (int y = top; y + line <= top + band; y += line)
            {
                for (int x = 0; x + line / 2 < image.Width; x += line * 2 / 3)
                {
                    int letter = random.Next(4);
                    m.DrawRect(ink, x, y, stroke, line * 4 / 5, fill: true);
                    m.DrawRect(ink, x, y + (letter == 0 ? 0 : line * 2 / 5), line / 2, stroke, fill: true);
                    m.DrawRect(ink, x + line / 2 - stroke, letter == 1 ? y + line * 2 / 5 : y, stroke, line * 4 / 5 / (letter == 2 ? 2 : 1), fill: true);
                }
            }
        });
    }

    private static Image Border(Image image, double share, Random random)
    {
        int by = (int)(share * Math.Min(image.Width, image.Height));
        double[] colour = random.Next(3) switch { 0 => [255, 255, 255], 1 => [0, 0, 0], _ => [random.Next(256), random.Next(256), random.Next(256)] };
        return image.Embed(by, by, image.Width + 2 * by, image.Height + 2 * by, extend: Enums.Extend.Background, background: colour);
    }
}
