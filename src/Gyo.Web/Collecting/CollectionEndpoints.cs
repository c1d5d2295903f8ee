using Gyo.Collections;
using Gyo.Imaging;
using Gyo.Web.Asking;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Gyo.Web.Collecting;

/// <summary>Where the page sends the pictures that the gallery is to keep.</summary>
internal static class CollectionEndpoints
{
    public static void MapCollection(this IEndpointRouteBuilder app) => app.MapPost("/collection/pictures", Add).ExcludeFromDescription();

    /// <summary>Keeps a picture whose file is the body. Whoever sends it shows the page's token, so no other site can.</summary>
    private static async Task<Results<Ok<AddedPicture>, ProblemHttpResult>> Add(
        HttpRequest request, string? name, string? character, AskLimiter limiter, GyoWebOptions options, IAntiforgery antiforgery, CancellationToken cancel)
    {
        if (!await antiforgery.IsRequestValidAsync(request.HttpContext))
        {
            return TypedResults.Problem("This page is too old; reload it.", statusCode: StatusCodes.Status400BadRequest);
        }

        if (await QueryPictureEndpoints.ReadAsync(request, options.MaxPictureBytes, cancel) is not { } bytes)
        {
            return TypedResults.Problem(
                $"The picture is larger than {options.MaxPictureBytes >> 20} MB; save it smaller.", statusCode: StatusCodes.Status413PayloadTooLarge);
        }

        string shown = string.IsNullOrWhiteSpace(name) ? "picture" : name;
        try
        {
            GalleryPicture picture = await limiter.RunAsync(
                gallery => gallery.Import(bytes, shown, string.IsNullOrWhiteSpace(character) ? null : character), cancel);
            return TypedResults.Ok(new AddedPicture(picture.Id));
        }
        catch (ImageDecodeException e)
        {
            return TypedResults.Problem(e.Reason, statusCode: StatusCodes.Status422UnprocessableEntity);
        }
        catch (ArgumentException e)
        {
            return TypedResults.Problem(e.Message, statusCode: StatusCodes.Status400BadRequest);
        }
        catch (Exception e) when (e is GalleryException or BusyException)
        {
            return TypedResults.Problem(e is GalleryException gallery ? gallery.Reason : e.Message, statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }

    internal sealed record AddedPicture(long Id);
}
