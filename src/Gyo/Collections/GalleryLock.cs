namespace Gyo.Collections;

/// <summary>
/// The right to change a gallery, held by one process at a time and given back by the system even when the process is killed.
/// Reading needs none.
/// </summary>
public sealed class GalleryLock : IDisposable
{
    private const string FileName = "gallery.lock";

    private readonly FileStream _file;

    /// <summary>Takes the lock.</summary>
    /// <param name="directory">The gallery's directory.</param>
    /// <exception cref="GalleryException">Another process has it.</exception>
    public GalleryLock(string directory)
    {
        try
        {
            _file = new FileStream(Path.Combine(directory, FileName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            bool isForbidden = e is UnauthorizedAccessException;
            string reason = isForbidden
                ? "the gallery can't be written to; check the folder's permissions."
                : "another process is changing this gallery; try again when it is done.";
            throw new GalleryException(directory, reason, e) { IsBusy = !isForbidden };
        }
    }

    /// <summary>Gives the lock back. The file stays: removing it could take it from under a process that is just taking it.</summary>
    public void Dispose() => _file.Dispose();
}
