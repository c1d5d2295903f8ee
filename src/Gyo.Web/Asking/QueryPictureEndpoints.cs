using Gyo.Imaging;
using Gyo.Web.Api;
using Gyo.Web.Safety;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Gyo.Web.Asking;

/// <summary>Where the page sends the pictures it asks with, and shows them from.</summary>
internal static class QueryPictureEndpoints
{
    private const int PreviewSide = 1024;

    public static void MapQueryPictures(this IEndpointRouteBuilder app)
    {
        RouteGroupBuilder group = app.MapGroup("/ask/pictures").ExcludeFromDescription();
        group.MapPost("", Upload).RequireRateLimiting(ClientRate.Work);
        group.MapPost("url", Fetch).RequireRateLimiting(ClientRate.Work);
        group.MapGet("{id:guid}", Preview);
    }

    /// <summary>Keeps a picture whose file is the body. Whoever sends it shows the page's token, so no other site can.</summary>
    private static async Task<Results<Ok<UploadedPicture>, ProblemHttpResult>> Upload(
        HttpRequest request, string? name, QueryPictures pictures, UploadRoom room, AskLimiter limiter, IAntiforgery antiforgery, CancellationToken cancel)
    {
        if (!await antiforgery.ShowsPageTokenAsync(request.HttpContext))
        {
            return Problems.StalePage();
        }

        using UploadRoom.Share share = room.Enter();
        byte[] bytes = await share.ReadAsync(request.Body, request.ContentLength, cancel);
        string shown = ShownName.Of(name);
        try
        {
            await limiter.RunAsync(_ => Thumbnail.Jpeg(bytes, shown, 16), cancel); // says now whether it is a picture
        }
        catch (ImageDecodeException e)
        {
            return Problems.NotAPicture(e.Reason); // the page says the name itself
        }

        return Kept(pictures.Add(bytes, shown));
    }

    /// <summary>Keeps a picture that the server fetches.</summary>
    private static async Task<Results<Ok<UploadedPicture>, ProblemHttpResult>> Fetch(
        HttpRequest request, PictureUrl picture, UrlFetcher fetcher, IAntiforgery antiforgery, CancellationToken cancel) =>
        await antiforgery.ShowsPageTokenAsync(request.HttpContext)
            ? Kept(await fetcher.FetchAsync(picture.Url ?? "", cancel))
            : Problems.StalePage();

    private static Ok<UploadedPicture> Kept(QueryFile file) => TypedResults.Ok(new UploadedPicture(file.Id, file.Name));

    /// <summary>A picture as a JPEG made anew: whatever was sent, only pixels come back.</summary>
    private static Results<FileContentHttpResult, NotFound> Preview(Guid id, QueryPictures pictures, HttpContext context)
    {
        if (pictures.Find(id) is not { } file)
        {
            return TypedResults.NotFound();
        }

        context.Response.Headers.CacheControl = "private, max-age=3600, immutable";
        return TypedResults.File(Thumbnail.Jpeg(file.Bytes, file.Name, PreviewSide), "image/jpeg");
    }

    internal sealed record UploadedPicture(Guid Id, string Name);

    internal sealed record PictureUrl(string? Url);
}
