using Gyo.Collections;
using Gyo.Web.Hosting;

namespace Gyo.Web.Welcoming;

/// <summary>Indexes a folder of this computer in the background, one at a time and for everybody who looks.</summary>
/// <remarks>Safe to share between threads.</remarks>
public sealed class FolderIndexing(GalleryHost host, GyoWebOptions options) : IDisposable
{
    private readonly Lock _starting = new();
    private readonly CancellationTokenSource _closing = new();
    private CancellationTokenSource? _stop;
    private Task _work = Task.CompletedTask;

    /// <summary>Whether it is under way.</summary>
    public bool IsRunning => !_work.IsCompleted;

    /// <summary>How far it has come; nothing before the first batch.</summary>
    public IndexProgress Progress { get; private set; }

    /// <summary>Pictures of the last folder that could not be taken.</summary>
    public IReadOnlyList<SkippedImage> Skipped { get; private set; } = [];

    /// <summary>Why the last one failed, and what to do; null if it did not.</summary>
    public string? Problem { get; private set; }

    /// <summary>Whether characters can be drawn to try Gyo on.</summary>
    public bool CanDraw => options.DrawCharacters is not null;

    /// <summary>Begins to index a folder, unless one is under way.</summary>
    /// <param name="folder">As a person typed it.</param>
    public void Start(string folder)
    {
        string path = folder.Trim().Trim('"');
        if (path.StartsWith("~/", StringComparison.Ordinal))
        {
            path = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), path[2..]);
        }

        Begin(cancel => path.Length == 0 ? throw new GalleryException(path, "name a folder.") : path);
    }

    /// <summary>Begins to draw characters and to index them, unless something is under way.</summary>
    public void StartDrawing() => Begin(cancel =>
    {
        string folder = Path.Combine(options.Gallery, "drawn-characters");
        options.DrawCharacters!(folder, cancel);
        return folder;
    });

    /// <summary>Stops it; what is indexed stays.</summary>
    public void Stop()
    {
        lock (_starting)
        {
            _stop?.Cancel();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _closing.Cancel();
        Task.WaitAny(_work); // it writes to the gallery, which is about to be closed
        _stop?.Dispose();
        _closing.Dispose();
    }

    private void Begin(Func<CancellationToken, string> folder)
    {
        lock (_starting)
        {
            if (!IsRunning)
            {
                (Progress, Problem, Skipped) = (default, null, []);
                _stop?.Dispose();
                _stop = CancellationTokenSource.CreateLinkedTokenSource(_closing.Token);
                CancellationToken cancel = _stop.Token;
                _work = Task.Run(() => Index(folder, cancel), CancellationToken.None);
            }
        }
    }

    private void Index(Func<CancellationToken, string> folder, CancellationToken cancel)
    {
        try
        {
            Skipped = host.Gallery.Index(folder(cancel), new Reporter(this), cancel).Skipped;
        }
        catch (OperationCanceledException)
        {
            // As was asked.
        }
        catch (Exception e)
        {
            Problem = e.Message;
        }
    }

    private sealed class Reporter(FolderIndexing indexing) : IProgress<IndexProgress>
    {
        public void Report(IndexProgress value) => indexing.Progress = value;
    }
}
