using Gyo.Web.Asking;
using Gyo.Web.Hosting;
using Gyo.Web.Safety;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Gyo.Web.Api;

/// <summary>Asking.</summary>
internal static class SearchEndpoint
{
    public static void MapSearch(this IEndpointRouteBuilder app) => app.MapPost("/api/search", SearchAsync)
        .RequireRateLimiting(ClientRate.Work)
        .WithName("search").WithTags("Asking").WithSummary("Asks who is in pictures.")
        .WithDescription(
            "The body is a picture's file, or a multipart form with any number of 'image' and 'unlike' files. Several pictures are taken to show the same character. "
            + "The other fields go into the form or the address. The answer is that of 'gyo search --json'.")
        .AddOpenApiOperationTransformer(OpenApiBodies.Search)
        .ProducesProblems(400, 408, 413, 422, 429, 503);

    private static async Task<Results<Ok<SearchAnswer>, ProblemHttpResult>> SearchAsync(
        HttpRequest request, GalleryHost host, UploadRoom room, AskLimiter limiter, CancellationToken cancel)
    {
        using UploadRoom.Share share = room.Enter();
        SearchQuestion question = new();
        await UploadForm.ReadAsync(request, share, question.Take, question.TakeFile, cancel);
        if (question.IsEmpty)
        {
            return Problems.NoPicture();
        }

        Query query = question.ToQuery();
        if (query.Like.Concat(query.Unlike).FirstOrDefault(p => p.Id is { } id && host.Gallery.FindPicture(id) is null) is { } unknown)
        {
            return Problems.BadRequest($"There is no {unknown.Name} in the gallery.");
        }

        return TypedResults.Ok(question.Sift(await limiter.RunAsync(gallery => gallery.Search(query, question.Options), cancel)));
    }

    /// <summary>Says which errors a call may have.</summary>
    public static RouteHandlerBuilder ProducesProblems(this RouteHandlerBuilder endpoint, params int[] statuses)
    {
        foreach (int status in statuses)
        {
            endpoint.ProducesProblem(status);
        }

        return endpoint.ProducesProblem(StatusCodes.Status401Unauthorized);
    }
}
