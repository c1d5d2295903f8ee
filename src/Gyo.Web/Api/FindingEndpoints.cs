using Gyo.Web.Asking;
using Gyo.Web.Reviewing;
using Gyo.Web.Safety;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Gyo.Web.Api;

/// <summary>What may be amiss in the gallery, and deciding about it: the queue that the page reviews.</summary>
internal static class FindingEndpoints
{
    private const int MostAtOnce = 1000;

    public static void MapFindings(this IEndpointRouteBuilder app)
    {
        RouteGroupBuilder api = app.MapGroup("/api").WithTags("Care");
        api.MapGet("findings", List).WithName("listFindings").WithSummary("What the last inspection found and nobody has decided, the surest first.").ProducesProblems(400);
        RouteGroupBuilder changes = api.MapGroup("").RequireRateLimiting(ClientRate.Work).AddEndpointFilter<WriteAccess>();
        changes.MapPost("findings", Inspect).WithName("inspect").WithSummary("Begins an inspection, unless one is under way.").ProducesProblems(403, 429);
        changes.MapPost("findings/{id}/accept", AcceptAsync)
            .WithName("acceptFinding").WithSummary("Does what a finding proposes. It can be taken back.").ProducesProblems(400, 403, 404, 409, 429, 503);
        changes.MapPost("findings/{id}/reject", RejectAsync)
            .WithName("rejectFinding").WithSummary("Says that nothing is amiss, for good. It can be taken back.").ProducesProblems(403, 404, 409, 429, 503);
        changes.MapPost("undo", UndoAsync).WithName("undo").WithSummary("Takes the gallery's last change back, whoever made it.").ProducesProblems(403, 404, 409, 429, 503);
    }

    private static Results<Ok<Findings>, ProblemHttpResult> List(FindingReview review, string? kind = null, int offset = 0, int take = 100)
    {
        FindingKind wanted = default;
        if (offset < 0 || take is < 0 or > MostAtOnce || (kind is not null && !Enum.TryParse(kind, ignoreCase: true, out wanted)))
        {
            return Problems.BadRequest($"'offset' is 0 or more, 'take' from 0 to {MostAtOnce}, and 'kind' one of {string.Join(", ", Enum.GetNames<FindingKind>()).ToLowerInvariant()}.");
        }

        Finding[] open = [.. review.Open.Where(f => kind is null || f.Kind == wanted)];
        return TypedResults.Ok(new Findings(review.IsInspected, review.IsRunning, review.Progress.Share, review.Problem, open.Length, [.. open.Skip(offset).Take(take).Select(Told)]));
    }

    private static Accepted Inspect(FindingReview review)
    {
        review.Start();
        return TypedResults.Accepted("/api/findings");
    }

    private static async Task<Results<Ok<ImageChangeEndpoints.Changed>, ProblemHttpResult>> AcceptAsync(
        string id, FindingReview review, AskLimiter limiter, CancellationToken cancel, long? keep = null) =>
        Done(await limiter.RunAsync(_ => review.Accept(id, keep), cancel), id);

    private static async Task<Results<Ok<ImageChangeEndpoints.Changed>, ProblemHttpResult>> RejectAsync(string id, FindingReview review, AskLimiter limiter, CancellationToken cancel) =>
        Done(await limiter.RunAsync(_ => review.Reject(id), cancel), id);

    private static async Task<Results<Ok<GalleryChange>, ProblemHttpResult>> UndoAsync(FindingReview review, AskLimiter limiter, CancellationToken cancel) =>
        await limiter.RunAsync(_ => review.Undo().Change, cancel) is { } undone ? TypedResults.Ok(undone) : Problems.NotFound("There is nothing to take back.");

    private static Results<Ok<ImageChangeEndpoints.Changed>, ProblemHttpResult> Done(int changed, string id) => changed > 0
        ? TypedResults.Ok(new ImageChangeEndpoints.Changed(changed))
        : Problems.NotFound($"There is no open finding '{ShownName.Of(id, "")}'; GET /api/findings lists them.");

    private static OpenFinding Told(Finding finding) => new(
        finding.Id, finding.Kind.ToString().ToLowerInvariant(), finding.Score, finding.Reason, finding.Character, finding.Proposed, finding.Pictures, finding.Evidence);

    /// <param name="Inspected">Whether there was an inspection.</param>
    /// <param name="Running">Whether one is under way.</param>
    /// <param name="Progress">How far that is, 0 to 1.</param>
    /// <param name="Problem">Why the last one failed; null if it did not.</param>
    /// <param name="Total">How many are open in all.</param>
    /// <param name="Open">Those that were asked for.</param>
    internal sealed record Findings(bool Inspected, bool Running, double Progress, string? Problem, int Total, OpenFinding[] Open);

    /// <param name="Id">The same for the same finding every time.</param>
    /// <param name="Kind">One of unreadable, duplicates, label, alike, split.</param>
    /// <param name="Score">How sure it is, 0 to 1.</param>
    /// <param name="Reason">Why, in words.</param>
    /// <param name="Character">Whom it is about; of two, who stays.</param>
    /// <param name="Proposed">Whom the pictures would show.</param>
    /// <param name="Pictures">What it is about; of duplicates, the best first.</param>
    /// <param name="Evidence">Pictures that show why.</param>
    internal sealed record OpenFinding(
        string Id, string Kind, double Score, string Reason, string? Character, string? Proposed, IReadOnlyList<FoundPicture> Pictures, IReadOnlyList<FoundPicture> Evidence);
}
