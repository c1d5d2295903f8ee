using System.Net;
using System.Net.Sockets;
using Gyo.Imaging;
using Microsoft.AspNetCore.Http;
using Microsoft.Security.AntiSSRF;

namespace Gyo.Web.Asking;

/// <summary>Fetches pictures that a question names by URL, if the settings allow it, from public addresses only.</summary>
/// <remarks>
/// Addresses are checked where connections are made, so that neither a name that points to this machine or its network nor a redirect
/// to one gets there. Safe to share between threads.
/// </remarks>
public sealed class UrlFetcher : IDisposable
{
    private const int MostRedirects = 5;
    private const int MostShownLength = 200;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly GyoWebOptions _options;
    private readonly UploadRoom _room;
    private readonly QueryPictures _pictures;
    private readonly AskLimiter _limiter;
    private readonly HttpClient _client;

    internal UrlFetcher(GyoWebOptions options, UploadRoom room, QueryPictures pictures, AskLimiter limiter, params string[] allowed)
    {
        (_options, _room, _pictures, _limiter) = (options, room, pictures, limiter);
        AntiSSRFPolicy policy = new(PolicyConfigOptions.ExternalOnlyLatest) { AllowPlainTextHttp = true, AddXFFHeader = false };
        if (allowed.Length > 0)
        {
            policy.AddAllowedAddresses(allowed);
        }

        AntiSSRFHandler handler = policy.GetHandler();
        handler.MaxAutomaticRedirections = MostRedirects;
        handler.UseCookies = false;
        _client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        _client.DefaultRequestHeaders.UserAgent.ParseAdd("Gyo");
        _client.DefaultRequestHeaders.Accept.ParseAdd("image/*");
    }

    /// <summary>Fetches a picture and keeps it to ask with.</summary>
    /// <param name="url">Where it is: an absolute http or https URL without a name and password.</param>
    /// <param name="cancel">Stops it.</param>
    /// <exception cref="UrlException">It is not allowed, not public, not there, or takes longer than 20 seconds.</exception>
    /// <exception cref="BadHttpRequestException">The picture is larger than <see cref="GyoWebOptions.MaxPictureBytes"/>.</exception>
    /// <exception cref="ImageDecodeException">What is there is not a picture.</exception>
    /// <exception cref="BusyException">Too much is under way already.</exception>
    public async Task<QueryFile> FetchAsync(string url, CancellationToken cancel)
    {
        if (!_options.AllowUrls)
        {
            throw UrlException.Off();
        }

        string shown = url.Length > MostShownLength ? $"{url[..MostShownLength]}…" : url;
        if (!Uri.TryCreate(url.Trim(), UriKind.Absolute, out Uri? uri) || uri.Scheme is not ("http" or "https") || uri.UserInfo.Length > 0)
        {
            throw UrlException.Refused(shown);
        }

        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(Patience);
        using UploadRoom.Share share = _room.Enter();
        byte[] bytes;
        try
        {
            bytes = await ReadAsync(uri, shown, share, patience.Token);
        }
        catch (Exception e) when (IsRefusal(e))
        {
            throw UrlException.Refused(shown, e);
        }
        catch (OperationCanceledException e) when (!cancel.IsCancellationRequested)
        {
            throw UrlException.Failed(shown, $"there was no picture within {Patience.TotalSeconds:f0} seconds.", e);
        }
        catch (Exception e) when (e is HttpRequestException or WebException or SocketException || (e is IOException and not BadHttpRequestException))
        {
            throw UrlException.Failed(shown, "it can't be reached.", e);
        }

        string name = ShownName.Of(Uri.UnescapeDataString(uri.Segments[^1]), uri.Host);
        await _limiter.RunAsync(_ => Thumbnail.Jpeg(bytes, name, 16), cancel); // says now whether it is a picture
        return _pictures.Add(bytes, name);
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private async Task<byte[]> ReadAsync(Uri uri, string shown, UploadRoom.Share share, CancellationToken cancel)
    {
        using HttpResponseMessage response = await _client.GetAsync(uri, HttpCompletionOption.ResponseHeadersRead, cancel);
        if (!response.IsSuccessStatusCode)
        {
            throw UrlException.Failed(shown, $"the site answered {(int)response.StatusCode}.");
        }

        await using Stream body = await response.Content.ReadAsStreamAsync(cancel);
        return await share.ReadAsync(body, response.Content.Headers.ContentLength, cancel);
    }

    private static bool IsRefusal(Exception exception)
    {
        for (Exception? e = exception; e is not null; e = e.InnerException)
        {
            if (e is AntiSSRFException or ArgumentException) // the latter of addresses that are none, as 0.0.0.0
            {
                return true;
            }
        }

        return false;
    }
}
