using Gyo.Web.Api;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;

namespace Gyo.Web.Safety;

/// <summary>Lets change the gallery who shows the key as a program does, or the token that only Gyo's own pages know.</summary>
internal sealed class WriteAccess(ApiKey key, IAntiforgery antiforgery) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        key.IsBearer(context.HttpContext.Request) || await antiforgery.ShowsPageTokenAsync(context.HttpContext)
            ? await next(context)
            : Problems.WriteNotAllowed();
}
