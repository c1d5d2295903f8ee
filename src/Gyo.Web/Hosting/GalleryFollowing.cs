using Gyo.Collections;
using Microsoft.Extensions.Hosting;

namespace Gyo.Web.Hosting;

/// <summary>Sees to it that the server answers from what other processes, such as <c>gyo index</c>, have made of the gallery meanwhile.</summary>
internal sealed class GalleryFollowing(GalleryHost host) : BackgroundService
{
    /// <summary>How often is looked: a person who turns from the terminal to the browser finds what was indexed.</summary>
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using PeriodicTimer timer = new(Every);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                if (host.IsReady)
                {
                    Follow();
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The server is closing.
        }
    }

    private void Follow()
    {
        try
        {
            host.Gallery.RefreshIfChanged();
        }
        catch (GalleryException)
        {
            // It goes on answering from what it has read, and tries again.
        }
    }
}
