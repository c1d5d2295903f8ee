namespace Gyo.Web.Reviewing;

/// <summary>Groups the pictures of nobody known.</summary>
internal static class UnnamedSearch
{
    /// <summary>Finds a group for each known character that some look like, those of the most pictures first, and then those of nobody known.</summary>
    public static IReadOnlyList<UnnamedGroup> Find(Gallery gallery, IProgress<double> progress, CancellationToken cancel)
    {
        GalleryClusters found = gallery.Cluster(options: null, progress, cancel);
        return
        [
            .. found.Matches.GroupBy(m => m.Character).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal)
                .Select(g => new UnnamedGroup($"m-{g.Key}", g.Key, [.. g.Select(m => m.Picture.Id)], $"The surest first: {g.Max(m => m.Confidence):P0}.")),
            .. found.Clusters.Select(c => new UnnamedGroup(c.Id, null, [.. c.Pictures.Select(p => p.Id)], c.Reason)),
        ];
    }
}
