using System.Security.Cryptography;
using Gyo.Collections;
using Gyo.Imaging;

namespace Gyo;

/// <summary>
/// Brings a gallery in line with a folder. A picture is what its bytes are: its SHA-256 tells a change from a touch, and a move from
/// a deletion. Work is committed a batch at a time, so a kill costs at most one batch and the next run goes on from there.
/// </summary>
internal sealed class FolderIndexer(
    GalleryStore store, LoadedModel model, IProgress<IndexProgress>? progress, CancellationToken cancel)
{
    /// <summary>Pictures read, embedded and committed at once: what the embedder takes in one go.</summary>
    private const int BatchSize = 32;

    private readonly List<SkippedImage> _skipped = [];
    private int _added;
    private int _updated;
    private int _moved;
    private int _unchanged;

    /// <summary>Whether a picture that the gallery knows could not be read at all this time.</summary>
    public bool LeftKnownUnread { get; private set; }

    /// <summary>Indexes a folder; see <see cref="Gallery.Index"/>.</summary>
    public IndexResult Run(string folderPath)
    {
        IReadOnlyList<ImageFile> files = ImageFolder.Scan(folderPath);
        if (files.Count == 0)
        {
            throw new GalleryException(folderPath, "there is no picture in this folder, so nothing was changed; is its disk mounted?");
        }

        string fullPath = StoredFolder.FullPath(folderPath);
        CheckFolders(fullPath);
        StoredFolder folder = store.Folder(fullPath);
        IReadOnlyList<StoredImage> images = store.Images(model.Id);
        Dictionary<string, StoredImage> known = images.Where(i => i.Folder.Id == folder.Id).ToDictionary(i => i.File.RelativePath);
        List<Work> work = [];
        foreach (ImageFile file in files)
        {
            known.Remove(file.RelativePath, out StoredImage? image);
            if (image is { HasVector: true } && image.File == file)
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
        List<StoredImage> left = gone.Left;
        store.Transaction(() => left.ForEach(i => store.Remove(i.Id)));
        return new IndexResult(_added, _updated, _moved, left.Count, _unchanged, _skipped);
    }

    /// <summary>Whether a picture that was added by itself lies below a folder: it is the folder's from now on.</summary>
    private static bool IsAdopted(StoredImage image, StoredFolder folder) => image.Folder.IsSingles && folder.Holds(image.Path);

    private void CheckFolders(string path)
    {
        StoredFolder added = new(0, path);
        foreach (StoredFolder other in store.Folders.Where(f => !f.IsSingles && f.Path != path))
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
        foreach (Work[] batch in work.Chunk(BatchSize))
        {
            Reading[] readings = new Reading[batch.Length];
            Parallel.For(0, batch.Length, new ParallelOptions { CancellationToken = cancel }, i => readings[i] = Read(batch[i]));
            Dictionary<string, float[]> vectors = Embed(readings);
            store.Transaction(() => Array.ForEach(readings, r => Commit(r, vectors, gone)));
            done += batch.Length;
            progress?.Report(new IndexProgress(done, work.Count));
        }
    }

    /// <summary>Reads a file once, for its hash and its pixels; a content that has a vector already is not decoded again.</summary>
    private Reading Read(Work work)
    {
        byte[] bytes;
        try
        {
            bytes = model.Reader.ReadFile(work.Path);
        }
        catch (ImageDecodeException e)
        {
            return new Reading(work, Problem: e.Reason);
        }

        Reading reading = new(work, Sha256: Convert.ToHexStringLower(SHA256.HashData(bytes)));
        if (store.FindVector(reading.Sha256!, model.Id, model.Dimension) is { } vector)
        {
            return reading with { Vector = vector };
        }

        try
        {
            return reading with { Square = model.Reader.Read(bytes, work.Path).Pixels };
        }
        catch (ImageDecodeException e)
        {
            return reading with { Problem = e.Reason };
        }
    }

    /// <summary>The vectors of a batch by content: found ones and new ones.</summary>
    private Dictionary<string, float[]> Embed(Reading[] readings)
    {
        Dictionary<string, float[]> vectors = [];
        foreach (Reading reading in readings.Where(r => r.Vector is not null))
        {
            vectors[reading.Sha256!] = reading.Vector!;
        }

        Reading[] unseen = [.. readings.Where(r => r.Square is not null).DistinctBy(r => r.Sha256)];
        float[][] embedded = model.Embed([.. unseen.Select(r => r.Square!)], cancel);
        for (int i = 0; i < unseen.Length; i++)
        {
            vectors[unseen[i].Sha256!] = embedded[i];
        }

        return vectors;
    }

    private void Commit(Reading reading, Dictionary<string, float[]> vectors, Gone gone)
    {
        (StoredFolder folder, ImageFile file, StoredImage? known) = reading.Work;
        if (reading.Problem is { } problem)
        {
            _skipped.Add(new SkippedImage(reading.Work.Path, problem));
        }

        if (reading.Sha256 is not { } sha256)
        {
            LeftKnownUnread |= known is not null;
            return; // Nobody knows what the file holds now: what was known of it stands.
        }

        StoredImage? before = known ?? gone.Take(sha256);
        long id = before?.Id ?? store.Add(folder, file, sha256, reading.Problem);
        if (before is not null)
        {
            store.Update(id, folder, file, sha256, reading.Problem);
        }

        if (vectors.TryGetValue(sha256, out float[]? vector))
        {
            store.SetVector(id, model.Id, vector);
            Count(before, known, sha256);
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

    /// <summary>What was found in it: a hash if it could be read, and with that a vector, pixels or a problem.</summary>
    private sealed record Reading(
        Work Work, string? Sha256 = null, float[]? Vector = null, byte[]? Square = null, string? Problem = null);

    /// <summary>Pictures without a file, by content: each is either found again under another path, or removed in the end.</summary>
    private sealed class Gone(IEnumerable<StoredImage> images)
    {
        private readonly Dictionary<string, Queue<StoredImage>> _byContent =
            images.GroupBy(i => i.Sha256).ToDictionary(g => g.Key, g => new Queue<StoredImage>(g));

        public List<StoredImage> Left => [.. _byContent.Values.SelectMany(q => q)];

        /// <summary>Takes the next picture of a content; null when there is none.</summary>
        public StoredImage? Take(string sha256) =>
            _byContent.TryGetValue(sha256, out Queue<StoredImage>? images) && images.TryDequeue(out StoredImage? image) ? image : null;
    }
}
