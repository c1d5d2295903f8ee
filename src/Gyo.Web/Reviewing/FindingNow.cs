namespace Gyo.Web.Reviewing;

/// <summary>A finding in the light of what has become of its pictures since.</summary>
internal static class FindingNow
{
    /// <summary>A finding without the pictures that are out or show somebody else by now; null when there is nothing left to decide.</summary>
    public static Finding? Of(Finding finding, Gallery gallery)
    {
        IReadOnlyDictionary<long, GalleryPicture> there = gallery.FindPictures([.. finding.Pictures.Concat(finding.Evidence).Select(p => p.Id)]);
        bool isOfLabels = finding.Kind is FindingKind.Label or FindingKind.Alike or FindingKind.Split;
        bool IsThere(FoundPicture picture) => there.TryGetValue(picture.Id, out GalleryPicture? now) && (!isOfLabels || now.Character == picture.Character);
        FoundPicture[] pictures = [.. finding.Pictures.Where(IsThere)];
        bool stands = finding.Kind switch
        {
            FindingKind.Duplicates => pictures.Length > 1,
            FindingKind.Alike => IsKnown(finding.Character, gallery) && IsKnown(finding.Proposed, gallery),
            FindingKind.Label => pictures.Length > 0 && (finding.Proposed is null || IsKnown(finding.Proposed, gallery)),
            _ => pictures.Length > 0,
        };
        return stands ? finding with { Pictures = pictures, Evidence = [.. finding.Evidence.Where(IsThere)] } : null;
    }

    private static bool IsKnown(string? character, Gallery gallery) => character is not null && gallery.Characters.ContainsKey(character);
}
