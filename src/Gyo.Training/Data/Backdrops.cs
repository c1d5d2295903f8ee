using Gyo.Imaging;
using Gyo.Training.Drawing;
using SkiaSharp;

namespace Gyo.Training.Data;

/// <summary>Backgrounds to put cut-outs before: drawn scenes, gradients, noise and plain colours, a third of them white.</summary>
internal sealed class Backdrops
{
    /// <summary>How many there are. Enough that a picture rarely meets one twice; 28 MB at 96 px.</summary>
    private const int Count = 1024;

    /// <summary>One in so many is white, what most pictures of a single thing stand on.</summary>
    private const int OneWhiteIn = 3;

    /// <summary>One in so many is black, as in screenshots and on cards.</summary>
    private const int OneBlackIn = 12;

    private readonly byte[][] _pixels;

    /// <summary>Paints them.</summary>
    /// <param name="side">S, in pixels.</param>
    public Backdrops(int side)
    {
        _pixels = new byte[Count][];
        Parallel.For(0, Count, i => _pixels[i] = TrainingPictures.Settled(Paint((ulong)i, side)));
    }

    /// <summary>S×S×3 bytes, sRGB, row-major.</summary>
    /// <param name="number">Any number from 0 on; they repeat after <see cref="Count"/>.</param>
    public ReadOnlySpan<byte> this[int number] => _pixels[number % Count];

    private static byte[] Paint(ulong number, int side)
    {
        using SKBitmap picture = new(new SKImageInfo(side, side, SKColorType.Rgba8888, SKAlphaType.Opaque));
        using SKCanvas canvas = new(picture);
        canvas.Scale(side / 100f);
        if (number % OneWhiteIn == 0)
        {
            canvas.Clear(SKColors.White);
        }
        else if (number % OneBlackIn == 1)
        {
            canvas.Clear(SKColors.Black);
        }
        else
        {
            var dice = new Dice(Dice.Mix(number, 11));
            new BackdropArtist(canvas, dice).Paint(dice.Any<Backdrop>());
        }

        byte[] rgb = new byte[side * side * RgbImage.Channels];
        ReadOnlySpan<byte> rgba = picture.GetPixelSpan();
        for (int i = 0; i < side * side; i++)
        {
            rgba.Slice(4 * i, 3).CopyTo(rgb.AsSpan(3 * i));
        }

        return rgb;
    }
}
