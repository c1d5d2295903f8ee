using System.Security.Cryptography;
using Gyo.Collections;
using Gyo.Imaging;

namespace Gyo;

/// <content>Care for the collection: what may be amiss, and what a person says of it.</content>
public sealed partial class Gallery
{
    /// <summary>Pictures whose looks are committed at once.</summary>
    private const int BatchOfLooks = 64;

    /// <summary>
    /// Looks for what may be amiss: broken and tiny files, copies, pictures whose labels look wrong, characters that look like one or like two.
    /// Changes nothing. What was rejected once is not found again, whatever happened to files, model and index since.
    /// </summary>
    /// <param name="progress">Is told now and then, on any thread.</param>
    /// <param name="cancel">Honoured often.</param>
    /// <returns>The findings, by kind, the surest first.</returns>
    /// <exception cref="OperationCanceledException"><paramref name="cancel"/> was cancelled.</exception>
    /// <exception cref="GalleryException">The database can't be read.</exception>
    public IReadOnlyList<Finding> Inspect(IProgress<InspectionProgress>? progress = null, CancellationToken cancel = default)
    {
        FillLooks(progress, cancel);
        return new GalleryInspector(_store, View).Run(progress, cancel);
    }

    /// <summary>
    /// How many pictures were not compared with others for copies, because they were indexed by an earlier Gyo and their files are gone or hold something
    /// else now. Known after <see cref="Inspect"/>; to index their folders again mends it.
    /// </summary>
    public int NotLookedAt => _store.WithoutLook.Count;

    /// <summary>Does what a finding proposes, as one step that <see cref="Undo"/> takes back. Files are left alone.</summary>
    /// <param name="finding">The finding. What is not so any more, as a picture that was moved meanwhile, is passed over.</param>
    /// <param name="keep">Of <see cref="FindingKind.Duplicates"/>, the id of the picture that stays; the first if null.</param>
    /// <returns>How many pictures changed.</returns>
    /// <exception cref="ArgumentException"><paramref name="keep"/> is none of the finding's pictures.</exception>
    /// <exception cref="GalleryException">Another process is changing the gallery.</exception>
    public int Accept(Finding finding, long? keep = null)
    {
        ArgumentNullException.ThrowIfNull(finding);
        long[] ids = [.. finding.Pictures.Select(p => p.Id)];
        if (keep is { } kept && !ids.Contains(kept))
        {
            throw new ArgumentException($"Picture {kept} is none of this finding's.", nameof(keep));
        }

        string first = NameOf(finding.Pictures[0]);
        string stays = finding.Pictures.FirstOrDefault(p => p.Id == keep) is { } named ? NameOf(named) : first;
        return finding.Kind switch
        {
            FindingKind.Unreadable => TakeOut(ids, _ => $"Took out {first}: {finding.Reason}"),
            FindingKind.Duplicates => TakeOut([.. ids.Where(id => id != (keep ?? ids[0]))], n => $"Took out {(n == 1 ? "1 copy" : $"{n:N0} copies")} of {stays}"),
            FindingKind.Label when finding.Proposed is null => TakeOut(ids, _ => $"Took out {first}, which looks like none of {finding.Character}"),
            FindingKind.Alike => Rename(finding.Proposed!, finding.Character!),
            _ => Relabel(ids, finding.Proposed),
        };
    }

    /// <summary>Says that nothing is amiss: remembered for good, and one step that <see cref="Undo"/> takes back.</summary>
    /// <param name="finding">The finding.</param>
    /// <exception cref="GalleryException">Another process is changing the gallery.</exception>
    public void Reject(Finding finding)
    {
        ArgumentNullException.ThrowIfNull(finding);
        string first = NameOf(finding.Pictures[0]);
        string words = finding.Kind switch
        {
            FindingKind.Unreadable => $"Let {first} stay as it is",
            FindingKind.Duplicates => $"Said that {first} and what is like it are no copies",
            FindingKind.Label => $"Said that {first} shows {finding.Character}",
            FindingKind.Alike => $"Said that {finding.Character} and {finding.Proposed} are two",
            _ => $"Said that {finding.Character} is one",
        };
        Say(finding.IfRejected, finding.Pictures.Count, words);
    }

