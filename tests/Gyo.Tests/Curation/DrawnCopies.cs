using Gyo.Imaging;
using NetVips;

namespace Gyo.Tests.Curation;

/// <summary>Drawn pictures, and what people do to pictures.</summary>
internal static class DrawnCopies
{
    /// <summary>Fourteen discs before a plain ground.</summary>
    public static Image Scene(int seed)
    {
        Random random = new(seed);
        double[] Colour() => [random.Next(256), random.Next(256), random.Next(256)];
        Image ground = (Image.Black(200, 160, bands: 3) + Colour()).Cast(Enums.BandFormat.Uchar).Copy(interpretation: Enums.Interpretation.Srgb);
        return ground.Mutate(m =>
        {
            for (int i = 0; i < 14; i++)
            {
                m.DrawCircle(Colour(), random.Next(200), random.Next(160), random.Next(8, 34), fill: true);
            }
        });
    }

    public static PictureFingerprint Look(Image image) =>
        PictureFingerprint.Of(ImageDecoder.Decode(image.Cast(Enums.BandFormat.Uchar).WriteToBuffer(".png"), "scene", 128, ResizeMode.Squeeze));

    public static Image Edit(string kind, Image image) => kind switch
    {
        "cropped" => image.Crop(30, 10, 150, 120),
        "turned" => image.Rotate(10, background: [255, 255, 255]),
        "recompressed" => Image.NewFromBuffer(image.JpegsaveBuffer(q: 15)),
        "quarter" => image.Resize(0.25),
        "text" => image.Mutate(m =>
        {
            for (int x = 4; x < 190; x += 16)
            {
                m.DrawRect([255, 255, 255], x, 60, 4, 34, fill: true);
                m.DrawRect([255, 255, 255], x, 72 + x % 3 * 8, 12, 4, fill: true);
            }
        }),
        "darker" => image * 0.7,
        "grey" => image.Colourspace(Enums.Interpretation.Bw),
        "noise" => (image + Image.Gaussnoise(image.Width, image.Height, sigma: 20, mean: 0, seed: 1)).Linear([1], [0], uchar: true),
        "blurred" => image.Gaussblur(3),
        "border" => image.Embed(20, 20, image.Width + 40, image.Height + 40, extend: Enums.Extend.White),
        "mirrored" => image.FlipHor(),
        "stretched" => image.Resize(1.3, vscale: 1),
        _ => throw new ArgumentException($"There is no edit {kind}.", nameof(kind)),
    };
}
