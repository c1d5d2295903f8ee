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
    public static void MapImages(this IEndpointRouteBuilder app) => app.MapGet("/api/images/{id:long}/thumbnail", GetThumbnail);

    private static Results<FileContentHttpResult, NotFound> GetThumbnail(long id, GalleryHost host, Thumbnails thumbnails, HttpContext context, int size = 320)
    {
        if (host.Gallery.FindPicture(id) is not { } picture)
        {
            return TypedResults.NotFound();
        }

        try
        {
            int side = Thumbnails.SideFor(size);
            context.Response.Headers.CacheControl = "private, max-age=86400";
            return TypedResults.File(
                thumbnails.Get(picture, side), "image/jpeg", entityTag: new EntityTagHeaderValue($"\"{picture.Sha256[..16]}-{side}\""));
        }
        catch (ImageDecodeException)
        {
            return TypedResults.NotFound(); // its file has gone or changed since it was indexed
        }
    }
}
