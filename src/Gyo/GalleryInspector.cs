using System.Security.Cryptography;
using System.Text;
using Gyo.Collections;
using Gyo.Curation;
using Gyo.Imaging;

namespace Gyo;

/// <summary>Looks through a gallery for what may be amiss. See <see cref="Gallery.Inspect"/>.</summary>
internal sealed class GalleryInspector
{
    /// <summary>A picture whose shorter side is below this many pixels shows nothing that a model could tell: it sees squares of 128.</summary>
    private const int TinySide = 32;

    /// <summary>Pictures that are shown as evidence of each side.</summary>
    private const int Evidence = 6;

    private readonly GalleryView _view;
    private readonly HashSet<Verdict> _verdicts;
    private readonly Dictionary<long, PictureContent> _looks = [];
    private readonly Dictionary<long, StoredImage> _images;
    private readonly List<long> _ids = [];
    private readonly List<string?> _labels = [];
    private readonly List<float[]> _vectors = [];

    /// <summary>Reads all that is looked at.</summary>
    public GalleryInspector(GalleryStore store, GalleryView view)
    {
        _view = view;
        _verdicts = [.. store.Verdicts];
        _images = store.Images(view.Model.Id).Where(i => !i.IsHidden).ToDictionary(i => i.Id);
        store.ReadLooks(_looks.Add);
        store.ReadVectors(view.Model.Id, view.Model.Dimension, (id, label, vector) =>
        {
            if (_images.ContainsKey(id)) // it may have come since
            {
                _ids.Add(id);
                _labels.Add(label);
                _vectors.Add(vector);
            }
        });
    }

    /// <summary>Looks, one kind after the other.</summary>
    public IReadOnlyList<Finding> Run(IProgress<InspectionProgress>? progress, CancellationToken cancel)
    {
        int[] labelled = [.. Enumerable.Range(0, _ids.Count).Where(i => _labels[i] is not null)];
        long[] ids = [.. labelled.Select(i => _ids[i])];
        string[] labels = [.. labelled.Select(i => _labels[i]!)];
        ReadOnlyMemory<float> VectorOf(int place) => _vectors[labelled[place]];
        int dimension = _view.Model.Dimension;
        return
        [
            .. Unreadable(),
            .. Copies(new Part(progress, "Looking for copies", 0, 0.6), cancel),
            .. Suspects(LabelSuspects.Find(dimension, ids, labels, VectorOf, SuspectOptions(), new Part(progress, "Weighing labels", 0.6, 0.9), cancel)),
            .. Alike(AlikeCharacters.Find(dimension, ids, labels, VectorOf, new Part(progress, "Comparing characters", 0.9, 0.95), cancel)),
            .. Split(SplitCharacters.Find(dimension, ids, labels, VectorOf, new Part(progress, "Looking for characters that are two", 0.95, 1), cancel)),
        ];
    }

    private IEnumerable<Finding> Unreadable()
    {
        IEnumerable<(StoredImage Image, string Reason)> broken = _images.Values.Where(i => i.Problem is not null).Select(i => (i, i.Problem!));
        IEnumerable<(StoredImage Image, string Reason)> tiny =
            from look in _looks
            where Math.Min(look.Value.Width, look.Value.Height) < TinySide && _images.ContainsKey(look.Key)
            select (_images[look.Key], $"it has only {look.Value.Width}×{look.Value.Height} pixels.");
        return
            from found in broken.Concat(tiny)
            let verdict = new Verdict(VerdictKind.MayStay, found.Image.Sha256)
            where !_verdicts.Contains(verdict)
            orderby found.Image.Path
            select new Finding(IdOf(FindingKind.Unreadable, [found.Image.Id]), FindingKind.Unreadable, 1, found.Reason, [Found(found.Image.Id)])
            {
                Character = found.Image.Label,
                IfRejected = [verdict],
            };
    }

    private IEnumerable<Finding> Copies(IProgress<double> progress, CancellationToken cancel)
    {
        Dictionary<long, PictureFingerprint?> prints = _looks.ToDictionary(l => l.Key, l => PictureFingerprint.FromBytes(l.Value.Fingerprint));
        CopyPicture[] pictures = [.. _ids.Select(id => new CopyPicture(id, _images[id].Sha256, prints.GetValueOrDefault(id)))];
        NearCopyOptions options = new() { AreNoCopies = (a, b) => _verdicts.Contains(Verdict.NotCopies(_images[a].Sha256, _images[b].Sha256)) };
        return NearCopies.Find(_view.Index, pictures, _view.Directions(_vectors), options, progress, cancel).Select(group => Copies(group, prints));
    }

