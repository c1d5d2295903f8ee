using System.CommandLine;
using Gyo.Collections;
using Gyo.Web.Mapping;

namespace Gyo.Cli.Commands;

/// <summary><c>gyo map --gallery DIR --out FILE</c>: all pictures in two dimensions, as a page or a picture.</summary>
internal static class MapCommand
{
    private const int LeastSide = 200;
    private const int MostSide = 16384;
    private const double ShareOfLayout = 0.7; // of the time, where there is no map yet

    public static Command Create()
    {
        Option<string> gallery = Options.Gallery();
        var output = new Option<string>("--out") { Description = "The file to write: .html, a page that works offline, or .png.", Required = true, HelpName = "FILE" };
        var thumbnails = new Option<int>("--thumbnails")
        {
            Description = "Of a page: small pictures it brings with it at most; some 10 MB for 4,000.",
            DefaultValueFactory = _ => MapFile.UsualThumbnails,
        };
        var width = new Option<int>("--width") { Description = "Of a picture: pixels.", DefaultValueFactory = _ => 1600 };
        var height = new Option<int>("--height") { Description = "Of a picture: pixels.", DefaultValueFactory = _ => 1200 };
        var dark = new Option<bool>("--dark") { Description = "Of a picture: light marks on a dark ground. A page follows its reader's system, and has a switch." };
        Option<bool> json = Options.Json();
        var command = new Command("map", "Draw all pictures in two dimensions, what looks alike together.") { gallery, output, thumbnails, width, height, dark, json };
        command.SetAction((parsed, cancel) => Task.FromResult(Run(
            parsed.GetRequiredValue(gallery),
            parsed.GetRequiredValue(output),
            AtLeast("--thumbnails", parsed.GetValue(thumbnails), 0, int.MaxValue),
            (AtLeast("--width", parsed.GetValue(width), LeastSide, MostSide), AtLeast("--height", parsed.GetValue(height), LeastSide, MostSide)),
            parsed.GetValue(dark),
            parsed.GetValue(json),
            cancel)));
        return command;
    }

    private static int Run(string directory, string output, int thumbnails, (int Width, int Height) size, bool dark, bool json, CancellationToken cancel)
    {
        bool isPage = Path.GetExtension(output).ToUpperInvariant() switch
        {
            ".HTML" or ".HTM" => true,
            ".PNG" => false,
            _ => throw new UsageException($"--out must end in .html or .png, not '{Path.GetFileName(output)}'."),
        };
        if (Directory.Exists(output))
        {
            throw new UsageException($"{output} is a folder; name a file that ends in .html or .png.");
        }

        using Gallery gallery = Gallery.Open(directory);
        if (gallery.Count == 0)
        {
            throw new GalleryException(directory, "there are no pictures to draw a map of yet; index a folder first.");
        }

        string title = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory)));
        (GalleryMap map, int? small, bool hasWords) = Terminal.WithProgress("Drawing", show =>
        {
            GalleryMap made = gallery.Map(new Reporter(done => show(ShareOfLayout * done, "finding what lies together")), cancel);
            int? held = null;
            bool words = true;
            WriteWhole(output, file =>
            {
                if (isPage)
                {
                    Dictionary<long, string> paths = gallery.Pictures(new PictureFilter(), 0, int.MaxValue).Pictures.ToDictionary(p => p.Id, p => p.Path);
                    held = MapFile.Write(
                        file, made, title, paths.GetValueOrDefault, thumbnails, new Reporter(done => show(ShareOfLayout + (1 - ShareOfLayout) * done, "small pictures")), cancel);
                }
                else
                {
                    (byte[] png, words) = MapPicture.Draw(made, title, size.Width, size.Height, dark);
                    file.Write(png);
                }
            });
            return (made, held, words);
        });
        if (!hasWords)
        {
            Terminal.Note("No font was found on this machine, so the picture has no words.");
        }

        if (json)
        {
            Json.Print(new { file = Path.GetFullPath(output), pictures = map.Count, characters = map.Names.Count, thumbnails = small, bytes = new FileInfo(output).Length });
        }
        else
        {
            string with = small is { } count && count < map.Count ? $", {count:N0} of them small within it" : "";
            Console.Out.WriteLine($"{output}: {map.Count:N0} pictures of {map.Names.Count:N0} characters{with} ({new FileInfo(output).Length / 1e6:f1} MB).");
        }

        return ExitCode.Done;
    }

    /// <summary>Writes under another name first: a file of that name is there whole or as it was.</summary>
    private static void WriteWhole(string path, Action<Stream> write)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        Directory.CreateDirectory(folder);
        string temporary = Path.Combine(folder, $".{Guid.NewGuid():N}.tmp");
        try
        {
            using (FileStream file = File.Create(temporary))
            {
                write(file);
            }

            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private static int AtLeast(string option, int value, int least, int most) =>
        value >= least && value <= most ? value : throw new UsageException($"{option} must be {(most == int.MaxValue ? $"{least} or more" : $"between {least} and {most}")}, not {value}.");

    private sealed class Reporter(Action<double> show) : IProgress<double>
    {
        public void Report(double value) => show(value);
    }
}
