using System.Buffers;
using System.Numerics.Tensors;
using Gyo.Imaging;
using Gyo.Training.Networks;
using static TorchSharp.torch;
using Tensor = TorchSharp.torch.Tensor;

namespace Gyo.Training.Data;

/// <summary>Turns stored pictures into the tensor that a network takes, varied or as they are, on all cores.</summary>
internal static class PictureBatch
{
    /// <summary>Chosen pictures as they are.</summary>
    /// <returns>[B, 3, S, S] float32, normalised as the model wants.</returns>
    public static Tensor Plain(TrainingPictures pictures, int[] chosen) => Make(pictures, chosen, null, null, _ => PictureVariation.None());

    /// <summary>Chosen pictures, each varied in its own way.</summary>
    /// <param name="pictures">Where they come from.</param>
    /// <param name="chosen">Their numbers.</param>
    /// <param name="augmentation">How far to go.</param>
    /// <param name="backdrops">What cut-outs are put before; null leaves them on the model's own background.</param>
    /// <param name="random">All chance comes from here, so a step can be repeated.</param>
    /// <param name="frozen">What the varied pictures go through at once; null leaves them pictures.</param>
    /// <returns>[B, 3, S, S] float32, normalised as the model wants, or what the frozen stages make of that, [B, C, H, H].</returns>
    public static Tensor Varied(
        TrainingPictures pictures, int[] chosen, Augmentation augmentation, Backdrops? backdrops, Random random, FrozenStages? frozen = null) =>
        Make(
            pictures,
            chosen,
            backdrops,
            frozen,
            i => PictureVariation.Draw(augmentation, random, backdrops is not null && pictures.CutOuts[i] is not null));

    private static Tensor Make(
        TrainingPictures pictures, int[] chosen, Backdrops? backdrops, FrozenStages? frozen, Func<int, PictureVariation> draw)
    {
        int side = pictures.Size;
        int length = side * side * RgbImage.Channels;
        int outputLength = frozen?.Length ?? length;
        float[] values = new float[chosen.Length * outputLength];
        PictureVariation[] variations = [.. chosen.Select(draw)]; // in order, before the threads begin
        Parallel.For(0, chosen.Length, i =>
        {
            Memory<float> output = values.AsMemory(i * outputLength, outputLength);
            float[]? rented = frozen is null ? null : ArrayPool<float>.Shared.Rent(length);
            Memory<float> planes = rented?.AsMemory(0, length) ?? output;
            Draw(pictures, chosen[i], variations[i], backdrops, planes.Span);
            Normalise(planes.Span, pictures.Preprocessing.Mean, pictures.Preprocessing.Std);
            variations[i].Erase(planes.Span, side);
            if (rented is not null)
            {
                frozen!.Run(planes, output);
                ArrayPool<float>.Shared.Return(rented);
            }
        });

        // Channels last in memory, as the convolutions of MobileNetV2 like them best: a step takes two thirds of the time.
        (long channels, long outputSide) = frozen is null ? (RgbImage.Channels, side) : (frozen.Channels, frozen.Side);
        return tensor(values, [chosen.Length, channels, outputSide, outputSide]).permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2);
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