    private Finding Copies(CopyGroup group, Dictionary<long, PictureFingerprint?> prints)
    {
        CopyRelation? Relation(long a, long b) => prints.GetValueOrDefault(a) is { } first && prints.GetValueOrDefault(b) is { } second ? NearCopies.Compare(first, second) : null;
        long centre = group.Members[0].Id;
        long[] ordered =
        [
            .. CopyKeeping.Order(group.Members.Select(m =>
            {
                (int width, int height) = _looks.TryGetValue(m.Id, out PictureContent? look) ? (look.Width, look.Height) : (0, 0);
                CopyRelation? relation = m.Id == centre ? null : Relation(centre, m.Id);
                return new CopyOnDisk(m.Id, width, height, _images[m.Id].File.Bytes, relation?.IsCropped ?? false, relation?.IsExtended ?? false);
            })).Select(c => c.Id),
        ];
        string[] contents = [.. ordered.Select(id => _images[id].Sha256)];
        string[] words = [.. ordered.Select((id, i) => i == 0 ? "" : contents[i] == contents[0] ? "the same file" : Relation(ordered[0], id)?.Words ?? group.Members.First(m => m.Id == id).Words)];
        string[] labels = [.. ordered.Select(id => _images[id].Label).OfType<string>().Distinct(StringComparer.Ordinal)];
        string how = string.Join("; ", words.Skip(1).Distinct(StringComparer.Ordinal).Where(w => w.Length > 0).Take(3));
        string where = labels.Length > 1 ? $" They are shown as {string.Join(" and ", labels.Take(3))}." : "";
        return new Finding(
            IdOf(FindingKind.Duplicates, ordered),
            FindingKind.Duplicates,
            group.Similarity,
            $"{ordered.Length} copies of one picture{(how.Length > 0 ? $" ({how})" : "")}.{where}",
            [.. ordered.Select((id, i) => Found(id, Described(id, words[i])))])
        {
            Character = _images[ordered[0]].Label,
            IfRejected = [.. contents.Distinct().SelectMany((a, i) => contents.Distinct().Skip(i + 1).Select(b => Verdict.NotCopies(a, b)))],
        };
    }

    private LabelSuspectOptions SuspectOptions()
    {
        ILookup<string, string> denied = _verdicts.Where(v => v.Kind == VerdictKind.DoesNotShow).ToLookup(v => v.A, v => v.B, StringComparer.Ordinal);
        return new LabelSuspectOptions
        {
            Evidence = Evidence,
            Confirmed = _ids.Where((id, i) => _labels[i] is { } label && _verdicts.Contains(new Verdict(VerdictKind.LabelIsRight, _images[id].Sha256, label))).ToHashSet(),
            Denied = _ids.SelectMany(id => denied[_images[id].Sha256].Select(character => (id, character))).ToHashSet(),
        };
    }

    private IEnumerable<Finding> Suspects(IEnumerable<LabelSuspect> suspects) => suspects.Select(suspect => new Finding(
        IdOf(FindingKind.Label, [suspect.Id], suspect.Label, suspect.Proposed), FindingKind.Label, suspect.Score, suspect.Reason, [Found(suspect.Id)])
    {
        Character = suspect.Label,
        Proposed = suspect.Proposed,
        Evidence = [.. suspect.ProposedEvidence.Concat(suspect.OwnEvidence).Select(id => Found(id))],
        IfRejected = [new Verdict(VerdictKind.LabelIsRight, _images[suspect.Id].Sha256, suspect.Label)],
    });

    private IEnumerable<Finding> Alike(IEnumerable<AlikePair> pairs) =>
        from pair in pairs
        let verdict = Verdict.AreTwo(pair.Larger, pair.Smaller)
        where !_verdicts.Contains(verdict)
        select new Finding(
            IdOf(FindingKind.Alike, [], pair.Larger, pair.Smaller), FindingKind.Alike, pair.Score, pair.Reason, [.. pair.SmallerEvidence.Take(Evidence).Select(id => Found(id))])
        {
            Character = pair.Larger,
            Proposed = pair.Smaller,
            Evidence = [.. pair.LargerEvidence.Take(Evidence).Select(id => Found(id))],
            IfRejected = [verdict],
        };

    private IEnumerable<Finding> Split(IEnumerable<SplitCharacter> characters) =>
        from split in characters
        let verdict = new Verdict(VerdictKind.IsOne, split.Character)
        where !_verdicts.Contains(verdict)
        select new Finding(IdOf(FindingKind.Split, split.Part, split.Character), FindingKind.Split, split.Score, split.Reason, [.. split.Part.Select(id => Found(id))])
        {
            Character = split.Character,
            Proposed = Another(split.Character),
            Evidence = [.. split.Rest.Take(Evidence).Select(id => Found(id))],
            IfRejected = [verdict],
        };

    /// <summary>A name for a part of a character: the first of "Gon 2", "Gon 3" … that is nobody's.</summary>
    private string Another(string character) => Enumerable.Range(2, int.MaxValue - 2).Select(n => $"{character} {n}").First(name => !_view.Characters.ContainsKey(name));

    private FoundPicture Found(long id, string words = "") => new(id, _images[id].Path, _images[id].Label, words);

    /// <summary>What speaks for keeping a copy, and what was done to it.</summary>
    private string Described(long id, string words)
    {
        string size = _looks.TryGetValue(id, out PictureContent? look) ? $"{look.Width}×{look.Height}, " : "";
        string bytes = _images[id].File.Bytes is var n && n >= 1_000_000 ? $"{n / 1e6:f1} MB" : $"{Math.Max(1, n / 1000)} kB";
        return $"{size}{bytes}{(words.Length > 0 ? $", {words}" : "")}";
    }

    /// <summary>A name for a finding, of what its pictures are, where they lie and what is said of them.</summary>
    private string IdOf(FindingKind kind, IEnumerable<long> ids, params string?[] names)
    {
        IEnumerable<string> parts = ids.Select(id => $"{_images[id].Sha256} {_images[id].Path}").Order(StringComparer.Ordinal).Concat(names.OfType<string>());
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{kind}\n{string.Join('\n', parts)}"));
        return $"{char.ToLowerInvariant(kind.ToString()[0])}{Convert.ToHexStringLower(hash)[..9]}";
    }

    /// <summary>A step's progress as a part of the whole.</summary>
    private sealed class Part(IProgress<InspectionProgress>? whole, string step, double from, double to) : IProgress<double>
    {
        public void Report(double value) => whole?.Report(new InspectionProgress(step, from + (to - from) * value));
    }
}
