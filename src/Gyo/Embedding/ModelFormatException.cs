namespace Gyo.Embedding;

/// <summary>A file of a model (package, weights, checkpoint) is missing, damaged or of another kind than it should be.</summary>
public sealed class ModelFormatException : Exception
{
    /// <summary>Says which file, what it should hold, what it holds and what to do about it.</summary>
    /// <param name="path">The file or folder, as the caller named it.</param>
    /// <param name="expected">What should be there.</param>
    /// <param name="actual">What is there.</param>
    /// <param name="advice">One sentence that tells a person what to do.</param>
    /// <param name="cause">What was thrown underneath, if anything was.</param>
    public ModelFormatException(string path, string expected, string actual, string advice, Exception? cause = null)
        : base($"{path}: expected {expected}, found {actual}. {advice}", cause) =>
        (Path, Expected, Actual) = (path, expected, actual);

    /// <summary>The file or folder, as the caller named it.</summary>
    public string Path { get; }

    /// <summary>What should be there.</summary>
    public string Expected { get; }

    /// <summary>What is there.</summary>
    public string Actual { get; }
}
