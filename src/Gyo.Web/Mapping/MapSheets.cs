using Gyo.Imaging;

namespace Gyo.Web.Mapping;

/// <summary>The small pictures that a map in a file brings with it.</summary>
/// <param name="Side">The side of each, in pixels.</param>
/// <param name="Columns">How many lie in a row of a sheet.</param>
/// <param name="PerSheet">How many a sheet holds.</param>
/// <param name="Points">Which points of the map have one, in the order of their places on the sheets.</param>
/// <param name="Sheets">WebP files.</param>
internal sealed record MapSheets(int Side, int Columns, int PerSheet, int[] Points, IReadOnlyList<byte[]> Sheets)
{
    private const int TilesInARow = 16;
    private const int TilesOfASheet = TilesInARow * TilesInARow;

    /// <summary>Up to so many pictures each tile is of the size that it is shown in, and all together of some 8 MB; more are made smaller.</summary>
    private const int Few = 1000;

    private const int SideOfFew = 160;
    private const int SideOfMany = 96;

    /// <summary>Reads pictures, those whose files can be read.</summary>
    /// <param name="map">The map.</param>
    /// <param name="pathOf">Gives the file of a point; null if it is not known.</param>
    /// <param name="most">How many at most, from 0: of more points, some that are spread out over the map.</param>
    /// <param name="progress">Told the share that is done, 0 to 1.</param>
    /// <param name="cancel">Honoured between sheets.</param>
    public static MapSheets Make(GalleryMap map, Func<int, string?> pathOf, int most, IProgress<double>? progress, CancellationToken cancel)
    {
        int[] chosen = Spread(map, most);
        int side = chosen.Length <= Few ? SideOfFew : SideOfMany;
        List<int> points = [];
        List<byte[]> sheets = [];
        List<RgbImage> waiting = [];
        foreach (int[] some in chosen.Chunk(TilesOfASheet))
        {
            cancel.ThrowIfCancellationRequested();
            RgbImage?[] read = new RgbImage?[some.Length];
            Parallel.For(0, some.Length, i => read[i] = Read(pathOf(some[i]), side));
            foreach ((int point, RgbImage? tile) in some.Zip(read).Where(p => p.Second is not null))
            {
                points.Add(point);
                waiting.Add(tile!);
                if (waiting.Count == TilesOfASheet)
                {
                    sheets.Add(ThumbnailSheet.Webp(waiting, side, TilesInARow));
                    waiting.Clear();
                }
            }

            progress?.Report((double)points.Count / chosen.Length);
        }

        if (waiting.Count > 0)
        {
            sheets.Add(ThumbnailSheet.Webp(waiting, side, TilesInARow));
        }

        return new MapSheets(side, TilesInARow, TilesOfASheet, [.. points], sheets);
    }

    /// <summary>Some of the points, spread out: the first of every cell of a grid, then the second of every cell that has one, and so on.</summary>
    internal static int[] Spread(GalleryMap map, int most)
    {
        if (map.Count <= most)
        {
            return [.. Enumerable.Range(0, map.Count)];
        }

        float[] places = map.Places.ToArray();
        float[] xs = [.. places.Where((_, n) => n % 2 == 0)];
        float[] ys = [.. places.Where((_, n) => n % 2 == 1)];
        (float left, float width, float bottom, float height) = (xs.Min(), xs.Max() - xs.Min(), ys.Min(), ys.Max() - ys.Min());
        int grid = Math.Max(1, (int)Math.Sqrt(most));
        int Cell(float value, float least, float range) => range == 0 ? 0 : Math.Min(grid - 1, (int)((value - least) / range * grid));
        return
        [
            .. Enumerable.Range(0, map.Count).GroupBy(i => (Cell(xs[i], left, width), Cell(ys[i], bottom, height)))
                .SelectMany(cell => cell.Index()).OrderBy(p => p.Index).ThenBy(p => p.Item).Take(most).Select(p => p.Item).Order(),
        ];
    }

    private static RgbImage? Read(string? path, int side)
    {
        try
        {
            return path is null ? null : ImageDecoder.Decode(path, side, ResizeMode.Pad);
        }
        catch (ImageDecodeException)
        {
            return null; // its file is gone or has changed: the map is drawn without this one
        }
    }
}
