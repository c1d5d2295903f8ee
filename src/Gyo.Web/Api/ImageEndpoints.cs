using System.Security.Cryptography;
using Gyo.Imaging;
using Gyo.Web.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace Gyo.Web.Api;

/// <summary>The gallery's pictures.</summary>
internal static class ImageEndpoints
{
    private const int MostAtOnce = 1000;

    public static void MapImages(this IEndpointRouteBuilder app)
    {
        RouteGroupBuilder images = app.MapGroup("/api/images").WithTags("Pictures");
        images.MapGet("", List).WithName("listImages").WithSummary("Pictures of the gallery, newest first, some at a time.").ProducesProblems(400);
        images.MapGet("{id:long}", Get).WithName("getImage").WithSummary("What is known of a picture.").ProducesProblems(404);
        images.MapGet("{id:long}/thumbnail", GetThumbnail)
            .WithName("getThumbnail").WithSummary("A picture as a small JPEG.").Produces(200, contentType: "image/jpeg").ProducesProblems(404);
        images.MapGet("{id:long}/file", GetFile)
            .WithName("getFile").WithSummary("A picture's file as it was indexed.").Produces(200, contentType: "application/octet-stream").ProducesProblems(404);
    }

    private static Results<Ok<PicturePage>, ProblemHttpResult> List(GalleryHost host, string? character = null, string? text = null, bool takenOut = false, int offset = 0, int take = 100) =>
        offset >= 0 && take is >= 0 and <= MostAtOnce
            ? TypedResults.Ok(host.Gallery.Pictures(new PictureFilter { Character = character, Text = text, TakenOut = takenOut }, offset, take))
            : Problems.BadRequest($"'offset' is 0 or more, and 'take' from 0 to {MostAtOnce}.");

    private static Results<Ok<GalleryPicture>, ProblemHttpResult> Get(long id, GalleryHost host, bool takenOut = false) =>
        host.Gallery.FindPicture(id, takenOut) is { } picture ? TypedResults.Ok(picture) : Missing(id);

    private static Results<FileContentHttpResult, ProblemHttpResult> GetThumbnail(long id, GalleryHost host, Thumbnails thumbnails, HttpContext context, int size = 320, bool takenOut = false)
    {
        if (host.Gallery.FindPicture(id, takenOut) is not { } picture)
        {
            return Missing(id);
        }

        try
        {
            int side = Thumbnails.SideFor(size);
            byte[] jpeg = thumbnails.Get(picture, side);
            context.Response.Headers.CacheControl = "private, max-age=86400";
            return TypedResults.File(jpeg, "image/jpeg", entityTag: new EntityTagHeaderValue($"\"{picture.Sha256[..16]}-{side}\""));
        }
        catch (ImageDecodeException)
        {
            return Gone(id);
        }
    }

    /// <summary>The file, if it holds the very bytes that were indexed: whatever lies at its path by now, nothing else is given away.</summary>
    private static Results<FileContentHttpResult, ProblemHttpResult> GetFile(long id, GalleryHost host, HttpContext context, bool takenOut = false)
    {
        if (host.Gallery.FindPicture(id, takenOut) is not { } picture)
        {
            return Missing(id);
        }

        try
        {
            byte[] file = ImageDecoder.ReadFile(picture.Path);
            if (Convert.ToHexStringLower(SHA256.HashData(file)) != picture.Sha256)
            {
                return Gone(id);
            }

            context.Response.Headers.CacheControl = "private, no-cache";
            context.Response.Headers.ContentDisposition = new ContentDispositionHeaderValue("inline") { FileNameStar = picture.Name }.ToString();
            return TypedResults.File(file, MediaType(ImageDecoder.ExtensionOf(file, picture.Name)), entityTag: new EntityTagHeaderValue($"\"{picture.Sha256}\""));
        }
        catch (ImageDecodeException)
        {
            return Gone(id);
        }
    }

    private static string MediaType(string extension) => extension switch
    {
        ".jpg" => "image/jpeg",
        ".tif" => "image/tiff",
        _ => $"image/{extension[1..]}",
    };

    private static ProblemHttpResult Missing(long id) => Problems.NotFound($"There is no picture {id} in the gallery.");

    private static ProblemHttpResult Gone(long id) => Problems.NotFound($"The file of picture {id} has gone or changed since it was indexed; run 'gyo index' again.");
}
