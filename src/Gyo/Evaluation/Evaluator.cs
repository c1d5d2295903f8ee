using Gyo.Indexing;
using Gyo.Ranking;

namespace Gyo.Evaluation;

/// <summary>Asks queries of a gallery, exactly and to the last picture, and measures the answers.</summary>
/// <param name="ranking">How pictures become characters, the defaults if null; <see cref="RankingOptions.Top"/> does not count, all are
/// ranked.</param>
/// <param name="calibration">How similarities become confidences; the defaults if null.</param>
public sealed class Evaluator(RankingOptions? ranking = null, Calibration? calibration = null)
{
    private const int AnswersKept = 5;
    private readonly bool _whiten = (ranking ?? new RankingOptions()).Whiten;
    private readonly CharacterRanker _ranker =
        new((ranking ?? new RankingOptions()) with { Top = int.MaxValue }, calibration ?? new Calibration());

    /// <summary>Asks the queries of a split of its gallery.</summary>
    /// <param name="split">The split.</param>
    /// <param name="pictures">The split's pictures with their vectors. Those of unlabelled pictures and dropped queries are not read.</param>
    /// <param name="cancel">Honoured between queries.</param>
    /// <returns>The run; training time, loss and speed are the caller's to add.</returns>
    /// <exception cref="ArgumentException">The vectors don't fit the pictures, or one that is read is not of unit norm.</exception>
    public RunResult Run(Split split, EmbeddedPictures pictures, CancellationToken cancel = default)
    {
        List<QueryResult> results = Ask(pictures, split.Gallery, pictures, [.. split.SeenQueries, .. split.UnseenQueries], cancel);
        return RunResult.Of(split, [.. results.Take(split.SeenQueries.Count)], [.. results.Skip(split.SeenQueries.Count)]);
    }

    /// <summary>Asks the pictures of one folder of a gallery of another. Unlabelled pictures are left out, and so are queries whose
    /// character the gallery does not hold.</summary>
    /// <param name="gallery">The gallery.</param>
    /// <param name="queries">The queries, of the same dimension.</param>
    /// <param name="galleryFolder">The gallery's folder as the user gave it, for the report.</param>
    /// <param name="queryFolder">The queries' folder as the user gave it, for the report.</param>
    /// <param name="model">The model that embedded both, for the report.</param>
    /// <param name="cancel">Honoured between queries.</param>
    /// <exception cref="ArgumentException">The dimensions differ, or a vector is not of unit norm.</exception>
    public CrossReport Cross(
        EmbeddedPictures gallery, EmbeddedPictures queries, string galleryFolder, string queryFolder, string model,
        CancellationToken cancel = default)
    {
        int[] held = Labelled(gallery);
        int[] labelled = Labelled(queries);
        HashSet<string> characters = [.. held.Select(i => gallery.Pictures[i].Character!)];
        int[] answerable = [.. labelled.Where(i => characters.Contains(queries.Pictures[i].Character!))];
        IReadOnlyList<QueryResult> results = Ask(gallery, held, queries, answerable, cancel);
        return new CrossReport
        {
            GalleryFolder = galleryFolder,
            QueryFolder = queryFolder,
            Model = model,
            Counts = new CrossCounts(
                Characters: characters.Count,
                Gallery: held.Length,
                Queries: answerable.Length,
                Unlabelled: gallery.Pictures.Count - held.Length + queries.Pictures.Count - labelled.Length,
                Unanswerable: labelled.Length - answerable.Length),
            Cross = RetrievalFigures.Of([[.. results.Select(q => q.Outcome)]]),
            OpenSet = OpenSetFigures.Of([[.. results.Select(q => q.OpenSet).OfType<OpenSetScores>()]]),
            Queries = results,
        };
    }

    /// <summary>The labelled pictures in ordinal order of their paths, so that ties fall the same way on every machine.</summary>
    private static int[] Labelled(EmbeddedPictures pictures) =>
        [.. Enumerable.Range(0, pictures.Pictures.Count)
            .Where(i => pictures.Pictures[i].Character is not null)
            .OrderBy(i => pictures.Pictures[i].Path.Replace('\\', '/'), StringComparer.Ordinal)];

    private List<QueryResult> Ask(
        EmbeddedPictures gallery, IReadOnlyList<int> held, EmbeddedPictures queries, int[] asked, CancellationToken cancel)
    {
        if (held.Count == 0 || asked.Length == 0)
        {
            return [];
        }
        Picture[] pictures = [.. held.Select(i => gallery.Pictures[i])]; // an id in the index is a place in this
        Dictionary<string, int> counts = pictures.CountBy(p => p.Character!, StringComparer.Ordinal).ToDictionary();
        ClassWhitening whitening = ClassWhitening.Fit(
            gallery.Dimension, _whiten ? [.. pictures.Select(p => p.Character!)] : [], id => gallery.MemoryOf(held[id]));
        using FlatIndex index = new(gallery.Dimension, held.Count);
        for (int id = 0; id < held.Count; id++)
        {
            index.Add(id, whitening.Apply(gallery.VectorOf(held[id])));
        }

        Neighbour[] neighbours = new Neighbour[held.Count];
        List<QueryResult> results = new(asked.Length);
        foreach (int query in asked)
        {
            cancel.ThrowIfCancellationRequested();
            index.Search(whitening.Apply(queries.VectorOf(query)), neighbours);
            CharacterRanking answer = _ranker.Rank(neighbours, id => pictures[id].Character);
            results.Add(Judge(queries.Pictures[query], answer.Matches, neighbours, pictures, counts));
        }
        return results;
    }

    private static QueryResult Judge(
        Picture query, IReadOnlyList<CharacterMatch> ranked, Neighbour[] neighbours, Picture[] pictures, Dictionary<string, int> counts)
    {
        string character = query.Character!;
        int r = counts[character];
        bool[] relevant = [.. neighbours.Take(r).Select(n => pictures[n.Id].Character == character)];
        CharacterMatch right = ranked.First(m => m.Name == character);
        CharacterMatch? bestOther = ranked.FirstOrDefault(m => m.Name != character);
        return new QueryResult(
            query.Path,
            character,
            new QueryOutcome(right.Rank, RetrievalMetrics.AveragePrecisionAtR(relevant, r)),
            bestOther is null ? null : new OpenSetScores(Known: ranked[0].Similarity, Unknown: bestOther.Similarity),
            [.. ranked.Take(AnswersKept).Select(AsAnswer)],
            AsAnswer(right),
            [.. ranked.Select(m => m.Similarity)]);

        Answer AsAnswer(CharacterMatch match) =>
            new(match.Name, match.Similarity, match.Confidence, [.. match.Evidence.Select(n => pictures[n.Id].Path)]);
    }
}
