using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace Gyo.Web.Api;

/// <summary>Gives errors of the API that have no body one; pages show a page instead.</summary>
internal sealed class ProblemStatusCodes(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (!ApiPaths.Includes(context.Request.Path))
        {
            await next(context);
            return;
        }

        if (context.Features.Get<IStatusCodePagesFeature>() is { } pages)
        {
            pages.Enabled = false;
        }

        await next(context);
        HttpResponse response = context.Response;
        if (response.StatusCode >= 400 && !response.HasStarted && response.ContentType is null && response.ContentLength is null)
        {
            await ProblemHandler.WriteAsync(context, Problems.Of(response.StatusCode));
        }
    }
}
