using Gyo.Web.Asking;
using Gyo.Web.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Gyo.Web.Api;

/// <summary>The gallery as a whole.</summary>
internal static class GalleryEndpoints
{
    public static void MapGallery(this IEndpointRouteBuilder app)
    {
        RouteGroupBuilder api = app.MapGroup("/api").WithTags("Gallery");
        api.MapGet("characters", Characters).WithName("listCharacters").WithSummary("The characters, by name.").ProducesProblems();
        api.MapGet("stats", Stats).WithName("getStats").WithSummary("How much there is, and which model answers.").ProducesProblems();
    }

    private static Ok<Character[]> Characters(GalleryHost host) => TypedResults.Ok<Character[]>(
        [.. host.Gallery.Characters.OrderBy(c => c.Key, StringComparer.OrdinalIgnoreCase).Select(c => new Character(c.Key, c.Value))]);

    private static Ok<GalleryStats> Stats(GalleryHost host, AskLimiter limiter) => TypedResults.Ok(new GalleryStats(
        host.Gallery.Count, host.Gallery.Characters.Count, host.Gallery.ModelId, host.Gallery.NextModelId, host.Gallery.Dimension, limiter.Waiting));

    /// <param name="Name">The character.</param>
    /// <param name="Pictures">How many pictures it has.</param>
    internal sealed record Character(string Name, int Pictures);

    /// <param name="Pictures">How many can be found.</param>
    /// <param name="Characters">How many there are.</param>
    /// <param name="ModelId">The model that answers.</param>
    /// <param name="NextModelId">The model that the next index leads to; null when it is the one that answers.</param>
    /// <param name="Dimension">The length of its vectors.</param>
    /// <param name="Waiting">Questions that wait for their turn.</param>
    internal sealed record GalleryStats(int Pictures, int Characters, string ModelId, string? NextModelId, int Dimension, long Waiting);
}
