using Gyo.Web.Asking;
using Gyo.Web.Safety;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Gyo.Web.Api;

/// <summary>Changing which pictures the gallery holds, and whom they show. Whatever is done can be taken back on the page.</summary>
internal static class ImageChangeEndpoints
{
    private const int MostAtOnce = 10_000;

    public static void MapImageChanges(this IEndpointRouteBuilder app)
    {
        RouteGroupBuilder images = app.MapGroup("/api/images").WithTags("Pictures").RequireRateLimiting(ClientRate.Work).AddEndpointFilter<WriteAccess>();
        images.MapPost("", AddAsync).WithName("addImages").WithSummary("Adds pictures; the gallery keeps their files.")
            .AddOpenApiOperationTransformer(OpenApiBodies.Add).ProducesProblems(400, 403, 408, 409, 413, 422, 429, 503);
        images.MapPatch("", RelabelAsync).WithName("relabelImages").WithSummary("Tells whom pictures show.").ProducesProblems(400, 403, 409, 429, 503);
        images.MapDelete("", HideAsync).WithName("removeImages").WithSummary("Takes pictures out. Their files stay.").ProducesProblems(400, 403, 409, 429, 503);
    }

    private static async Task<Results<Created<GalleryPicture[]>, ProblemHttpResult>> AddAsync(HttpRequest request, UploadRoom room, AskLimiter limiter, CancellationToken cancel)
    {
        using UploadRoom.Share share = room.Enter();
        List<(byte[] Bytes, string Name)> files = [];
        string? character = null;
        await UploadForm.ReadAsync(
            request,
            share,
            (field, value) => character = field == "character" ? value : throw new BadHttpRequestException($"There is no field '{ShownName.Of(field, "")}'; use 'character'."),
            (field, bytes, name) => files.Add(field == "image" ? (bytes, name) : throw new BadHttpRequestException("A picture's field is 'image'.")),
            cancel);
        if (files.Count == 0)
        {
            return Problems.NoPicture();
        }

        GalleryPicture[] added = new GalleryPicture[files.Count];
        for (int i = 0; i < added.Length; i++)
        {
            (byte[] bytes, string name) = files[i];
            added[i] = await limiter.RunAsync(gallery => gallery.Import(bytes, name, character), cancel);
        }

        return TypedResults.Created($"/api/images/{added[0].Id}", added);
    }

    private static async Task<Results<Ok<Changed>, ProblemHttpResult>> RelabelAsync(Relabelling change, AskLimiter limiter, CancellationToken cancel) =>
        change.Ids is { Length: > 0 and <= MostAtOnce } ids
            ? TypedResults.Ok(new Changed(await limiter.RunAsync(gallery => gallery.Relabel(ids, change.Character), cancel)))
            : Problems.BadRequest($"'ids' names 1 to {MostAtOnce} pictures.");

    private static async Task<Results<Ok<Changed>, ProblemHttpResult>> HideAsync(long[] id, AskLimiter limiter, CancellationToken cancel) =>
        id.Length is > 0 and <= MostAtOnce
            ? TypedResults.Ok(new Changed(await limiter.RunAsync(gallery => gallery.Hide(id), cancel)))
            : Problems.BadRequest($"'id' names a picture, 1 to {MostAtOnce} times.");

    /// <param name="Ids">The pictures.</param>
    /// <param name="Character">Whom they show; null if that is not known.</param>
    internal sealed record Relabelling(long[]? Ids, string? Character);

    /// <param name="Pictures">How many changed.</param>
    internal sealed record Changed(int Pictures);
}
