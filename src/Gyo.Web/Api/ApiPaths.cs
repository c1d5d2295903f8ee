using Microsoft.AspNetCore.Http;

namespace Gyo.Web.Api;

/// <summary>Which addresses programs and scripts call, and people do not look at.</summary>
internal static class ApiPaths
{
    public static bool Includes(PathString path) => path.StartsWithSegments("/api") || path.StartsWithSegments("/ask");
}
