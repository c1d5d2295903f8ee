using Gyo.Collections;

namespace Gyo;

/// <summary>Keeps a gallery in line with a folder for as long as it runs.</summary>
/// <remarks>
/// What the system tells of a folder only wakes it: then, and now and then without, the folder is looked through, so that an event that was
/// lost costs time and no picture. A folder that is gone or empty is waited for and nothing dropped: its disk may not be mounted.
/// </remarks>
/// <param name="gallery">The gallery.</param>
/// <param name="folder">The folder.</param>
/// <param name="changed">Is told of every change, on the thread that runs.</param>
/// <param name="waits">Is told why nothing can be done for now, once for each reason.</param>
/// <param name="options">How to watch; the defaults if null.</param>
public sealed class FolderWatch(Gallery gallery, string folder, Action<PictureChange> changed, Action<string> waits, WatchOptions? options = null)
{
    private const int LargestBuffer = 64 * 1024; // of events that wait to be told, in bytes; more is not allowed on network drives

    private readonly WatchOptions _options = options ?? new WatchOptions();
    private readonly HashSet<string> _toldSkipped = new(StringComparer.Ordinal);
    private volatile TaskCompletionSource _woken = new();
    private string? _toldWaiting;
    private volatile bool _isDeaf;

    /// <summary>Watches until it is cancelled.</summary>
    /// <param name="cancel">Ends it; what was begun is finished to its next batch.</param>
    /// <exception cref="UnauthorizedAccessException">The gallery or the folder may not be read.</exception>
    public void Run(CancellationToken cancel)
    {
        FileSystemWatcher? events = null;
        try
        {
            while (true)
            {
                events = Listening(events);
                _woken = new TaskCompletionSource();
                bool isDone = Attempt(cancel);
                bool isTold = _woken.Task.Wait(isDone ? _options.Rescan : _options.Quiet, cancel);
                _isDeaf |= !isTold; // whoever was told nothing for so long asks again: the folder may be another one of that name
            }
        }
        catch (OperationCanceledException)
        {
            // It was asked to end.
        }
        finally
        {
            events?.Dispose();
        }
    }

    /// <summary>Looks through the folder and indexes what is ready.</summary>
    /// <returns>Whether there is nothing left that can't wait for the next event.</returns>
    private bool Attempt(CancellationToken cancel)
    {
        try
        {
            HashSet<ImageFile> before = [.. ImageFolder.Scan(folder)];
            cancel.WaitHandle.WaitOne(_options.Quiet);
            cancel.ThrowIfCancellationRequested();
            HashSet<ImageFile> ready = Ready(before);
            bool allReady = gallery.IndexReady(folder, ready.Contains, Tell, cancel);
            _toldWaiting = null;
            return allReady;
        }
        catch (Exception e) when (e is GalleryException or IOException)
        {
            if (_toldWaiting != e.Message)
            {
                waits(_toldWaiting = e.Message);
            }

            return false;
        }
    }

    /// <summary>Files that are as they were a moment ago; and those that are new here but old, which were moved as a whole.</summary>
    private HashSet<ImageFile> Ready(HashSet<ImageFile> before)
    {
        HashSet<string> known = [.. before.Select(f => f.RelativePath)];
        DateTime settled = DateTime.UtcNow - _options.Quiet;
        return [.. ImageFolder.Scan(folder).Where(f => before.Contains(f) || (f.ModifiedUtc < settled && !known.Contains(f.RelativePath)))];
    }

    /// <summary>Tells of a change; of a file that can't be read once, until it changes.</summary>
    private void Tell(PictureChange change)
    {
        if (change.Kind != PictureChangeKind.Skipped)
        {
            _toldSkipped.RemoveWhere(told => told.StartsWith(change.Path + '\n', StringComparison.Ordinal));
            changed(change);
        }
        else if (_toldSkipped.Add($"{change.Path}\n{File.GetLastWriteTimeUtc(change.Path).Ticks}"))
        {
            changed(change);
        }
    }

    /// <summary>Has the system tell of changes. Where it does not, or no more, the folder is looked through now and then all the same.</summary>
    private FileSystemWatcher? Listening(FileSystemWatcher? before)
    {
        if (before is not null && !_isDeaf)
        {
            return before;
        }

        before?.Dispose();
        FileSystemWatcher? events = null;
        try
        {
            events = new FileSystemWatcher(folder)
            {
                IncludeSubdirectories = true,
                InternalBufferSize = LargestBuffer,
                NotifyFilter = NotifyFilters.FileName | NotifyFilters.DirectoryName | NotifyFilters.LastWrite | NotifyFilters.Size,
            };
            events.Created += Wake;
            events.Changed += Wake;
            events.Renamed += Wake;
            events.Deleted += Wake;
            events.Error += (_, _) =>
            {
                _isDeaf = true; // it may have lost some, or the folder is gone
                _woken.TrySetResult();
            };
            _isDeaf = false;
            events.EnableRaisingEvents = true;
            return events;
        }
        catch (Exception e) when (e is IOException or ArgumentException or PlatformNotSupportedException)
        {
            events?.Dispose(); // no folder, or more of them than the system watches at once
            return null;
        }
    }

    private void Wake(object sender, FileSystemEventArgs e) => _woken.TrySetResult();
}
