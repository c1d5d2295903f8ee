using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Gyo.Web.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Gyo.Web.Safety;

/// <summary>How often one client may ask for work.</summary>
internal static class ClientRate
{
    /// <summary>The policy of the calls that are work.</summary>
    public const string Work = "gyo-work";

    private const int WithKeyPerMinute = 600;

    public static IServiceCollection AddClientRate(this IServiceCollection services, GyoWebOptions options)
    {
        int perMinute = options.RequestsPerMinute ?? (options.ApiKey is null ? 0 : WithKeyPerMinute);
        return services.AddRateLimiter(limiter =>
        {
            limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limiter.OnRejected = (rejected, _) =>
            {
                if (rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out TimeSpan wait))
                {
                    rejected.HttpContext.Response.Headers.RetryAfter = $"{Math.Ceiling(wait.TotalSeconds)}";
                }

                return new ValueTask(ProblemHandler.WriteAsync(rejected.HttpContext, Problems.TooManyRequests()));
            };
            limiter.AddPolicy(Work, context => perMinute <= 0
                ? RateLimitPartition.GetNoLimiter("")
                : RateLimitPartition.GetTokenBucketLimiter(Client(context.Connection.RemoteIpAddress), _ => new TokenBucketRateLimiterOptions
                {
                    TokenLimit = perMinute,
                    TokensPerPeriod = Math.Max(1, perMinute / 60),
                    ReplenishmentPeriod = TimeSpan.FromSeconds(Math.Max(1, 60.0 / perMinute)),
                }));
        });
    }

    /// <summary>An address; of IPv6 the half that names the network, as one client has all of the other half.</summary>
    private static string Client(IPAddress? address) => address switch
    {
        null => "",
        { IsIPv4MappedToIPv6: true } => address.MapToIPv4().ToString(),
        { AddressFamily: AddressFamily.InterNetworkV6 } => Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8)),
        _ => address.ToString(),
    };
}
