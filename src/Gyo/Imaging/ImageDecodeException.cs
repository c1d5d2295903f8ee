namespace Gyo.Imaging;

/// <summary>A file that is not a picture Gyo can or may decode. A batch goes past it.</summary>
public sealed class ImageDecodeException : Exception
{
    /// <summary>Names the file and what is wrong with it.</summary>
    /// <param name="path">The file as the caller named it.</param>
    /// <param name="reason">One line a person can act on, without the path.</param>
    /// <param name="innerException">What the file system or the decoder said.</param>
    public ImageDecodeException(string path, string reason, Exception? innerException = null)
        : base($"{path}: {reason}", innerException) => (Path, Reason) = (path, reason);

    /// <summary>The file as the caller named it.</summary>
    public string Path { get; }

    /// <summary>What is wrong and what to do, in one line without the path.</summary>
    public string Reason { get; }
}
