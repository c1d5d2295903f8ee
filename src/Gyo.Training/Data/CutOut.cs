using Gyo.Embedding;
using Gyo.Imaging;

namespace Gyo.Training.Data;

/// <summary>A picture whose transparency is known, so that it can be put before any background.</summary>
/// <param name="Premultiplied">S×S×3 bytes, sRGB, row-major: its colours times its opacity.</param>
/// <param name="Opacity">S×S bytes, 255 where nothing shines through.</param>
internal sealed record CutOut(byte[] Premultiplied, byte[] Opacity)
{
    /// <summary>A picture with less than this share of see-through pixels is one with round corners or a stray hole, not a cut-out.</summary>
    private const double LeastSeeThrough = 0.02;

    /// <summary>What is known of a picture that was read on black and on white: the one gives its colours, the difference its opacity.</summary>
    /// <param name="file">All bytes of the file.</param>
    /// <param name="name">What errors call it.</param>
    /// <param name="preprocessing">The model's own: what is on white was read with it.</param>
    /// <param name="onWhite">S×S×3 bytes: what it made of the file.</param>
    /// <returns>Null if hardly anything of the picture is transparent, or its own background is not white.</returns>
    /// <exception cref="ImageDecodeException">The file is no picture, damaged or beyond a limit.</exception>
    public static CutOut? Read(byte[] file, string name, Preprocessing preprocessing, byte[] onWhite)
    {
        if (IsJpeg(file) || preprocessing.Background != RgbColor.White)
        {
            return null; // JPEG knows no transparency, and most pictures are JPEGs
        }

        byte[] onBlack = new PictureReader(preprocessing with { Background = new RgbColor(0, 0, 0) }).Read(file, name).Pixels;
        byte[] opacity = new byte[onBlack.Length / RgbImage.Channels];
        for (int i = 0; i < opacity.Length; i++)
        {
            opacity[i] = (byte)(255 - Math.Max(0, onWhite[3 * i + 1] - onBlack[3 * i + 1])); // green stands for all three
        }

        return opacity.Count(a => a < 128) < LeastSeeThrough * opacity.Length
            ? null
            : new CutOut(TrainingPictures.Settled(onBlack), TrainingPictures.Settled(opacity));
    }

    private static bool IsJpeg(byte[] file) => file is [0xFF, 0xD8, ..];
}
