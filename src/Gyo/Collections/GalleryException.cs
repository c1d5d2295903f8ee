namespace Gyo.Collections;

/// <summary>A gallery, or a folder it is asked to hold, is not as it must be. The message says what to do, in one line.</summary>
public sealed class GalleryException : Exception
{
    /// <summary>Says what is wrong with which path.</summary>
    /// <param name="path">The gallery, folder or file.</param>
    /// <param name="reason">What is wrong and what to do.</param>
    /// <param name="cause">What was thrown underneath, if anything was.</param>
    public GalleryException(string path, string reason, Exception? cause = null)
        : base($"{path}: {reason}", cause) => (Path, Reason) = (path, reason);

    /// <summary>The gallery, folder or file.</summary>
    public string Path { get; }

    /// <summary>Whether another process is changing the gallery, so that it is worth trying again.</summary>
    public bool IsBusy { get; init; }

    /// <summary>What is wrong and what to do, without the path.</summary>
    public string Reason { get; }
}
