using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gyo.Web.Api;

/// <summary>Tells callers what an exception means to them: the one place where exceptions become answers.</summary>
internal sealed class ProblemHandler(GyoWebOptions options) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext context, Exception exception, CancellationToken cancel)
    {
        if (context.RequestAborted.IsCancellationRequested && exception is OperationCanceledException or IOException)
        {
            context.Response.StatusCode = StatusCodes.Status499ClientClosedRequest; // nobody reads it
            return true;
        }

        if (Problems.Of(exception, options) is not { } problem)
        {
            return false; // logged, and answered as a mistake of ours
        }

        await WriteAsync(context, problem);
        return true;
    }

    /// <summary>Writes a problem, and when to come back if that helps.</summary>
    public static Task WriteAsync(HttpContext context, ProblemHttpResult problem)
    {
        if (problem.StatusCode is StatusCodes.Status503ServiceUnavailable or StatusCodes.Status429TooManyRequests && context.Response.Headers.RetryAfter.Count == 0)
        {
            context.Response.Headers.RetryAfter = $"{Problems.RetryAfterSeconds}";
        }

        return problem.ExecuteAsync(context);
    }
}
