using Gyo.Collections;
using Gyo.Web.Hosting;

namespace Gyo.Web.Welcoming;

/// <summary>Indexes a folder of this computer. It has come nowhere before the first batch; stopped, what is indexed stays.</summary>
public sealed class FolderIndexing(GalleryHost host, GyoWebOptions options) : BackgroundWork<IndexProgress>
{
    /// <summary>Pictures of the last folder that could not be taken.</summary>
    public IReadOnlyList<SkippedImage> Skipped { get; private set; } = [];

    /// <summary>Whether characters can be drawn to try Gyo on.</summary>
    public bool CanDraw => options.DrawCharacters is not null;

    /// <summary>Begins to index a folder, unless one is under way.</summary>
    /// <param name="folder">As a person typed it.</param>
    public void Start(string folder)
    {
        string path = folder.Trim().Trim('"');
        if (path.StartsWith("~/", StringComparison.Ordinal))
        {
            path = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), path[2..]);
        }

        Index(cancel => path.Length == 0 ? throw new GalleryException(path, "name a folder.") : path);
    }

    /// <summary>Begins to draw characters and to index them, unless something is under way.</summary>
    public void StartDrawing() => Index(cancel =>
    {
        string folder = Path.Combine(options.Gallery, "drawn-characters");
        options.DrawCharacters!(folder, cancel);
        return folder;
    });

    private void Index(Func<CancellationToken, string> folder) => Begin((progress, cancel) =>
    {
        Skipped = [];
        Skipped = host.Gallery.Index(folder(cancel), progress, cancel).Skipped;
    });
}
