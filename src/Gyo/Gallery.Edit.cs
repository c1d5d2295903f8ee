using System.Security.Cryptography;
using Gyo.Collections;
using Gyo.Embedding;
using Gyo.Imaging;

namespace Gyo;

/// <content>Deciding about pictures, and taking it back. What is decided outlasts a new index, a new model and a move of the files.</content>
public sealed partial class Gallery
{
    /// <summary>Longest name of a character, in characters.</summary>
    public const int MaxNameLength = 200;

    /// <summary>The change that <see cref="Undo"/> would take back; null when there is none.</summary>
    public GalleryChange? LastChange => _store.LastChange;

    /// <summary>
    /// Adds a picture that has no place of its own, as one that was dropped on a page: the gallery keeps its bytes in <c>pictures/</c>, under
    /// their SHA-256. It can be found at once. The same content again is the same picture.
    /// </summary>
    /// <param name="file">All bytes of the picture's file.</param>
    /// <param name="name">What it is called; remembered, and what errors call it.</param>
    /// <param name="character">Whom it shows; null if that is not known, which leaves a picture that is here already as it is.</param>
    /// <returns>The picture.</returns>
    /// <exception cref="ArgumentException">The character's name is empty, too long or has control characters.</exception>
    /// <exception cref="ImageDecodeException">It can't be decoded; nothing was changed.</exception>
    /// <exception cref="GalleryException">Another process is changing the gallery, or it can't be written to.</exception>
    public GalleryPicture Import(ReadOnlyMemory<byte> file, string name, string? character = null)
    {
        string? label = character is null ? null : Checked(character);
        LoadedModel seen = View.Model;
        RgbImage square = seen.Reader.Read(file, name);
        float[] vector = seen.Embed([square.Pixels])[0]; // before the lock: others may change what they like meanwhile
        PictureContent look = PictureReader.Look(file, name, square);
        string sha256 = Convert.ToHexStringLower(SHA256.HashData(file.Span));
        lock (_changing)
        {
            using GalleryLock turn = new(Directory);
            StoredImage? known = _store.FindContent(sha256);
            bool isKept = known is not null && HasFile(known);
            ImageFile kept = isKept ? known!.File : Keep(file, name, sha256);
            LoadedModel model = View.Model;
            if (known is null && model != seen)
            {
                vector = model.Embed([model.Reader.Read(file, name).Pixels])[0];
            }

            long id = 0;
            Change(() =>
            {
                if (known is not null && !isKept)
                {
                    _store.Adopt(known, kept);
                }

                string words = label is null ? $"Added {name}" : $"Added {name} to {label}";
                (id, IReadOnlyList<long> changed) = _store.Import(kept with { Character = label }, known, sha256, name, words);
                if (known is null)
                {
                    _store.SetVector(id, model.Id, vector);
                    _store.SetLook(sha256, look);
                }

                return changed;
            });
            return FindPicture(id)!;
        }
    }

    /// <summary>Lets pictures show somebody else from now on, whatever their folders say: moves them, or splits a character in two.</summary>
    /// <param name="ids">The pictures; those that are not in the gallery are passed over.</param>
    /// <param name="character">Whom they show, known or new; null if that is not known.</param>
    /// <returns>How many changed.</returns>
    /// <exception cref="ArgumentException">The character's name is empty, too long or has control characters.</exception>
    /// <exception cref="GalleryException">Another process is changing the gallery.</exception>
    public int Relabel(IReadOnlyCollection<long> ids, string? character)
    {
        string? label = character is null ? null : Checked(character);
        return Locked(() => Change(() => _store.Relabel(
            ids, label, n => label is null ? $"Took the character off {Pictured(n)}" : $"Moved {Pictured(n)} to {label}")));
    }

    /// <summary>Takes pictures out: they are not found or counted any more, also after a new index. Their files stay.</summary>
    /// <param name="ids">The pictures; those that are not in the gallery are passed over.</param>
    /// <returns>How many were taken out.</returns>
    /// <exception cref="GalleryException">Another process is changing the gallery.</exception>
    public int Hide(IReadOnlyCollection<long> ids) =>
        Locked(() => Change(() => _store.Hide(ids, n => $"Took out {Pictured(n)}")));

