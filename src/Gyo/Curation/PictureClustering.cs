namespace Gyo.Curation;

/// <summary>What became of pictures without a character: each is in one of the three. Pictures are places in what was given.</summary>
/// <param name="Matches">Those that look like a known character, the surest first.</param>
/// <param name="Clusters">Candidates for new characters, the largest first.</param>
/// <param name="Alone">The others, ascending.</param>
internal sealed record PictureClustering(IReadOnlyList<KnownMatch> Matches, IReadOnlyList<CandidateCharacter> Clusters, IReadOnlyList<int> Alone)
{
    /// <summary>
    /// Groups pictures twice: the first time to find those of known characters, each seen beside what is like it, and then without them, so that
    /// they are no bridges between others.
    /// </summary>
    /// <param name="dimension">D.</param>
    /// <param name="directions">[N, D] row-major: by which pictures are compared, of unit norm.</param>
    /// <param name="known">Whom they look like.</param>
    /// <param name="purity">How pure groups are.</param>
    /// <param name="options">How.</param>
    /// <param name="progress">Is told the share that is done.</param>
    /// <param name="cancel">Honoured every few hundred pictures.</param>
    public static PictureClustering Find(
        int dimension,
        float[] directions,
        KnownCharacters known,
        ClusterPurity purity,
        PictureClusterOptions options,
        IProgress<double>? progress,
        CancellationToken cancel)
    {
        PictureGroups groups = PictureGroups.Find(dimension, directions, options, progress.Part(0, 0.5), cancel);
        List<KnownMatch> matches = [.. MatchesIn(groups, p => p, known, options)];
        int[] rest = [.. Enumerable.Range(0, directions.Length / dimension).Except(matches.Select(m => m.Picture))];
        if (matches.Count > 0)
        {
            float[] restDirections = new float[rest.Length * dimension];
            for (int i = 0; i < rest.Length; i++)
            {
                directions.AsSpan(rest[i] * dimension, dimension).CopyTo(restDirections.AsSpan(i * dimension));
            }

            groups = PictureGroups.Find(dimension, restDirections, options, progress.Part(0.5, 1), cancel);
            matches.AddRange(MatchesIn(groups, p => rest[p], known, options));
        }

        HashSet<int> matched = [.. matches.Select(m => m.Picture)];
        List<CandidateCharacter> clusters = [];
        List<int> alone = [];
        double[] purities = purity.Of(groups.Tree);
        foreach (int root in groups.Tree.Roots)
        {
            int[] pictures = [.. groups.PicturesOf(root).Select(p => rest[p]).Where(p => !matched.Contains(p))];
            if (pictures.Length >= options.LeastPictures)
            {
                clusters.Add(new CandidateCharacter(pictures, purities[root], groups.Tree.SimilarityOf(root), known.Resembled(pictures)));
            }
            else
            {
                alone.AddRange(pictures);
            }
        }

        progress?.Report(1);
        return new PictureClustering(
            [.. matches.OrderByDescending(m => m.Confidence).ThenBy(m => m.Picture)],
            [.. clusters.OrderByDescending(c => c.Pictures.Count).ThenBy(c => c.Pictures.Min())],
            [.. alone.Order()]);
    }

    private static IEnumerable<KnownMatch> MatchesIn(PictureGroups groups, Func<int, int> pictureOf, KnownCharacters known, PictureClusterOptions options) =>
        groups.Tree.Roots.SelectMany(root => known.Matches([.. groups.PicturesOf(root).Select(pictureOf)], options));
}
