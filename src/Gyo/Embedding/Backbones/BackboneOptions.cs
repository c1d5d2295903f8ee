namespace Gyo.Embedding.Backbones;

/// <summary>Which file is somebody's feature extractor, and what the file itself does not say.</summary>
public sealed record BackboneOptions
{
    /// <summary>The side of the pictures, in pixels, where the graph leaves it open: 224 is what most backbones were trained at.</summary>
    public const int DefaultSize = 224;

    /// <summary>The largest side, in pixels.</summary>
    public const int LargestSize = 4096;

    /// <summary>The ONNX file.</summary>
    public required string Path { get; init; }

    /// <summary>The side of the pictures, in pixels, 1 to <see cref="LargestSize"/>; null for the graph's own, or <see cref="DefaultSize"/>.</summary>
    public int? Size { get; init; }

    /// <summary>The output that holds the features; null for the only one, or one of a usual name.</summary>
    public string? Output { get; init; }

    /// <summary>The scale of the pixels.</summary>
    public PixelStandard Pixels { get; init; } = PixelStandard.ImageNet;
}
