using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gyo.Web.Hosting;

/// <summary>Opens the gallery as soon as the server runs, and tells when it can be asked.</summary>
internal sealed partial class GalleryOpening(GalleryHost host, ILogger<GalleryOpening> log) : BackgroundService, IHealthCheck
{
    private readonly ILogger _log = log;
    private string? _problem;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(
        host.IsReady ? HealthCheckResult.Healthy($"{host.Gallery.Count} pictures") : HealthCheckResult.Unhealthy(_problem ?? "The gallery is being opened."));

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Run(
        () =>
        {
            try
            {
                _ = host.Gallery;
            }
            catch (Exception e) // whatever it is, the server goes on and says so
            {
                _problem = e.Message;
                CannotOpen(e.Message);
            }
        },
        stoppingToken);

    [LoggerMessage(LogLevel.Error, "The gallery can't be opened: {Reason}")]
    private partial void CannotOpen(string reason);
}
