using Gyo.Embedding;

namespace Gyo.Web.Hosting;

/// <summary>The gallery that the application answers from, open as long as it runs.</summary>
public sealed class GalleryHost(GyoWebOptions options) : IDisposable
{
    private readonly Lock _opening = new();
    private Gallery? _gallery;

    /// <summary>The gallery, opened when it is first needed; if that fails, the next who needs it tries again.</summary>
    public Gallery Gallery
    {
        get
        {
            if (Volatile.Read(ref _gallery) is { } open)
            {
                return open;
            }

            lock (_opening)
            {
                return _gallery ??= Gallery.Exists(options.Gallery) ? Gallery.Open(options.Gallery) : Gallery.OpenOrCreate(options.Gallery, BaseModel.Create());
            }
        }
    }

    /// <summary>Whether it is open.</summary>
    public bool IsReady => Volatile.Read(ref _gallery) is not null;

    /// <summary>Closes it.</summary>
    public void Dispose() => _gallery?.Dispose();
}
