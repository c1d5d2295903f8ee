using System.Text.RegularExpressions;
using Gyo.Collections;
using Gyo.Imaging;
using Gyo.Web.Asking;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gyo.Web.Api;

/// <summary>Every way in which a call can fail: RFC 9457's ProblemDetails, each with a type that stays the same for programs to tell them apart.</summary>
internal static partial class Problems
{
    /// <summary>What every type begins with.</summary>
    public const string Prefix = "urn:gyo:problem:";

    /// <summary>Seconds until it is worth to come back, where nothing better is known.</summary>
    public const int RetryAfterSeconds = 1;

    public static ProblemHttpResult BadRequest(string detail, int status = StatusCodes.Status400BadRequest) => Of(status, "bad-request", "Bad request", detail);

    public static ProblemHttpResult NoPicture() => Of(
        StatusCodes.Status400BadRequest, "no-picture", "No picture", "Send a picture as the body, as fields 'image' of a multipart form, or name one of the gallery's with 'like'.");

    public static ProblemHttpResult NotAPicture(string detail) => Of(StatusCodes.Status422UnprocessableEntity, "not-a-picture", "Not a picture", detail);

    public static ProblemHttpResult TooLarge(long most) => Of(
        StatusCodes.Status413PayloadTooLarge, "too-large", "Too large", $"The picture is larger than {most >> 20} MB; save it smaller.");

    public static ProblemHttpResult TooSlow() => Of(
        StatusCodes.Status408RequestTimeout, "too-slow", "Too slow", "The request came in too slowly; send it again.");

    public static ProblemHttpResult NotFound(string detail = "There is nothing here.") => Of(StatusCodes.Status404NotFound, "not-found", "Not found", detail);

    public static ProblemHttpResult KeyNeeded() => Of(
        StatusCodes.Status401Unauthorized, "key-needed", "Key needed", "Send the server's key with the call: 'Authorization: Bearer KEY'.");

    public static ProblemHttpResult WrongKey() => Of(
        StatusCodes.Status401Unauthorized, "wrong-key", "Wrong key", "This is not the server's key; look at its setting Gyo:ApiKey.");

    public static ProblemHttpResult OnlyLocal() => Of(
        StatusCodes.Status403Forbidden, "only-local", "Only from this machine", "The server has no key, so it answers its own machine only; set Gyo:ApiKey.");

    public static ProblemHttpResult CrossOrigin() => Of(
        StatusCodes.Status403Forbidden, "cross-origin", "From another site", "Pages of other sites can't use this server; call it from a program, with its key.");

    public static ProblemHttpResult WriteNotAllowed() => Of(
        StatusCodes.Status403Forbidden, "write-not-allowed", "Changes need a key", "Set the server's Gyo:ApiKey and send it as 'Authorization: Bearer KEY'; or use Gyo's own page.");

    public static ProblemHttpResult StalePage() => Of(StatusCodes.Status400BadRequest, "stale-page", "Stale page", "This page is too old; reload it.");

    public static ProblemHttpResult TooManyRequests() => Of(
        StatusCodes.Status429TooManyRequests, "too-many-requests", "Too many requests", "These are more calls than one client may make; slow down.");

    /// <summary>What an exception means to a caller; null when it is none of theirs.</summary>
    public static ProblemHttpResult? Of(Exception exception, GyoWebOptions options) => exception switch
    {
        ImageDecodeException e => NotAPicture(e.Message),
        BusyException e => Of(StatusCodes.Status503ServiceUnavailable, "busy", "Busy", e.Message),
        UrlException e => Of(e.Status, e.Type, "URL refused", e.Message),
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => TooLarge(options.MaxPictureBytes),
        BadHttpRequestException { StatusCode: StatusCodes.Status408RequestTimeout } => TooSlow(),
        BadHttpRequestException e => BadRequest(Sentence(e.Message), e.StatusCode),
        GalleryException e => Of(StatusCodes.Status409Conflict, "gallery", "The gallery refuses", e.Message),
        ArgumentException e => BadRequest(Sentence(e.Message)),
        _ => null,
    };

    /// <summary>What a status without a body means.</summary>
    public static ProblemHttpResult Of(int status) => status switch
    {
        StatusCodes.Status404NotFound => NotFound(),
        StatusCodes.Status405MethodNotAllowed => Of(status, "method-not-allowed", "Method not allowed", "This address takes other methods; see /openapi/v1.json."),
        StatusCodes.Status415UnsupportedMediaType => BadRequest("Send JSON, with 'Content-Type: application/json'.", status),
        < 500 => BadRequest("The request can't be understood; see /openapi/v1.json.", status),
        _ => Of(status, "internal", "Something went wrong", "The server made a mistake; its log says which."),
    };

    private static ProblemHttpResult Of(int status, string type, string title, string detail) =>
        TypedResults.Problem(detail, statusCode: status, title: title, type: Prefix + type);

    /// <summary>A message as a caller understands it: without the parameters of .NET's methods.</summary>
    private static string Sentence(string message) => message switch
    {
        _ when message.StartsWith("Failed to read parameter", StringComparison.Ordinal) => "The body is not the JSON that this call takes; see /openapi/v1.json.",
        _ when Unbound().Match(message) is { Success: true } unbound => $"'{unbound.Groups[1]}' can't be '{ShownName.Of(unbound.Groups[2].Value, "")}'; see /openapi/v1.json.",
        _ => message.Split(" (Parameter '", 2)[0].ReplaceLineEndings(" "),
    };

    [GeneratedRegex("^Failed to bind parameter \".* (.*)\" from \"(.*)\"", RegexOptions.Singleline)]
    private static partial Regex Unbound();
}
