using Gyo.Web.Api;
using Gyo.Web.Asking;
using Gyo.Web.Collecting;
using Gyo.Web.Components;
using Gyo.Web.Hosting;
using Gyo.Web.Mapping;
using Gyo.Web.Reviewing;
using Gyo.Web.Trainings;
using Gyo.Web.Welcoming;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor.Services;

namespace Gyo.Web;

/// <summary>Mounts Gyo in an application.</summary>
public static class GyoWebExtensions
{
    /// <summary>Adds what the page and the API need.</summary>
    public static IServiceCollection AddGyo(this IServiceCollection services, GyoWebOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton<GalleryHost>();
        services.AddHostedService<GalleryFollowing>();
        services.AddSingleton<MapHost>();
        services.AddSingleton<FindingReview>();
        services.AddSingleton<UnnamedReview>();
        services.AddSingleton<AskLimiter>();
        services.AddSingleton<Thumbnails>();
        services.AddSingleton<QueryPictures>();
        services.AddSingleton<GalleryMeasurement>();
        services.AddSingleton<TrainingRuns>();
        services.AddSingleton<FolderIndexing>();
        services.AddScoped<Question>(); // of one browser tab, so that it is still there when another page was looked at
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddMudServices();
        services.AddAntiforgery();
        services.AddGyoApi(options);
        return services;
    }

    /// <summary>Adds what looks at every request.</summary>
    public static IApplicationBuilder UseGyo(this IApplicationBuilder app)
    {
        app.UseGyoApi();
        app.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
        app.UseGyoAccess();
        app.UseAntiforgery();
        return app;
    }

    /// <summary>Maps the page and the API.</summary>
    public static IEndpointRouteBuilder MapGyo(this IEndpointRouteBuilder app)
    {
        app.MapStaticAssets();
        app.MapQueryPictures();
        app.MapCollection();
        app.MapPoints();
        app.MapGyoApi();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode();
        return app;
    }
}
