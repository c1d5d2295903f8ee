using System.Threading.RateLimiting;
using Gyo.Web.Hosting;

namespace Gyo.Web.Asking;

/// <summary>Lets so many questions at a time at the gallery as the machine can work on, and a bounded number wait.</summary>
public sealed class AskLimiter(GalleryHost host, GyoWebOptions options) : IDisposable
{
    private readonly ConcurrencyLimiter _limiter = new(new ConcurrencyLimiterOptions
    {
        PermitLimit = options.Concurrency,
        QueueLimit = options.QueueLength,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });

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
            throw new BusyException();
        }

        return await Task.Run(() => work(host.Gallery), cancel);
    }

    /// <inheritdoc/>
    public void Dispose() => _limiter.Dispose();
}
