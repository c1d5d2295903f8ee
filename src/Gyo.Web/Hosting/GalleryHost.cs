using Gyo.Embedding;

namespace Gyo.Web.Hosting;

/// <summary>The gallery that the application answers from, open as long as it runs.</summary>
public sealed class GalleryHost(GyoWebOptions options) : IDisposable
{
    private readonly Lazy<Gallery> _gallery = new(() =>
        Gallery.Exists(options.Gallery) ? Gallery.Open(options.Gallery) : Gallery.OpenOrCreate(options.Gallery, BaseModel.Create()));

    /// <summary>The gallery, opened when it is first needed.</summary>
    public Gallery Gallery => _gallery.Value;

    /// <summary>Whether it is open.</summary>
    public bool IsReady => _gallery.IsValueCreated;

    /// <summary>Closes it.</summary>
    public void Dispose()
    {
        if (_gallery.IsValueCreated)
        {
            _gallery.Value.Dispose();
        }
    }
}
