using NetVips;

namespace Gyo.Imaging;

/// <summary>Many small pictures in one file, for pages that must bring all with them.</summary>
public static class ThumbnailSheet
{
    /// <summary>WebP quality. 70: some 2 kB for a tile of 96 pixels.</summary>
    private const int Quality = 70;

    /// <summary>Lays squares out in rows, from the left and the top, as a WebP file.</summary>
    /// <param name="tiles">The squares, each <paramref name="side"/> pixels wide and high; null leaves its place white.</param>
    /// <param name="side">Pixels, at least 1.</param>
    /// <param name="columns">Squares in a row, at least 1.</param>
    /// <returns>The file, without metadata.</returns>
    /// <exception cref="ArgumentException">There is no tile, or one is of another size.</exception>
    public static byte[] Webp(IReadOnlyList<RgbImage?> tiles, int side, int columns)
    {
        ArgumentNullException.ThrowIfNull(tiles);
        ArgumentOutOfRangeException.ThrowIfLessThan(side, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        if (tiles.Count == 0 || tiles.Any(t => t is not null && (t.Width != side || t.Height != side)))
        {
            throw new ArgumentException($"A sheet is made of one or more tiles of {side}×{side} pixels.", nameof(tiles));
        }

        int rows = (tiles.Count + columns - 1) / columns;
        int stride = columns * side * RgbImage.Channels;
        byte[] pixels = new byte[rows * side * stride];
        Array.Fill(pixels, byte.MaxValue);
        foreach ((int place, RgbImage? tile) in tiles.Index())
        {
            for (int y = 0; tile is not null && y < side; y++)
            {
                int at = (place / columns * side + y) * stride + place % columns * side * RgbImage.Channels;
                tile.Pixels.AsSpan(y * side * RgbImage.Channels, side * RgbImage.Channels).CopyTo(pixels.AsSpan(at));
            }
        }

        using Image sheet = Image.NewFromMemory(pixels, columns * side, rows * side, RgbImage.Channels, Enums.BandFormat.Uchar);
        return sheet.WebpsaveBuffer(q: Quality, effort: 2, keep: Enums.ForeignKeep.None);
    }
}
