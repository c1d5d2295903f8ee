using Gyo.Collections;

namespace Gyo;

/// <content>Indexing that tells of every picture.</content>
public sealed partial class Gallery
{
    /// <summary><see cref="Index(string, IProgress{IndexProgress}?, CancellationToken)"/> of the files that are ready, telling what became of each picture.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="takes">Whether a file is ready. Others are left as they are known; while one is new, no picture is dropped: it may be one that was moved.</param>
    /// <param name="changed">Is told of every change, also of those before a cancellation.</param>
    /// <param name="cancel">Honoured between batches.</param>
    /// <returns>Whether every file was ready.</returns>
    internal bool IndexReady(string folder, Func<ImageFile, bool> takes, Action<PictureChange> changed, CancellationToken cancel)
    {
        bool allReady = true;
        Dictionary<long, StoredImage> before = Known(folder);
        IReadOnlyList<SkippedImage> skipped = [];
        try
        {
            skipped = Index(folder, file => takes(file) || (allReady = false), progress: null, cancel).Skipped;
        }
        finally
        {
            foreach (PictureChange change in Changes(before, Known(folder)))
            {
                changed(change);
            }
        }

        foreach (SkippedImage image in skipped)
        {
            changed(new PictureChange(PictureChangeKind.Skipped, image.Path, Reason: image.Reason));
        }

        return allReady;
    }

    private static IEnumerable<PictureChange> Changes(Dictionary<long, StoredImage> before, Dictionary<long, StoredImage> after)
    {
        foreach (StoredImage gone in before.Values.Where(i => !after.ContainsKey(i.Id)))
        {
            yield return new PictureChange(PictureChangeKind.Removed, gone.Path, gone.Label);
        }

        foreach (StoredImage now in after.Values)
        {
            StoredImage? was = before.GetValueOrDefault(now.Id);
            if (was is not null && was.Path != now.Path)
            {
                yield return new PictureChange(PictureChangeKind.Moved, now.Path, now.Label, was.Path);
            }

            if (now.HasVector && (was is not { HasVector: true } || was.Sha256 != now.Sha256))
            {
                yield return new PictureChange(was is null ? PictureChangeKind.Added : PictureChangeKind.Updated, now.Path, now.Label);
            }
        }
    }

    private Dictionary<long, StoredImage> Known(string folder)
    {
        string path = StoredFolder.FullPath(folder);
        return _store.Images(_store.NextModelId ?? _store.ModelId).Where(i => i.Folder.Path == path).ToDictionary(i => i.Id);
    }
}
