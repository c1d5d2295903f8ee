using System.Text;
using Gyo.Web.Asking;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Gyo.Web.Api;

/// <summary>Reads what a call sends: its address, and a body that is a multipart form or one file.</summary>
internal static class UploadForm
{
    private const int MostBoundaryLength = 100;
    private const int MostFieldBytes = 4096;
    private const int MostSections = 64;

    /// <summary>Reads a call to its end.</summary>
    /// <param name="request">The call.</param>
    /// <param name="share">Where its files are kept.</param>
    /// <param name="field">Takes the name and value of a field.</param>
    /// <param name="file">Takes the name of a field, the bytes of its file, and what the file is called. A body that is no form is the field 'image'.</param>
    /// <param name="cancel">Stops it.</param>
    /// <exception cref="BadHttpRequestException">The form is damaged, or too large.</exception>
    public static async Task ReadAsync(HttpRequest request, UploadRoom.Share share, Action<string, string> field, Action<string, byte[], string> file, CancellationToken cancel)
    {
        string? name = null;
        foreach ((string key, StringValues values) in request.Query)
        {
            if (key == "name")
            {
                name = values;
                continue;
            }

            foreach (string? value in values)
            {
                field(key, value ?? "");
            }
        }

        if (MediaTypeHeaderValue.TryParse(request.ContentType, out MediaTypeHeaderValue? type)
            && type.MediaType.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase))
        {
            await ReadSectionsAsync(request.Body, Boundary(type), share, field, file, cancel);
            return;
        }

        byte[] bytes = await share.ReadAsync(request.Body, request.ContentLength, cancel);
        if (bytes.Length > 0)
        {
            file("image", bytes, ShownName.Of(name));
        }
    }

    private static async Task ReadSectionsAsync(
        Stream body, string boundary, UploadRoom.Share share, Action<string, string> field, Action<string, byte[], string> file, CancellationToken cancel)
    {
        try
        {
            MultipartReader reader = new(boundary, body);
            int sections = 0;
            while (await reader.ReadNextSectionAsync(cancel) is { } section)
            {
                if (++sections > MostSections)
                {
                    throw new BadHttpRequestException($"A form has at most {MostSections} fields.");
                }

                if (section.GetContentDispositionHeader() is not { } disposition || HeaderUtilities.RemoveQuotes(disposition.Name).Value is not { Length: > 0 } key)
                {
                    throw new BadHttpRequestException("Every part of a form has a name; this one has none.");
                }

                if (disposition.IsFileDisposition())
                {
                    string given = HeaderUtilities.RemoveQuotes(disposition.FileNameStar.HasValue ? disposition.FileNameStar : disposition.FileName).ToString();
                    file(key, await share.ReadAsync(section.Body, null, cancel), ShownName.Of(given));
                }
                else
                {
                    field(key, await TextAsync(section.Body, cancel));
                }
            }
        }
        catch (Exception e) when (e is InvalidDataException || (e is IOException and not BadHttpRequestException))
        {
            throw new BadHttpRequestException("The multipart form is damaged or cut short; send it again.", StatusCodes.Status400BadRequest, e);
        }
    }

    private static string Boundary(MediaTypeHeaderValue type) =>
        HeaderUtilities.RemoveQuotes(type.Boundary).Value is { Length: > 0 and <= MostBoundaryLength } boundary
            ? boundary
            : throw new BadHttpRequestException("The multipart form names no boundary, or one that is too long.");

    private static async Task<string> TextAsync(Stream section, CancellationToken cancel)
    {
        byte[] bytes = new byte[MostFieldBytes + 1];
        int length = await section.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancel);
        return length <= MostFieldBytes
            ? Encoding.UTF8.GetString(bytes, 0, length)
            : throw new BadHttpRequestException($"A field that is no file has at most {MostFieldBytes} bytes.");
    }
}
