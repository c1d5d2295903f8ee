using System.Security.Cryptography;
using Gyo.Imaging;
using Gyo.Training.Data;

namespace Gyo.Training.Backbones;

/// <summary>
/// The ways in which a backbone is shown a picture: as it is, mirrored, and varied. They depend on the picture alone and on no seed, so that
/// what was computed for one training serves the next.
/// </summary>
internal sealed class PictureViews
{
    /// <summary>The views before the varied ones: the picture as it is, and its mirror image.</summary>
    public const int Fixed = 2;

    private static readonly Augmentation Augmentation = new();

    private readonly TrainingPictures _pictures;
    private readonly Backdrops? _backdrops;

    public PictureViews(TrainingPictures pictures)
    {
        _pictures = pictures;
        _backdrops = pictures.CutOuts.Any(c => c is not null) ? new Backdrops(pictures.Size) : null;
    }

    /// <summary>Lower-case hex that tells a picture from all others: the hash of all that its views are drawn from.</summary>
    public static string KeyOf(TrainingPictures pictures, int picture)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(pictures.Pixels[picture]);
        if (pictures.CutOuts[picture] is { } cutOut)
        {
            hash.AppendData(cutOut.Premultiplied);
            hash.AppendData(cutOut.Opacity);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Draws a view of a picture.</summary>
    /// <param name="picture">The picture's number.</param>
    /// <param name="key">Its key.</param>
    /// <param name="view">0: as it is; 1: mirrored; above: varied, each in its own way.</param>
    /// <param name="square">Receives S × S × 3 bytes, sRGB, row-major.</param>
    public void Draw(int picture, string key, int view, Span<byte> square)
    {
        int side = _pictures.Size;
        if (view < Fixed)
        {
            _pictures.Pixels[picture].CopyTo(square);
            if (view == 1)
            {
                Mirror(square, side);
            }

            return;
        }

        var random = new Random(unchecked(Convert.ToInt32(key[..8], 16) + view));
        var variation = PictureVariation.Draw(Augmentation, random, _backdrops is not null && _pictures.CutOuts[picture] is not null);
        float[] planes = new float[square.Length];
        PictureBatch.Draw(_pictures, picture, variation, _backdrops, planes);
        variation.Erase(planes, side);
        for (int at = 0; at < side * side; at++)
        {
            for (int channel = 0; channel < RgbImage.Channels; channel++)
            {
                square[at * RgbImage.Channels + channel] = (byte)MathF.Round(planes[channel * side * side + at]);
            }
        }
    }

    private static void Mirror(Span<byte> square, int side)
    {
        for (int row = 0; row < side; row++)
        {
            Span<byte> pixels = square.Slice(row * side * RgbImage.Channels, side * RgbImage.Channels);
            pixels.Reverse(); // the pixels' order, and red and blue with it
            for (int x = 0; x < pixels.Length; x += RgbImage.Channels)
            {
                pixels.Slice(x, RgbImage.Channels).Reverse();
            }
        }
    }
}
