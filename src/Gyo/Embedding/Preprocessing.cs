using System.Text.Json.Serialization;

namespace Gyo.Embedding;

/// <summary>How a picture becomes a model's input: the same record is used in training and when answering.</summary>
public sealed record Preprocessing
{
    /// <summary>S, the side of the square in pixels. 128: fine lines of a drawing survive, and a laptop embeds in milliseconds.</summary>
    public int Size { get; init; } = 128;

    /// <summary>
    /// Pixels that are read on every side of the square beyond it, at least 0: the model sees the middle of a picture, and, if it averages two
    /// views, the upper part too, where a character's face is. 0: it sees all of the picture.
    /// </summary>
    public int Margin { get; init; }

    /// <summary>R, the side of the square that a picture is read at: S and the margin on both sides.</summary>
    [JsonIgnore]
    public int ReadSize => Size + 2 * Margin;

    /// <summary>How a picture of any shape becomes that square. Squeezed: nothing is cut, every pixel counts.</summary>
    public ResizeMode Resize { get; init; } = ResizeMode.Squeeze;

    /// <summary>What is subtracted from red, green and blue, on the scale 0–255. 0: the shipped weights expect [0, 1].</summary>
    public float[] Mean { get; init; } = [0, 0, 0];

    /// <summary>What red, green and blue are divided by after that, on the scale 0–255. 255: the shipped weights expect [0, 1].</summary>
    public float[] Std { get; init; } = [255, 255, 255];

    /// <summary>What shows through transparency and fills the border of <see cref="ResizeMode.Pad"/>.</summary>
    public RgbColor Background { get; init; } = RgbColor.White;
}
