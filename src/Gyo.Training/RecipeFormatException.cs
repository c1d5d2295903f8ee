namespace Gyo.Training;

/// <summary>A recipe file is missing, is no JSON, or holds something that no recipe can hold.</summary>
public sealed class RecipeFormatException : Exception
{
    /// <summary>Says which file and property, what is allowed there and what was found.</summary>
    /// <param name="path">The file, as the caller named it.</param>
    /// <param name="property">The property, <c>augmentation.</c> before those of the augmentation; null if the file as a whole is meant.</param>
    /// <param name="expected">What is allowed.</param>
    /// <param name="actual">What is there.</param>
    /// <param name="cause">What was thrown underneath, if anything was.</param>
    public RecipeFormatException(string path, string? property, string expected, string actual, Exception? cause = null)
        : base($"{path}: {(property is null ? "" : $"{property}: ")}expected {expected}, found {actual}.", cause) =>
        (Path, Property, Expected, Actual) = (path, property, expected, actual);

    /// <summary>The file, as the caller named it.</summary>
    public string Path { get; }

    /// <summary>The property that is wrong; null if the file as a whole is.</summary>
    public string? Property { get; }

    /// <summary>What is allowed.</summary>
    public string Expected { get; }

    /// <summary>What is there.</summary>
    public string Actual { get; }
}
