using Microsoft.AspNetCore.Http;
using Scalar.AspNetCore;

namespace Gyo.Web.Safety;

/// <summary>Tells browsers what pages of this server may do: run scripts and load what comes from it alone, and be in no other site's frame.</summary>
internal sealed class SecurityHeaders(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        context.Response.OnStarting(() =>
        {
            Add(context);
            return Task.CompletedTask;
        });
        return next(context);
    }

    private static void Add(HttpContext context)
    {
        IHeaderDictionary headers = context.Response.Headers;
        string? nonce = context.Items[ScalarOptions.NonceHttpContextItemKey] as string; // of the reference page's own script
        headers.ContentSecurityPolicy = string.Join(
            "; ",
            "default-src 'self'",
            nonce is null ? "script-src 'self'" : $"script-src 'self' 'nonce-{nonce}'",
            "style-src 'self' 'unsafe-inline'", // MudBlazor's themes and places are inline styles
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'");
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
    }
}
