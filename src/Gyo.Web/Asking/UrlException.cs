using Microsoft.AspNetCore.Http;

namespace Gyo.Web.Asking;

/// <summary>A URL that no picture was fetched from. The message says why, in one line.</summary>
public sealed class UrlException : Exception
{
    private UrlException(string type, int status, string message, Exception? cause = null)
        : base(message, cause) => (Type, Status) = (type, status);

    /// <summary>Its type among problems.</summary>
    internal string Type { get; }

    /// <summary>The HTTP status that says it.</summary>
    internal int Status { get; }

    internal static UrlException Off() => new(
        "urls-not-allowed", StatusCodes.Status403Forbidden, "This server fetches no URLs; download the picture and choose its file. (Gyo:AllowUrls=true changes that.)");

    internal static UrlException Refused(string url, Exception? cause = null) => new(
        "url-refused", StatusCodes.Status422UnprocessableEntity, $"{url}: only public http and https addresses are fetched.", cause);

    internal static UrlException Failed(string url, string reason, Exception? cause = null) => new(
        "url-failed", StatusCodes.Status422UnprocessableEntity, $"{url}: {reason}", cause);
}