    /// <summary>Says that pictures do not show a character: it is not proposed for them again. One step that <see cref="Undo"/> takes back.</summary>
    /// <param name="ids">The pictures; those that are not known are passed over.</param>
    /// <param name="character">The character.</param>
    /// <exception cref="GalleryException">Another process is changing the gallery.</exception>
    public void SayDoesNotShow(IReadOnlyCollection<long> ids, string character)
    {
        ArgumentNullException.ThrowIfNull(ids);
        StoredImage[] images = [.. _store.Find(ids).Values];
        if (images.Length > 0)
        {
            Say([.. images.Select(i => new Verdict(VerdictKind.DoesNotShow, i.Sha256, character))], images.Length, $"Said that {Pictured(images.Length)} {(images.Length == 1 ? "does" : "do")} not show {character}");
        }
    }

    /// <summary>Lets pictures be found again that were taken out: one step that <see cref="Undo"/> takes back.</summary>
    /// <param name="ids">The pictures; those that are not known or not out are passed over.</param>
    /// <returns>How many came back.</returns>
    /// <exception cref="GalleryException">Another process is changing the gallery.</exception>
    public int Restore(IReadOnlyCollection<long> ids) => Locked(() => Change(() => _store.Restore(ids, n => $"Put {Pictured(n)} back")));

    /// <summary>What took a picture out, in the words of that change; null when it is not out, or that is not known any more.</summary>
    /// <param name="id">Its id.</param>
    public string? WhyTakenOut(long id) => _store.WhyTakenOut(id);

    /// <summary>The changes that <see cref="Undo"/> would take back one after the other, the last first.</summary>
    /// <param name="take">How many at most.</param>
    public IReadOnlyList<GalleryChange> Changes(int take = int.MaxValue) => _store.Changes(take);

    private static string NameOf(FoundPicture picture) => Path.GetFileName(picture.Path);

    private int TakeOut(IReadOnlyCollection<long> ids, Func<int, string> words) => Locked(() => Change(() => _store.Hide(ids, words)));

    private void Say(IReadOnlyCollection<Verdict> verdicts, int pictures, string words) => Locked(() => Change(() =>
    {
        _store.Say(verdicts, pictures, words);
        return [];
    }));

    /// <summary>Looks at the pictures that were indexed before looks were kept, a batch at a time: what is done is done.</summary>
    private void FillLooks(IProgress<InspectionProgress>? progress, CancellationToken cancel)
    {
        IReadOnlyList<StoredImage> unseen = _store.WithoutLook;
        if (unseen.Count == 0)
        {
            return;
        }

        PictureReader reader = View.Model.Reader;
        int done = 0;
        foreach (Looked[] batch in Pipeline.Run([.. unseen.DistinctBy(i => i.Sha256)], Look, cancel).Chunk(BatchOfLooks))
        {
            Locked(() =>
            {
                _store.RememberLooks(batch.Where(b => b.Look is not null).Select(b => (b.Sha256, b.Look!)));
                return 0;
            });
            done += batch.Length;
            progress?.Report(new InspectionProgress("Looking at pictures", done / (double)unseen.Count));
        }

        cancel.ThrowIfCancellationRequested();

        Looked Look(StoredImage image)
        {
            try
            {
                byte[] file = reader.ReadFile(image.Path);
                bool isSame = Convert.ToHexStringLower(SHA256.HashData(file)) == image.Sha256;
                return new Looked(image.Sha256, isSame ? PictureReader.Look(file, image.Path, reader.Read(file, image.Path)) : null);
            }
            catch (ImageDecodeException)
            {
                return new Looked(image.Sha256, null); // its file is gone or another for now: what is known of it stands
            }
        }
    }

    /// <summary>What a content looks like; null if its file could not be read.</summary>
    private sealed record Looked(string Sha256, PictureContent? Look);
}
