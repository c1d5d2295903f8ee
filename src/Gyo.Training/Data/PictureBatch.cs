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
    public static Tensor Plain(TrainingPictures pictures, int[] chosen) => Make(pictures, chosen, PictureVariation.None);

    /// <summary>Chosen pictures, each varied in its own way.</summary>
    /// <param name="pictures">Where they come from.</param>
    /// <param name="chosen">Their numbers.</param>
    /// <param name="augmentation">How far to go.</param>
    /// <param name="random">All chance comes from here, so a step can be repeated.</param>
    /// <returns>[B, 3, S, S] float32, normalised as the model wants.</returns>
    public static Tensor Varied(TrainingPictures pictures, int[] chosen, Augmentation augmentation, Random random) =>
        Make(pictures, chosen, () => PictureVariation.Draw(augmentation, random));

    private static Tensor Make(TrainingPictures pictures, int[] chosen, Func<PictureVariation> draw)
    {
        int side = pictures.Size;
        int length = side * side * RgbImage.Channels;
        float[] values = new float[chosen.Length * length];
        PictureVariation[] variations = [.. chosen.Select(_ => draw())]; // in order, before the threads begin
        Parallel.For(0, chosen.Length, i =>
        {
            Span<float> planes = values.AsSpan(i * length, length);
            variations[i].Apply(pictures.Pixels[chosen[i]], planes, side);
            Normalise(planes, pictures.Preprocessing.Mean, pictures.Preprocessing.Std);
            variations[i].Erase(planes, side);
        });
        return tensor(values, [chosen.Length, RgbImage.Channels, side, side]);
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
