namespace Gyo.Embedding;

/// <summary><c>model.json</c>: all that is known about a model besides its weights.</summary>
public sealed record ModelManifest
{
    /// <summary>The version of the package's format that this library reads and writes.</summary>
    public const int CurrentFormat = 1;

    /// <summary>The version of the package's format.</summary>
    public int Format { get; init; } = CurrentFormat;

    /// <summary>How pictures are made ready for the model.</summary>
    public required Preprocessing Preprocessing { get; init; }

    /// <summary>D, the length of a vector.</summary>
    public required int Dimension { get; init; }

    /// <summary>
    /// Whether a picture's vector is the mean of two views, the second one mirrored: slower by two, closer by a little. With a
    /// <see cref="Preprocessing.Margin"/> the second view is the upper part.
    /// </summary>
    public bool Mirror { get; init; }

    /// <summary>How the model was made: a recipe's name, or <c>base</c>.</summary>
    public required string Recipe { get; init; }

    /// <summary>The characters it was trained on; none for <c>base</c>.</summary>
    public IReadOnlyList<string> Characters { get; init; } = [];

    /// <summary>The <see cref="SinglePictureTemperature"/> of a model that has none of its own: what the base model wants (docs/quality.md).</summary>
    public const float DefaultSinglePictureTemperature = 8;

    /// <summary>
    /// What scores are divided by before they become confidences in a gallery of one picture per character, which cannot find out by itself
    /// as others do; at least 1. Fitted to characters that it was not trained on; null if there were none.
    /// </summary>
    public float? SinglePictureTemperature { get; init; }

    /// <summary>What its own evaluation measured, by name (rates 0–1); null if it was never evaluated.</summary>
    public IReadOnlyDictionary<string, double>? Metrics { get; init; }

    /// <summary>The versions of the libraries that made it, by name.</summary>
    public IReadOnlyDictionary<string, string> Libraries { get; init; } = new Dictionary<string, string>();

    /// <summary>The licence of the weights it started from; null if it started from none.</summary>
    public string? WeightsLicense { get; init; }

    /// <summary>The SHA-256 of <c>embedding.onnx</c>, lower-case hex; filled in when the package is made.</summary>
    public string OnnxSha256 { get; init; } = "";
}