    /// <summary>
    /// Renames a character, also for pictures that come to its folder later. If there is a character of that name, both are one from now on.
    /// </summary>
    /// <param name="character">The character.</param>
    /// <param name="name">Its new name.</param>
    /// <returns>How many pictures have another name now: 0 when there is no such character, or that is its name.</returns>
    /// <exception cref="ArgumentException">The new name is empty, too long or has control characters.</exception>
    /// <exception cref="GalleryException">Another process is changing the gallery.</exception>
    public int Rename(string character, string name)
    {
        string label = Checked(name);
        return character == label
            ? 0
            : Locked(() => Change(() =>
            {
                bool isKnown = _store.CountOf(new PictureFilter { Character = label }) > 0;
                return _store.Rename(character, label, _ => isKnown ? $"Merged {character} into {label}" : $"Renamed {character} to {label}");
            }));
    }

    /// <summary>Takes the last change back; once more, the one before it.</summary>
    /// <returns>The change that was taken back; null when there is none.</returns>
    /// <exception cref="GalleryException">Another process is changing the gallery.</exception>
    public GalleryChange? Undo() => Locked(() =>
    {
        GalleryChange? undone = null;
        Change(() =>
        {
            (undone, IReadOnlyList<long> changed) = _store.Undo() is { } done ? (done.Change, done.Changed) : ((GalleryChange?)null, []);
            return changed;
        });
        return undone;
    });

    private static string Pictured(int count) => count == 1 ? "1 picture" : $"{count:N0} pictures";

    /// <summary>A character's name without space around it.</summary>
    private static string Checked(string name)
    {
        string trimmed = name.Trim();
        return trimmed.Length is > 0 and <= MaxNameLength && !trimmed.Any(char.IsControl)
            ? trimmed
            : throw new ArgumentException($"A character's name has 1 to {MaxNameLength} characters, all on one line.");
    }

    /// <summary>Whether a picture's file is there as it was last read.</summary>
    private static bool HasFile(StoredImage image)
    {
        try
        {
            return ImageFile.Of(new FileInfo(image.Path), image.File.RelativePath) is var now
                && (now.Bytes, now.ModifiedUtc) == (image.File.Bytes, image.File.ModifiedUtc);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Keeps a file's bytes, whole or not at all.</summary>
    private ImageFile Keep(ReadOnlyMemory<byte> file, string name, string sha256)
    {
        string kept = sha256 + ImageDecoder.ExtensionOf(file, name);
        string path = Path.Combine(_store.OwnPath, kept);
        try
        {
            System.IO.Directory.CreateDirectory(_store.OwnPath);
            AtomicFile.Write(path, file.Span);
            return ImageFile.Of(new FileInfo(path), kept);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new GalleryException(_store.OwnPath, "the picture can't be kept here; free some space or check the folder's permissions.", e);
        }
    }

    private T Locked<T>(Func<T> work)
    {
        lock (_changing)
        {
            using GalleryLock turn = new(Directory);
            return work();
        }
    }

    /// <summary>Makes a change in the database, whole or not at all, and then in what answers: pictures are not embedded again, and nothing is loaded.</summary>
    /// <param name="work">Makes the change; returns the pictures that are another now.</param>
    /// <returns>How many those are.</returns>
    private int Change(Func<IReadOnlyList<long>> work)
    {
        IReadOnlyList<long> changed = [];
        GalleryView view = View;
        Follow(view, () => _store.Transaction(() => changed = work()));
        _store.ReadDecisions(changed, view.Model.Id, view.Model.Dimension, (id, isShown, label, vector) =>
        {
            if (isShown)
            {
                view.Set(id, label, vector);
            }
            else
            {
                view.Remove(id, vector);
            }
        });
        if (view.IsOutdated)
        {
            Refresh();
        }

        return changed.Count;
    }

    /// <summary>Makes a change that a view is told of: if it knew all before, it does after.</summary>
    private void Follow(GalleryView view, Action change)
    {
        bool isOfNow = view.Revision == _store.Revision;
        change();
        if (isOfNow)
        {
            view.Revision = _store.Revision;
        }
    }
}
