namespace Gyo;

/// <summary>An opaque sRGB colour, 8 bits a channel.</summary>
/// <param name="R">Red, 0–255.</param>
/// <param name="G">Green, 0–255.</param>
/// <param name="B">Blue, 0–255.</param>
public readonly record struct RgbColor(byte R, byte G, byte B)
{
    /// <summary>White: what drawings on transparent paper are meant to be seen on.</summary>
    public static RgbColor White => new(255, 255, 255);
}
