using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;

namespace Gyo.Web.Safety;

/// <summary>The token that Gyo's own pages send with what they do, which no page of another site knows.</summary>
internal static class PageToken
{
    private const string Header = "RequestVerificationToken";

    /// <summary>Whether a call shows it. Only the header counts: looking for it in a form would read the body before its limits hold.</summary>
    public static async Task<bool> ShowsPageTokenAsync(this IAntiforgery antiforgery, HttpContext context) =>
        context.Request.Headers[Header].Count == 1 && await antiforgery.IsRequestValidAsync(context);
}
