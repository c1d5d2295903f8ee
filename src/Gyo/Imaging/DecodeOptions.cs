namespace Gyo.Imaging;

/// <summary>What a file may cost, what is wanted of it, and what shows through where it is transparent.</summary>
public sealed record DecodeOptions
{
    /// <summary>
    /// Most pixels (width × height, as the header says) that are decoded. 100 megapixels: more than most
    /// phones take, and the 500 MB that the worst kind of file (an interlaced PNG) of that size was seen to take still fit a laptop.
    /// Checked before any pixel is decoded.
    /// </summary>
    public long MaxPixels { get; init; } = 100_000_000;

    /// <summary>Largest file in bytes. 64 MiB: a hundred times a web picture. Checked before a file is read.</summary>
    public long MaxBytes { get; init; } = 64L << 20;

    /// <summary>The colour behind transparent pixels and beside a padded picture. White: what drawings are meant to be seen on.</summary>
    public RgbColor Background { get; init; } = RgbColor.White;

    /// <summary>The part of the picture that is wanted. Null: all of it.</summary>
    public CropBox? Crop { get; init; }
}
