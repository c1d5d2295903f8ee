using System.Collections.Concurrent;
using System.Security.Cryptography;
using Gyo.Collections;
using Gyo.Imaging;

namespace Gyo;

/// <summary>
/// Brings a gallery in line with a folder. A picture is what its bytes are: its SHA-256 tells a change from a touch, and a move from
/// a deletion. Work is committed a batch at a time, so a kill costs some tenths of a second and the next run goes on from there.
/// </summary>
internal sealed class FolderIndexer(
    GalleryStore store, LoadedModel model, IProgress<IndexProgress>? progress, CancellationToken cancel)
{
    /// <summary>Pictures committed at once: a commit waits for the disk, and is then worth as much as embedding a few.</summary>
    private const int BatchSize = 32;

    private readonly List<SkippedImage> _skipped = [];

    // Contents whose vectors are in the database, and those that are being made; the first leads to the database, so that it is asked
    // only for what it has.
    private readonly ConcurrentDictionary<string, bool> _stored = new();
    private readonly ConcurrentDictionary<string, Lazy<Content>> _made = new();
    private readonly List<(string Label, long Id)> _moves = []; // pictures whose folder is another's now, and whom they showed before
    private int _added;
    private int _updated;
    private int _moved;
    private int _unchanged;

    /// <summary>Whether a picture that the gallery knows could not be read at all this time.</summary>
    public bool LeftKnownUnread { get; private set; }

    /// <summary>
    /// Which files are taken, all if null. Others are left as they are known; and while one of them is not known, no picture is dropped: it may be
    /// one that was moved.
    /// </summary>
    public Func<ImageFile, bool>? Takes { get; init; }

    /// <summary>Indexes a folder; see <see cref="Gallery.Index(string, IProgress{IndexProgress}?, CancellationToken)"/>.</summary>
    public IndexResult Run(string folderPath)
    {
        IReadOnlyList<ImageFile> files = ImageFolder.Scan(folderPath);
        if (files.Count == 0)
        {
            throw new GalleryException(folderPath, "there is no picture in this folder, so nothing was changed; is its disk mounted?");
        }

        string fullPath = StoredFolder.FullPath(folderPath);
        CheckFolders(fullPath);
        string own = store.OwnPath + '/';
        if (own.StartsWith(fullPath + '/', StringComparison.Ordinal))
        {
            files = [.. files.Where(f => !$"{fullPath}/{f.RelativePath}".StartsWith(own, StringComparison.Ordinal))];
        }

        StoredFolder folder = store.Folder(fullPath);
        IReadOnlyList<StoredImage> images = store.Images(model.Id);
        foreach (StoredImage image in images.Where(i => i.HasVector))
        {
            _stored[image.Sha256] = true;
        }

        Dictionary<string, StoredImage> known = images.Where(i => i.Folder.Id == folder.Id).ToDictionary(i => i.File.RelativePath);
        List<Work> work = [];
        bool keepsAll = false;
        foreach (ImageFile file in files)
        {
            known.Remove(file.RelativePath, out StoredImage? image);
            if (Takes?.Invoke(file) == false)
            {
                keepsAll |= image is null;
            }
            else if (image is { HasVector: true } && image.File == file)
            {
                _unchanged++;
            }
            else
            {
                work.Add(new Work(folder, file, image));
            }
        }

        // What is left of the known pictures has no file any more.
        Gone gone = new([.. known.Values, .. images.Where(i => IsAdopted(i, folder))]);
        if (store.NextModelId == model.Id)
        {
            IEnumerable<StoredImage> elsewhere = images.Where(i => i.Folder.Id != folder.Id && !IsAdopted(i, folder));
            work.AddRange(elsewhere.Where(i => !i.HasVector).Select(i => new Work(i.Folder, i.File, i)));
        }

        DoInBatches(work, gone);
        List<StoredImage> left = keepsAll ? [] : gone.Left;
        store.Transaction(() =>
        {
            left.ForEach(i => store.Remove(i.Id));
            FollowRenamedFolders();
        });
        return new IndexResult(_added, _updated, _moved, left.Count, _unchanged, _skipped);
    }

    /// <summary>Whether a picture that was added by itself lies below a folder: it is the folder's from now on.</summary>
    private static bool IsAdopted(StoredImage image, StoredFolder folder) => image.Folder.IsSingles && folder.Holds(image.Path);

    private void CheckFolders(string path)
    {
        StoredFolder added = new(0, path);
        if (path == store.OwnPath)
        {
            throw new GalleryException(path, "these are the pictures that the gallery keeps itself; they are indexed already.");
        }

        foreach (StoredFolder other in store.Folders.Where(f => !f.IsSingles && !f.IsOwn && f.Path != path))
        {
            if (other.Holds(path) || added.Holds(other.Path))
            {
                throw new GalleryException(
                    path, $"the gallery indexes {other.Path}, which shares pictures with it; index that one, or remove it first.");
            }

            if (store.NextModelId == model.Id && !Directory.Exists(other.Path))
            {
                throw new GalleryException(
                    other.Path, "a change of model needs all of the gallery's folders; mount this one, or remove it first.");
            }
        }
    }

    private void DoInBatches(List<Work> work, Gone gone)
    {
        int done = 0;
        progress?.Report(new IndexProgress(done, work.Count));
        foreach (Reading[] batch in Pipeline.Run(work, Read, cancel).Chunk(BatchSize))
        {
            store.Transaction(() =>
            {
                Array.ForEach(batch, r => Commit(r, gone));
                FollowRenamedFolders();
            });
            Forget(batch);
            done += batch.Length;
            progress?.Report(new IndexProgress(done, work.Count));
        }

        cancel.ThrowIfCancellationRequested();
    }

    /// <summary>Reads a file once, for its hash and its vector; a content that has one already is not decoded again.</summary>
    private Reading Read(Work work)
    {
        byte[] bytes;
        try
        {
            bytes = model.Reader.ReadFile(work.Path);
        }
        catch (ImageDecodeException e)
        {
            return new Reading(work, Sha256: null, new Content(Vector: null, e.Reason));
        }

        string sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes));
        return new Reading(work, sha256, _made.GetOrAdd(sha256, _ => new Lazy<Content>(() => Embed(bytes, sha256, work.Path))).Value);
    }

    private Content Embed(byte[] bytes, string sha256, string path)
    {
        if (_stored.ContainsKey(sha256) && store.FindVector(sha256, model.Id, model.Dimension) is { } vector)
        {
            return new Content(vector, Problem: null);
        }

        try
        {
            RgbImage square = model.Reader.Read(bytes, path);
            return new Content(model.Embed([square.Pixels])[0], Problem: null, PictureReader.Look(bytes, path, square));
        }
        catch (ImageDecodeException e)
        {
            return new Content(Vector: null, e.Reason);
        }
    }

    /// <summary>Leaves to the database what it now has. Copies that were begun before share the vector, later ones are sent there.</summary>
    private void Forget(Reading[] batch)
    {
        foreach (Reading reading in batch.Where(r => r.Sha256 is not null))
        {
            if (reading.Content.Vector is not null)
            {
                _stored[reading.Sha256!] = true;
            }

            _made.TryRemove(reading.Sha256!, out _);
        }
    }

    private void Commit(Reading reading, Gone gone)
    {
        (StoredFolder folder, ImageFile file, StoredImage? known) = reading.Work;
        if (reading.Content.Problem is { } problem)
        {
            _skipped.Add(new SkippedImage(reading.Work.Path, problem));
        }

        if (reading.Sha256 is not { } sha256)
        {
            LeftKnownUnread |= known is not null;
            return; // Nobody knows what the file holds now: what was known of it stands.
        }

        StoredImage? before = known ?? gone.Take(sha256, file.Character);
        long id = before?.Id ?? store.Add(folder, file, sha256, reading.Content.Problem);
        if (before is not null)
        {
            store.Update(id, folder, file, sha256, reading.Content.Problem);
            if (before is { IsDecided: false, Label: { } label } && before.File.Character != file.Character)
            {
                _moves.Add((label, id));
            }
        }

        if (reading.Content.Vector is { } vector)
        {
            store.SetVector(id, model.Id, vector);
            if (reading.Content.Look is { } look)
            {
                store.SetLook(sha256, look);
            }

            Count(before, known, sha256);
        }
    }

    /// <summary>Where no picture of a character is left and some were moved, its folder was renamed: what was said of the character holds on.</summary>
    private void FollowRenamedFolders()
    {
        foreach (IGrouping<string, long> moved in _moves.GroupBy(m => m.Label, m => m.Id).Where(m => store.CountOf(new PictureFilter { Character = m.Key }) == 0))
        {
            string?[] shown = [.. store.Find([.. moved]).Values.Select(i => i.Label)];
            if (shown.OfType<string>().CountBy(name => name, StringComparer.Ordinal).OrderByDescending(c => c.Value).FirstOrDefault().Key is { } name)
            {
                store.RenameInVerdicts(moved.Key, name);
            }
        }
    }

    private void Count(StoredImage? before, StoredImage? known, string sha256)
    {
        if (before is null)
        {
            _added++;
        }
        else if (known is null)
        {
            _moved++;
        }
        else if (known.HasVector && known.Sha256 == sha256)
        {
            _unchanged++;
        }
        else
        {
            _updated++;
        }
    }

    /// <summary>A file to look into.</summary>
    private sealed record Work(StoredFolder Folder, ImageFile File, StoredImage? Known)
    {
        public string Path => Folder.PathOf(File.RelativePath);
    }

    /// <summary>What was found in it; no hash if it could not be read.</summary>
    private sealed record Reading(Work Work, string? Sha256, Content Content);

    /// <summary>What a file's bytes are worth: a vector, and what it looks like if it had none before; or a problem.</summary>
    private sealed record Content(float[]? Vector, string? Problem, PictureContent? Look = null);

    /// <summary>Pictures without a file, by content: each is either found again under another path, or removed in the end.</summary>
    private sealed class Gone(IEnumerable<StoredImage> images)
    {
        private readonly Dictionary<string, List<StoredImage>> _byContent = images.GroupBy(i => i.Sha256).ToDictionary(g => g.Key, g => g.ToList());

        public List<StoredImage> Left => [.. _byContent.Values.SelectMany(images => images)];

        /// <summary>Takes the next picture of a content, one of the same character before others; null when there is none.</summary>
        public StoredImage? Take(string sha256, string? character)
        {
            if (!_byContent.TryGetValue(sha256, out List<StoredImage>? images) || images.Count == 0)
            {
                return null;
            }

            int taken = Math.Max(0, images.FindIndex(i => i.File.Character == character));
            StoredImage image = images[taken];
            images.RemoveAt(taken);
            return image;
        }
    }
}
