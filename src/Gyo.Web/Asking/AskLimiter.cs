using System.Threading.RateLimiting;
using Gyo.Web.Hosting;

namespace Gyo.Web.Asking;

/// <summary>Lets so many questions at a time at the gallery as the machine can work on, and a bounded number wait.</summary>
public sealed class AskLimiter : IDisposable
{
    private readonly GalleryHost _host;
    private readonly GyoMetrics _metrics;
    private readonly ConcurrencyLimiter _limiter;

    /// <summary>Makes one for a gallery.</summary>
    public AskLimiter(GalleryHost host, GyoWebOptions options, GyoMetrics metrics)
    {
        (_host, _metrics) = (host, metrics);
        _limiter = new ConcurrencyLimiter(new ConcurrencyLimiterOptions
        {
            PermitLimit = options.Concurrency,
            QueueLimit = options.QueueLength,
            QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
        });
        metrics.Watch(() => Waiting);
    }

    /// <summary>Questions that wait.</summary>
    public long Waiting => _limiter.GetStatistics()?.CurrentQueuedCount ?? 0;

    /// <summary>Works with the gallery when it is this one's turn.</summary>
    /// <exception cref="BusyException">Too many wait already.</exception>
    /// <exception cref="OperationCanceledException">Cancelled while waiting.</exception>
    public async Task<T> RunAsync<T>(Func<Gallery, T> work, CancellationToken cancel)
    {
        using RateLimitLease lease = await _limiter.AcquireAsync(1, cancel);
        if (!lease.IsAcquired)
        {
            _metrics.Refused();
            throw new BusyException();
        }

        T done = await Task.Run(() => work(_host.Gallery), cancel);
        if (done is SearchAnswer answer)
        {
            _metrics.Answered(answer);
        }

        return done;
    }

    /// <inheritdoc/>
    public void Dispose() => _limiter.Dispose();
}
