#:project ../src/Gyo/Gyo.csproj
#:package SkiaSharp
#:package SkiaSharp.NativeAssets.Linux.NoDependencies
#:package System.CommandLine
#:property PublishAot=false
#:property ConcurrentGarbageCollection=false
#:property AssemblyName=decoders

// Which way from a picture's bytes to a model's size is the fastest:
//
//     dotnet run -c Release bench/decoders.cs -- FOLDER [--side 168]
//
// FOLDER holds JPEGs, at any depth; PNG, WebP and progressive JPEG are made of them. Every way is gone with every picture before the next
// picture. Skia is measured without resizing, which it would need besides; libvips with.

using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Gyo;
using Gyo.Imaging;
using NetVips;
using SkiaSharp;

Argument<string> folder = new("FOLDER") { Description = "JPEGs, at any depth." };
Option<int> side = new("--side") { Description = "Side of the square that is wanted.", DefaultValueFactory = _ => 168 };
Option<int> pictures = new("--pictures") { Description = "Pictures that count.", DefaultValueFactory = _ => 100 };
var command = new RootCommand("Compares decoders.") { folder, side, pictures };
command.SetAction(parsed => Compare(parsed.GetRequiredValue(folder), parsed.GetValue(side), parsed.GetValue(pictures)));
return command.Parse(args).Invoke();

static void Compare(string folder, int side, int count)
{
    string[] paths = [.. Directory.EnumerateFiles(folder, "*.jpg", SearchOption.AllDirectories).Order()];
    byte[][] jpegs = [.. Enumerable.Range(0, count).Select(i => File.ReadAllBytes(paths[(long)i * paths.Length / count]))];
    byte[] Gyo(byte[] file) => ImageDecoder.Decode(file, "picture", side, ResizeMode.Squeeze).Pixels;
    byte[] Thumbnail(byte[] file) => Pixels(Image.ThumbnailBuffer(file, side, optionString: "[fail_on=error]", height: side, size: Enums.Size.Force));
    Image Load(byte[] file, int shrink) =>
        Image.JpegloadBuffer(file, shrink: shrink, access: Enums.Access.Sequential, failOn: Enums.FailOn.Error);
    byte[] Half(byte[] file)
    {
        using Image image = Load(file, 2);
        return Pixels(image.Resize((double)side / image.Width, vscale: (double)side / image.Height));
    }

    Measure("JPEG", jpegs, [
        ("Gyo's decoder", Gyo), ("libvips: thumbnail", Thumbnail), ("libvips: load at 1/2, resize", Half), ("libvips: load at 1/2 alone", f => Pixels(Load(f, 2))),
        ("Skia: decode at 4/8 alone", f => Skia(f, 4)), ("Skia: decode at 3/8 alone", f => Skia(f, 3)),
    ]);
    Measure("progressive JPEG", Converted(i => i.JpegsaveBuffer(q: 85, interlace: true)), [
        ("Gyo (libvips' thumbnail)", Gyo), ("libvips: load at 1/2, resize", Half), ("Skia: decode at 4/8 alone", f => Skia(f, 4)),
    ]);
    Measure("PNG", Converted(i => i.PngsaveBuffer()), [
        ("Gyo (libvips' thumbnail, header once)", Gyo), ("libvips: thumbnail", Thumbnail), ("Skia: decode alone", f => Skia(f, 8)),
    ]);
    Measure("WebP", Converted(i => i.WebpsaveBuffer(q: 80)), [
        ("Gyo (libvips' thumbnail)", Gyo), ("libvips: thumbnail", Thumbnail), ("Skia: decode alone", f => Skia(f, 8)),
    ]);

    byte[][] Converted(Func<Image, byte[]> save) => [.. jpegs.Select(j =>
    {
        using Image image = Image.NewFromBuffer(j);
        return save(image);
    })];
}

static void Measure(string format, byte[][] files, (string Name, Func<byte[], byte[]> Decode)[] ways)
{
    List<double>[] times = [.. ways.Select(_ => new List<double>())];
    foreach (bool counts in new[] { false, true })
    {
        foreach (byte[] file in files)
        {
            for (int i = 0; i < ways.Length; i++)
            {
                long start = Stopwatch.GetTimestamp();
                ways[i].Decode(file);
                if (counts)
                {
                    times[i].Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                }
            }
        }
    }

    Console.WriteLine($"{format}, {files.Average(f => f.Length) / 1000:f0} kB");
    for (int i = 0; i < ways.Length; i++)
    {
        times[i].Sort();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"  {ways[i].Name,-40} {times[i][files.Length / 2],7:f3} ms (tenth {times[i][files.Length / 10]:f3})"));
    }
}

static byte[] Pixels(Image image)
{
    using (image)
    {
        return image.WriteToMemory<byte>();
    }
}

static byte[] Skia(byte[] file, int eighths)
{
    using SKData data = SKData.CreateCopy(file);
    using SKCodec codec = SKCodec.Create(data);
    SKSizeI size = codec.GetScaledDimensions(eighths / 8f);
    using SKBitmap bitmap = new(new SKImageInfo(size.Width, size.Height, SKColorType.Rgba8888, SKAlphaType.Unpremul));
    codec.GetPixels(bitmap.Info, bitmap.GetPixels());
    return [];
}
