using Gyo.Web.Safety;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gyo.Web;

/// <summary>The application: configure, build, map, run.</summary>
public static class GyoServer
{
    /// <summary>Where it listens if not otherwise told.</summary>
    public const string DefaultUrl = "http://127.0.0.1:5080";

    /// <summary>Builds the application.</summary>
    /// <param name="args">Settings as <c>--Gyo:Gallery=DIR</c>, <c>--urls=URL</c>.</param>
    /// <param name="configure">Changes what the configuration says.</param>
    /// <exception cref="UnsafeAddressException">It is to listen where others reach it, and has no key.</exception>
    public static WebApplication Build(string[] args, Action<GyoWebOptions>? configure = null)
    {
        WebApplicationBuilder builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = args,
            ContentRootPath = AppContext.BaseDirectory, // wherever it is started from, its own files are beside it
        });
        builder.WebHost.UseStaticWebAssets(); // the files of packages, when it runs from where it was built
        if (builder.Configuration[WebHostDefaults.ServerUrlsKey] is null)
        {
            builder.WebHost.UseUrls(DefaultUrl);
        }

        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        GyoWebOptions options = new();
        builder.Configuration.GetSection(GyoWebOptions.Section).Bind(options);
        configure?.Invoke(options);
        if (string.IsNullOrEmpty(options.ApiKey))
        {
            ListenAddresses.RequireLocal(builder.Configuration);
            builder.Configuration["AllowedHosts"] ??= ListenAddresses.LocalHosts;
        }

        builder.WebHost.ConfigureKestrel(kestrel => Limit(kestrel, options));
        builder.Services.AddGyo(options);

        WebApplication app = builder.Build();
        app.UseGyo();
        app.MapGyo();
        return app;
    }

    /// <summary>Holds what one client may take of the server before a request is even understood.</summary>
    private static void Limit(KestrelServerOptions kestrel, GyoWebOptions options)
    {
        const int FormBytes = 1 << 20; // what a form has beside its pictures
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = options.MaxPictureBytes + FormBytes;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
        kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(bytesPerSecond: 1024, gracePeriod: TimeSpan.FromSeconds(5));
        kestrel.Limits.MaxConcurrentConnections = 1000;
        kestrel.Limits.MaxConcurrentUpgradedConnections = 500; // pages that are open
    }

    /// <summary>Builds and runs the application until it is stopped.</summary>
    /// <param name="args">As of <see cref="Build"/>.</param>
    /// <param name="configure">Changes what the configuration says.</param>
    /// <param name="cancel">Stops it.</param>
    public static async Task RunAsync(string[] args, Action<GyoWebOptions>? configure = null, CancellationToken cancel = default)
    {
        await using WebApplication app = Build(args, configure);
        await app.StartAsync(cancel);
        await app.WaitForShutdownAsync(cancel);
    }
}
