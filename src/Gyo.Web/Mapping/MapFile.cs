using System.Net;
using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Gyo.Web.Mapping;

/// <summary>A map as one HTML file that stands alone: it works from a disk, without a network, and brings its small pictures with it.</summary>
public static partial class MapFile
{
    /// <summary>Small pictures in a file unless more are asked for: some 10 MB.</summary>
    public const int UsualThumbnails = 4000;

    private static readonly string[] Modules = ["map-marks.js", "map-draw.js", "map-moves.js", "map-points.js", "map-panels.js", "map-file.js"];

    /// <summary>Writes a map.</summary>
    /// <param name="output">Receives the HTML, as UTF-8.</param>
    /// <param name="map">The map.</param>
    /// <param name="title">What it is called.</param>
    /// <param name="pathOf">Gives the path of a picture by its id; null if it is not known. Only names of files get into the file.</param>
    /// <param name="thumbnails">How many small pictures at most, from 0; of more pictures, some that are spread out over the map.</param>
    /// <param name="progress">Told the share that is done, 0 to 1.</param>
    /// <param name="cancel">Honoured now and then; what was written is half a file then.</param>
    /// <returns>How many small pictures it holds.</returns>
    /// <exception cref="IOException">It can't be written.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static int Write(
        Stream output, GalleryMap map, string title, Func<long, string?> pathOf, int thumbnails = UsualThumbnails, IProgress<double>? progress = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(map);
        ArgumentOutOfRangeException.ThrowIfNegative(thumbnails);
        long[] ids = map.Ids.ToArray();
        MapSheets sheets = MapSheets.Make(map, i => pathOf(ids[i]), thumbnails, progress, cancel);
        string about = JsonSerializer.Serialize(new
        {
            files = ids.Select(id => Path.GetFileName(pathOf(id)) ?? ""),
            side = sheets.Side,
            columns = sheets.Columns,
            perSheet = sheets.PerSheet,
            points = sheets.Points,
            sheets = sheets.Sheets.Select(s => $"data:image/webp;base64,{Convert.ToBase64String(s)}"),
        });
        Dictionary<string, string> parts = new()
        {
            ["title"] = WebUtility.HtmlEncode(title),
            ["style"] = Read("map.css") + Read("map-file.css"),
            ["script"] = Script(),
            ["points"] = Convert.ToBase64String(MapEndpoints.Bytes(map)),
            ["about"] = about,
        };
        using StreamWriter writer = new(output, new UTF8Encoding(false), leaveOpen: true);
        foreach (string piece in Hole().Split(Read("map-file.html")))
        {
            writer.Write(parts.GetValueOrDefault(piece, piece));
        }

        return sheets.Points.Length;
    }

    /// <summary>The page's own modules one after the other: a file that is opened from a disk may import none.</summary>
    private static string Script() => string.Concat(Modules.Select(m => ImportOrExport().Replace(Read(m), "")));

    private static string Read(string name)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"Gyo.Web.Mapping.{name}")!;
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }

    [GeneratedRegex(@"^import .*;$\n|^export ", RegexOptions.Multiline)]
    private static partial Regex ImportOrExport();

    [GeneratedRegex(@"\{\{(title|style|script|points|about)\}\}")]
    private static partial Regex Hole();
}
