using Gyo.Evaluation;

namespace Gyo.Web.Hosting;

/// <summary>Measures how well the gallery answers, in the background and once for everybody who looks.</summary>
/// <remarks>Safe to share between threads.</remarks>
public sealed class GalleryMeasurement(GalleryHost host) : IDisposable
{
    private readonly Lock _starting = new();
    private readonly CancellationTokenSource _closing = new();
    private CancellationTokenSource? _stop;
    private Task _work = Task.CompletedTask;

    /// <summary>Whether it is under way.</summary>
    public bool IsRunning => !_work.IsCompleted;

    /// <summary>How far it has come.</summary>
    public EvaluationProgress Progress { get; private set; }

    /// <summary>What the last one that came to its end found; null before.</summary>
    public GalleryEvaluation? Result { get; private set; }

    /// <summary>How many pictures the gallery held when <see cref="Result"/> was begun.</summary>
    public int Pictures { get; private set; }

    /// <summary>Why the last one failed; null if it did not.</summary>
    public string? Problem { get; private set; }

    /// <summary>Begins, unless it is under way.</summary>
    public void Start()
    {
        lock (_starting)
        {
            if (!IsRunning)
            {
                (Progress, Problem) = (default, null);
                _stop?.Dispose();
                _stop = CancellationTokenSource.CreateLinkedTokenSource(_closing.Token);
                CancellationToken cancel = _stop.Token;
                _work = Task.Run(() => Measure(cancel), CancellationToken.None);
            }
        }
    }

    /// <summary>Stops it; the last result stays.</summary>
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
        Task.WaitAny(_work); // it reads the gallery, which is about to be closed
        _stop?.Dispose();
        _closing.Dispose();
    }

    private void Measure(CancellationToken cancel)
    {
        try
        {
            int pictures = host.Gallery.Count;
            GalleryEvaluation result = host.Gallery.Evaluate(new Reporter(this), cancel);
            (Result, Pictures) = (result, pictures);
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

    private sealed class Reporter(GalleryMeasurement measurement) : IProgress<EvaluationProgress>
    {
        public void Report(EvaluationProgress value)
        {
            if (value.Done > measurement.Progress.Done)
            {
                measurement.Progress = value;
            }
        }
    }
}
