namespace Gyo.Embedding.Backbones;

/// <summary>The scale on which a backbone wants its pixels: (p − mean) / std for each channel, as in <see cref="Preprocessing"/>.</summary>
/// <param name="Name">What the command line calls it.</param>
/// <param name="Mean">Of red, green and blue, on the scale 0–255.</param>
/// <param name="Std">Of red, green and blue, on the scale 0–255.</param>
public sealed record PixelStandard(string Name, float[] Mean, float[] Std)
{
    /// <summary>Mean and deviation of ImageNet, as torchvision, timm and DINOv2 use them.</summary>
    public static PixelStandard ImageNet { get; } = OfUnit("imagenet", [0.485f, 0.456f, 0.406f], [0.229f, 0.224f, 0.225f]);

    /// <summary>Those of the pictures that CLIP was trained on (openai/CLIP, <c>clip.py</c>).</summary>
    public static PixelStandard Clip { get; } =
        OfUnit("clip", [0.48145466f, 0.4578275f, 0.40821073f], [0.26862954f, 0.26130258f, 0.27577711f]);

    /// <summary>0 to 1.</summary>
    public static PixelStandard Unit { get; } = OfUnit("unit", [0, 0, 0], [1, 1, 1]);

    /// <summary>−1 to 1.</summary>
    public static PixelStandard PlusMinusOne { get; } = OfUnit("signed", [0.5f, 0.5f, 0.5f], [0.5f, 0.5f, 0.5f]);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<PixelStandard> All { get; } = [ImageNet, Clip, Unit, PlusMinusOne];

    /// <summary>The standard called <paramref name="name"/>.</summary>
    /// <exception cref="ArgumentException">There is none of that name; the message lists those there are.</exception>
    public static PixelStandard Named(string name) => All.FirstOrDefault(s => s.Name == name)
        ?? throw new ArgumentException($"There is no pixel standard '{name}'. Use one of: {string.Join(", ", All.Select(s => s.Name))}.");

    /// <summary>A standard whose mean and deviation are given on the scale 0–1, as they are published.</summary>
    private static PixelStandard OfUnit(string name, float[] mean, float[] std) =>
        new(name, [.. mean.Select(m => m * 255)], [.. std.Select(s => s * 255)]);
}
