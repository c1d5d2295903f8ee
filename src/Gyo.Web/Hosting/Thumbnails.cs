using Gyo.Imaging;
using Microsoft.Extensions.Caching.Memory;

namespace Gyo.Web.Hosting;

/// <summary>Small pictures of the gallery's files, kept in memory while there is room.</summary>
public sealed class Thumbnails : IDisposable
{
    /// <summary>The sides that are made, in pixels: a tile, a tile on a fine screen, a preview.</summary>
    public static readonly int[] Sides = [160, 320, 1024];

    private readonly MemoryCache _cache = new(new MemoryCacheOptions { SizeLimit = 64 << 20 });

    /// <summary>The smallest side that is made and not below what is wanted; the largest if there is none.</summary>
    public static int SideFor(int wanted) => Sides.FirstOrDefault(s => s >= wanted, Sides[^1]);

    /// <summary>A JPEG.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="side">One of <see cref="Sides"/>.</param>
    /// <exception cref="ImageDecodeException">The file is gone or damaged.</exception>
    public byte[] Get(GalleryPicture picture, int side) =>
        _cache.GetOrCreate((picture.Sha256, side), entry =>
        {
            byte[] jpeg = Thumbnail.Jpeg(picture.Path, side);
            entry.Size = jpeg.Length;
            return jpeg;
        })!;

    /// <inheritdoc/>
    public void Dispose() => _cache.Dispose();
}
