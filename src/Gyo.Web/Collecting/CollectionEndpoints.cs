using Gyo.Imaging;
using Gyo.Web.Api;
using Gyo.Web.Asking;
using Gyo.Web.Safety;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Gyo.Web.Collecting;

/// <summary>Where the page sends the pictures that the gallery is to keep.</summary>
internal static class CollectionEndpoints
{
    public static void MapCollection(this IEndpointRouteBuilder app) =>
        app.MapPost("/collection/pictures", Add).ExcludeFromDescription().RequireRateLimiting(ClientRate.Work);

    /// <summary>Keeps a picture whose file is the body. Whoever sends it shows the page's token, so no other site can.</summary>
    private static async Task<Results<Ok<AddedPicture>, ProblemHttpResult>> Add(
        HttpRequest request, string? name, string? character, UploadRoom room, AskLimiter limiter, IAntiforgery antiforgery, CancellationToken cancel)
    {
        if (!await antiforgery.ShowsPageTokenAsync(request.HttpContext))
        {
            return Problems.StalePage();
        }

        using UploadRoom.Share share = room.Enter();
        byte[] bytes = await share.ReadAsync(request.Body, request.ContentLength, cancel);
        try
        {
            GalleryPicture picture = await limiter.RunAsync(
                gallery => gallery.Import(bytes, ShownName.Of(name), string.IsNullOrWhiteSpace(character) ? null : character), cancel);
            return TypedResults.Ok(new AddedPicture(picture.Id));
        }
        catch (ImageDecodeException e)
        {
            return Problems.NotAPicture(e.Reason); // the page says the name itself
        }
    }

    internal sealed record AddedPicture(long Id);
}
