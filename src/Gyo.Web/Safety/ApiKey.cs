using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Gyo.Web.Safety;

/// <summary>The server's key, and whether a call shows it.</summary>
internal sealed class ApiKey(GyoWebOptions options)
{
    private readonly byte[]? _hash = options.ApiKey is { Length: > 0 } key ? Hash(key) : null;

    /// <summary>Whether the server has one.</summary>
    public bool IsSet => _hash is not null;

    /// <summary>Whether a call shows the key as a program does; a browser never does that by itself, so no other site can make it.</summary>
    public bool IsBearer(HttpRequest request) => Credentials(request) is { Scheme: "Bearer", Parameter: { } shown } && Equals(shown);

    /// <summary>Whether a call shows the key in any way; a browser asks a person for it as a password, whatever the name.</summary>
    public bool IsShown(HttpRequest request) => IsBearer(request) || (Credentials(request) is { Scheme: "Basic", Parameter: { } shown } && Equals(Password(shown)));

    /// <summary>In the same time wherever they differ, and however long they are.</summary>
    private bool Equals(string shown) => _hash is not null && CryptographicOperations.FixedTimeEquals(Hash(shown), _hash);

    private static AuthenticationHeaderValue? Credentials(HttpRequest request) =>
        AuthenticationHeaderValue.TryParse(request.Headers.Authorization, out AuthenticationHeaderValue? credentials) ? credentials : null;

    private static string Password(string shown)
    {
        byte[] text = new byte[shown.Length];
        return Convert.TryFromBase64String(shown, text, out int length) ? Encoding.UTF8.GetString(text, 0, length).Split(':', 2)[^1] : "";
    }

    private static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
