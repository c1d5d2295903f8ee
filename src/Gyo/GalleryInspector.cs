using System.Security.Cryptography;
using System.Text;
using Gyo.Collections;

namespace Gyo;

/// <summary>Looks through a gallery for what may be amiss. See <see cref="Gallery.Inspect"/>.</summary>
internal sealed class GalleryInspector(GalleryStore store, GalleryView view)
{
    /// <summary>A picture whose shorter side is below this many pixels shows nothing that a model could tell: it sees squares of 128.</summary>
    private const int TinySide = 32;

    private readonly HashSet<Verdict> _verdicts = [.. store.Verdicts];
    private readonly Dictionary<long, PictureContent> _looks = [];
    private IReadOnlyDictionary<long, StoredImage> _images = new Dictionary<long, StoredImage>();

    public IReadOnlyList<Finding> Run(IProgress<InspectionProgress>? progress, CancellationToken cancel)
    {
        _images = store.Images(view.Model.Id).Where(i => !i.IsHidden).ToDictionary(i => i.Id);
        store.ReadLooks(_looks.Add);
        List<Finding> findings = [.. Unreadable()];
        _ = (progress, cancel);
        return findings;
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

    private FoundPicture Found(long id, string words = "") => new(id, _images[id].Path, _images[id].Label, words);

    /// <summary>A name for a finding, of what its pictures are and what is said of them.</summary>
    private string IdOf(FindingKind kind, IEnumerable<long> ids, params string?[] names)
    {
        IEnumerable<string> parts = ids.Select(id => $"{_images[id].Sha256} {_images[id].Path}").Order(StringComparer.Ordinal).Concat(names.OfType<string>());
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{kind}\n{string.Join('\n', parts)}"));
        return $"{char.ToLowerInvariant(kind.ToString()[0])}{Convert.ToHexStringLower(hash)[..9]}";
    }
}
