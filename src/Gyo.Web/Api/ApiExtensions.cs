using Gyo.Web.Asking;
using Gyo.Web.Hosting;
using Gyo.Web.Safety;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;
using Scalar.AspNetCore;

namespace Gyo.Web.Api;

/// <summary>The HTTP API, its document, its health and its numbers.</summary>
internal static class ApiExtensions
{
    public static void AddGyoApi(this IServiceCollection services, GyoWebOptions options)
    {
        services.AddSingleton<GyoMetrics>();
        services.AddSingleton<UploadRoom>();
        services.AddSingleton<ApiKey>();
        services.AddSingleton(s => new UrlFetcher(options, s.GetRequiredService<UploadRoom>(), s.GetRequiredService<QueryPictures>(), s.GetRequiredService<AskLimiter>()));
        services.AddProblemDetails();
        services.AddExceptionHandler<ProblemHandler>();
        services.Configure<RouteHandlerOptions>(handlers => handlers.ThrowOnBadRequest = true); // so that bad values are problems, too
        services.AddClientRate(options);
        services.AddSingleton<GalleryOpening>();
        services.AddHostedService(s => s.GetRequiredService<GalleryOpening>());
        services.AddHealthChecks().AddCheck<GalleryOpening>("gallery");
        services.AddOpenTelemetry().WithMetrics(metrics => metrics
            .AddMeter(GyoMetrics.Name, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.AspNetCore.RateLimiting", "System.Runtime")
            .AddPrometheusExporter());
        services.AddOpenApi("v1", openApi => openApi.AddDocumentTransformer((document, _, _) =>
        {
            document.Info.Title = "Gyo";
            document.Info.Version = typeof(ApiExtensions).Assembly.GetName().Version!.ToString(3);
            document.Info.Description = "Reverse image search for your own pictures. Errors are ProblemDetails whose 'type' stays the same: docs/api.md lists them.";
            return Task.CompletedTask;
        }));
    }

    public static void UseGyoApi(this IApplicationBuilder app)
    {
        app.UseMiddleware<SecurityHeaders>();
        app.UseExceptionHandler();
    }

    public static void UseGyoAccess(this IApplicationBuilder app)
    {
        app.UseMiddleware<ProblemStatusCodes>();
        app.UseMiddleware<AccessControl>();
        app.UseRateLimiter();
    }

    public static void MapGyoApi(this IEndpointRouteBuilder app)
    {
        app.MapSearch();
        app.MapGallery();
        app.MapImages();
        app.MapImageChanges();
        app.MapFindings();
        app.MapOpenApi();
        app.MapScalarApiReference(scalar =>
        {
            scalar.WithTitle("Gyo's HTTP API").WithNonce().DisableDefaultFonts().DisableTelemetry().DisableAgent();
            scalar.ShowDeveloperTools = DeveloperToolsVisibility.Never; // they lead to Scalar's own services
            scalar.HideClientButton = true;
        });
        app.MapHealthChecks("/healthz", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous();
        app.MapHealthChecks("/readyz").AllowAnonymous();
        app.MapPrometheusScrapingEndpoint("/metrics");
    }
}
