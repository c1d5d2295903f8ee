namespace Gyo.Indexing;

/// <summary>A snapshot of an index that is damaged, cut short, or something else. It can always be made again from what it was made of.</summary>
public sealed class IndexFormatException : Exception
{
    /// <summary>Names the file and what is wrong with it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="expected">What should be there.</param>
    /// <param name="actual">What is there.</param>
    /// <param name="innerException">What the file system said.</param>
    public IndexFormatException(string path, string expected, string actual, Exception? innerException = null)
        : base($"{path}: expected {expected}, found {actual}. Delete the file; it is made again.", innerException) =>
        (Path, Expected, Actual) = (path, expected, actual);

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>What should be there.</summary>
    public string Expected { get; }

    /// <summary>What is there.</summary>
    public string Actual { get; }
}
