using System.Net;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;

namespace Gyo.Web.Safety;

/// <summary>Where the configuration says to listen.</summary>
internal static class ListenAddresses
{
    /// <summary>Hosts that a browser may think it talks to when nothing but this machine is served: no name that others can point here.</summary>
    public const string LocalHosts = "localhost;127.0.0.1;[::1]";

    /// <summary>Refuses addresses that others can reach.</summary>
    /// <exception cref="UnsafeAddressException">One is not of this machine alone.</exception>
    public static void RequireLocal(IConfiguration configuration)
    {
        foreach (string address in Of(configuration))
        {
            if (!IsLocal(address))
            {
                throw new UnsafeAddressException(address);
            }
        }
    }

    private static IEnumerable<string> Of(IConfiguration configuration) =>
    [
        .. (configuration[WebHostDefaults.ServerUrlsKey] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
        .. configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(e => e["Url"]).OfType<string>(),
    ];

    private static bool IsLocal(string address)
    {
        string rest = address[(address.IndexOf("://", StringComparison.Ordinal) is var scheme and >= 0 ? scheme + 3 : 0)..];
        if (rest.StartsWith("unix:", StringComparison.Ordinal) || rest.StartsWith("pipe:", StringComparison.Ordinal))
        {
            return true;
        }

        string host = rest.Split('/', 2)[0];
        host = host.StartsWith('[') ? host[1..Math.Max(1, host.IndexOf(']'))] : host.Split(':', 2)[0];
        return host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out IPAddress? ip) && IPAddress.IsLoopback(ip));
    }
}
