using System.Numerics.Tensors;
using Gyo.Imaging;
using static TorchSharp.torch;
using Tensor = TorchSharp.torch.Tensor;

namespace Gyo.Training.Data;

/// <summary>Turns stored pictures into the tensor that a network takes, varied or as they are, on all cores.</summary>
internal static class PictureBatch
{
    /// <summary>Chosen pictures as they are.</summary>
    /// <returns>[B, 3, S, S] float32, normalised as the model wants.</returns>
    public static Tensor Plain(TrainingPictures pictures, int[] chosen) => Make(pictures, chosen, null, _ => PictureVariation.None());

    /// <summary>Chosen pictures, each varied in its own way.</summary>
    /// <param name="pictures">Where they come from.</param>
    /// <param name="chosen">Their numbers.</param>
    /// <param name="augmentation">How far to go.</param>
    /// <param name="backdrops">What cut-outs are put before; null leaves them on the model's own background.</param>
    /// <param name="random">All chance comes from here, so a step can be repeated.</param>
    /// <returns>[B, 3, S, S] float32, normalised as the model wants.</returns>
    public static Tensor Varied(TrainingPictures pictures, int[] chosen, Augmentation augmentation, Backdrops? backdrops, Random random) =>
        Make(pictures, chosen, backdrops, i => PictureVariation.Draw(augmentation, random, backdrops is not null && pictures.CutOuts[i] is not null));

    private static Tensor Make(TrainingPictures pictures, int[] chosen, Backdrops? backdrops, Func<int, PictureVariation> draw)
    {
        int side = pictures.Size;
        int length = side * side * RgbImage.Channels;
        float[] values = new float[chosen.Length * length];
        PictureVariation[] variations = [.. chosen.Select(draw)]; // in order, before the threads begin
        Parallel.For(0, chosen.Length, i =>
        {
            Span<float> planes = values.AsSpan(i * length, length);
            Draw(pictures, chosen[i], variations[i], backdrops, planes);
            Normalise(planes, pictures.Preprocessing.Mean, pictures.Preprocessing.Std);
            variations[i].Erase(planes, side);
        });

        // Channels last in memory, as the convolutions of MobileNetV2 like them best: a step takes two thirds of the time.
        return tensor(values, [chosen.Length, RgbImage.Channels, side, side]).permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2);
    }

    /// <summary>Draws one picture in one of its variations, nothing erased yet.</summary>
    /// <param name="pictures">Where it comes from.</param>
    /// <param name="picture">Its number.</param>
    /// <param name="variation">How it is varied.</param>
    /// <param name="backdrops">What a cut-out is put before; null leaves it on the model's own background.</param>
    /// <param name="planes">Receives 3×S×S floats, 0–255, one plane a channel.</param>
    public static void Draw(TrainingPictures pictures, int picture, PictureVariation variation, Backdrops? backdrops, Span<float> planes)
    {
        if (backdrops is not null && pictures.CutOuts[picture] is { } cutOut)
        {
            variation.Apply(cutOut, backdrops[variation.Backdrop], planes, pictures.Size);
        }
        else
        {
            variation.Apply(pictures.Pixels[picture], planes, pictures.Size);
        }

        variation.Style.Apply(planes, pictures.Size);
    }

    private static void Normalise(Span<float> planes, float[] mean, float[] deviation)
    {
        int plane = planes.Length / RgbImage.Channels;
        for (int c = 0; c < RgbImage.Channels; c++)
        {
            Span<float> channel = planes.Slice(c * plane, plane);
            TensorPrimitives.Subtract(channel, mean[c], channel);
            TensorPrimitives.Divide(channel, deviation[c], channel);
        }
    }
}
