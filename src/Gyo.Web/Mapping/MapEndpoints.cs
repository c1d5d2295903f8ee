using System.Buffers.Binary;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace Gyo.Web.Mapping;

/// <summary>The points that the map's page draws: all in one answer.</summary>
internal static class MapEndpoints
{
    /// <summary>Where they are.</summary>
    public const string Path = "/map/points";

    public static void MapPoints(this IEndpointRouteBuilder app) => app.MapGet(Path, GetPoints).ExcludeFromDescription();

    /// <summary>
    /// Little-endian: the number of points N (4 bytes) and of bytes of names (4); ids as doubles, which is what scripts count in (8 N); x and y as
    /// floats (8 N); the place of each point's character among the names, −1 if it is not known (4 N); the names, a JSON array.
    /// </summary>
    internal static byte[] Bytes(GalleryMap map)
    {
        byte[] names = JsonSerializer.SerializeToUtf8Bytes(map.Names);
        byte[] bytes = new byte[8 + 20 * map.Count + names.Length];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, map.Count);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), names.Length);
        double[] ids = [.. map.Ids.ToArray().Select(id => (double)id)];
        Span<byte> rest = bytes.AsSpan(8);
        MemoryMarshal.AsBytes<double>(ids).CopyTo(rest);
        MemoryMarshal.AsBytes(map.Places.Span).CopyTo(rest = rest[(8 * map.Count)..]);
        MemoryMarshal.AsBytes(map.Characters.Span).CopyTo(rest = rest[(8 * map.Count)..]);
        names.CopyTo(rest[(4 * map.Count)..]);
        return bytes;
    }

    private static Results<FileContentHttpResult, NotFound> GetPoints(MapHost host, HttpContext context)
    {
        if (host.Map is not { } map)
        {
            return TypedResults.NotFound();
        }

        byte[] bytes = Bytes(map);
        context.Response.Headers.CacheControl = "private, no-cache"; // kept, but asked about each time
        return TypedResults.File(bytes, "application/octet-stream", entityTag: new EntityTagHeaderValue($"\"{XxHash3.HashToUInt64(bytes):x16}\""));
    }
}
