namespace Gyo.Web.Hosting;

/// <summary>Work that goes on in the background, one at a time and once for everybody who looks.</summary>
/// <typeparam name="TProgress">How far it has come; its default is the beginning.</typeparam>
/// <param name="isWorthTelling">Whether a report is to be told after the last that was; reports may come from any thread, and late. Null: each is.</param>
/// <remarks>Safe to share between threads.</remarks>
public abstract class BackgroundWork<TProgress>(Func<TProgress, TProgress, bool>? isWorthTelling = null) : IProgress<TProgress>, IDisposable
    where TProgress : struct
{
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _closing = new();
    private CancellationTokenSource? _stop;
    private Task _work = Task.CompletedTask;
    private volatile bool _isRunning;

    /// <summary>Something below is another. Called from any thread.</summary>
    public event Action? Changed;

    /// <summary>Whether it is under way.</summary>
    public bool IsRunning => _isRunning;

    /// <summary>How far it has come.</summary>
    public TProgress Progress { get; private set; }

    /// <summary>Why the last one failed, and what to do; null if it did not.</summary>
    public string? Problem { get; private set; }

    /// <summary>Stops it; what came of the last one stays.</summary>
    public void Stop()
    {
        lock (_lock)
        {
            _stop?.Cancel();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Task work;
        lock (_lock)
        {
            _closing.Cancel();
            work = _work;
        }

        work.Wait(); // it works with the gallery, which is about to be closed
        _stop?.Dispose();
        _closing.Dispose();
        GC.SuppressFinalize(this);
    }

    void IProgress<TProgress>.Report(TProgress value)
    {
        if (isWorthTelling?.Invoke(value, Progress) ?? true)
        {
            Progress = value;
            Changed?.Invoke();
        }
    }

    /// <summary>Begins, unless it is under way or the application is closing; returns at once.</summary>
    /// <param name="work">Does it; tells this of its progress.</param>
    protected void Begin(Action<IProgress<TProgress>, CancellationToken> work)
    {
        lock (_lock)
        {
            if (_isRunning || _closing.IsCancellationRequested)
            {
                return;
            }

            (_isRunning, Progress, Problem) = (true, default, null);
            _stop?.Dispose();
            _stop = CancellationTokenSource.CreateLinkedTokenSource(_closing.Token);
            CancellationToken cancel = _stop.Token;
            _work = Task.Factory.StartNew(() => Run(work, cancel), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }
    }

    /// <summary>Tells everybody who looks.</summary>
    protected void Tell() => Changed?.Invoke();

    private void Run(Action<IProgress<TProgress>, CancellationToken> work, CancellationToken cancel)
    {
        try
        {
            work(this, cancel);
        }
        catch (OperationCanceledException)
        {
            // As was asked.
        }
        catch (Exception e) // whatever it is, the server goes on and says so
        {
            Problem = e.Message;
        }

        _isRunning = false;
        Changed?.Invoke();
    }
}
