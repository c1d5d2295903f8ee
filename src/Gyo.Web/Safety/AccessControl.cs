using System.Net;
using Gyo.Web.Api;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gyo.Web.Safety;

/// <summary>Lets in who may: with a key who shows it, without one who is at this machine; and no page of another site.</summary>
internal sealed class AccessControl(RequestDelegate next, ApiKey key)
{
    public Task InvokeAsync(HttpContext context) =>
        Refusal(context) is { } refusal ? ProblemHandler.WriteAsync(context, refusal) : next(context);

    private ProblemHttpResult? Refusal(HttpContext context)
    {
        HttpRequest request = context.Request;
        if (key.IsSet && !key.IsShown(request) && context.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is null)
        {
            // Programs are told to send the key; a person's browser asks for it.
            context.Response.Headers.WWWAuthenticate = ApiPaths.Includes(request.Path) ? "Bearer" : "Basic realm=\"Gyo: any name, and the key as password\", charset=\"UTF-8\"";
            return request.Headers.Authorization.Count > 0 ? Problems.WrongKey() : Problems.KeyNeeded();
        }

        if (!key.IsSet && context.Connection.RemoteIpAddress is { } from && !IPAddress.IsLoopback(from))
        {
            return Problems.OnlyLocal();
        }

        return IsFromAnotherSite(request) && !key.IsBearer(request) ? Problems.CrossOrigin() : null;
    }

    /// <summary>Whether a browser does or connects something for the page of another site. Reading is what browsers forbid such pages by themselves.</summary>
    private static bool IsFromAnotherSite(HttpRequest request)
    {
        bool reads = (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)) && !request.HttpContext.WebSockets.IsWebSocketRequest;
        return !reads && ((request.Headers["Sec-Fetch-Site"].ToString() is "cross-site" or "same-site")
            || (request.Headers.Origin is [{ } origin] && origin != $"{request.Scheme}://{request.Host}"));
    }
}
