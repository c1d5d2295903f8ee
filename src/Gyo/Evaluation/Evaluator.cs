using Gyo.Embedding;
using Gyo.Indexing;
using Gyo.Ranking;

namespace Gyo.Evaluation;

/// <summary>Asks queries of a gallery, exactly and to the last picture, and measures the answers.</summary>
/// <param name="singlePictureTemperature"><see cref="ModelManifest.SinglePictureTemperature"/> of the model that embedded the pictures.</param>
public sealed class Evaluator(float singlePictureTemperature = ModelManifest.DefaultSinglePictureTemperature)
{
    private const int AnswersKept = 5;

    /// <summary>Asks the queries of a split of its gallery.</summary>
    /// <param name="split">The split.</param>
    /// <param name="pictures">The split's pictures with their vectors. Those of unlabelled pictures and dropped queries are not read.</param>
    /// <param name="cancel">Honoured between queries.</param>
    /// <returns>The run; training time, loss and speed are the caller's to add.</returns>
    /// <exception cref="ArgumentException">The vectors don't fit the pictures.</exception>
    public RunResult Run(Split split, EmbeddedPictures pictures, CancellationToken cancel = default)
    {
        List<QueryResult> results = Ask(pictures, split.Gallery, pictures, [.. split.SeenQueries, .. split.UnseenQueries], cancel);
        return RunResult.Of(split, [.. results.Take(split.SeenQueries.Count)], [.. results.Skip(split.SeenQueries.Count)]) with
        {
            SinglePictureTemperature = SinglePictures.Temperature(split, pictures),
        };
    }

    /// <summary>Asks the pictures of one folder of a gallery of another. Unlabelled pictures are left out, and so are queries whose
    /// character the gallery does not hold.</summary>
    /// <param name="gallery">The gallery.</param>
    /// <param name="queries">The queries, of the same dimension.</param>
    /// <param name="galleryFolder">The gallery's folder as the user gave it, for the report.</param>
    /// <param name="queryFolder">The queries' folder as the user gave it, for the report.</param>
    /// <param name="model">The model that embedded both, for the report.</param>
    /// <param name="cancel">Honoured between queries.</param>
    /// <exception cref="ArgumentException">The dimensions differ.</exception>
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
            Calibration = CalibrationFigures.Of([results]),
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
        string[] labels = [.. pictures.Select(p => p.Character!)];
        ReadOnlyMemory<float> VectorOf(int id) => gallery.MemoryOf(held[id]);
        CharacterSpace space = CharacterSpace.Fit(gallery.Dimension, labels, VectorOf);
        Calibration calibration = CalibrationFit.Fit(gallery.Dimension, labels, VectorOf, singlePictureTemperature, cancel);
        var ranker = new CharacterRanker(new RankingOptions { Top = int.MaxValue }, calibration);
        var models = new CharacterModels(space);
        using FlatIndex index = new(gallery.Dimension, held.Count);
        for (int id = 0; id < held.Count; id++)
        {
            float[] coordinates = space.Project(VectorOf(id).Span);
            index.Add(id, space.Direction(coordinates));
            models.Add(labels[id], coordinates);
        }

        float?[] strangers = Strangers.BestScores(
            gallery.Dimension, labels, VectorOf, [.. asked.Select(q => (queries.Pictures[q].Character!, queries.MemoryOf(q)))], cancel);
        Dictionary<string, int> counts = labels.CountBy(l => l, StringComparer.Ordinal).ToDictionary();
        Neighbour[] neighbours = new Neighbour[held.Count];
        List<QueryResult> results = new(asked.Length);
        foreach ((int query, float? stranger) in asked.Zip(strangers))
        {
            cancel.ThrowIfCancellationRequested();
            float[] coordinates = space.Project(queries.VectorOf(query));
            index.Search(space.Direction(coordinates), neighbours, cancel: cancel);
            CharacterRanking answer = ranker.Rank(models.Score(coordinates), neighbours, id => labels[id]);
            QueryResult result = Judge(queries.Pictures[query], answer.Matches, neighbours, pictures, counts);
            results.Add(stranger is not { } unknown ? result : result with
            {
                OpenSet = new OpenSetScores(
                    answer.Matches[0].Score,
                    unknown,
                    Right: result.Outcome.Rank == 1,
                    Accepted: !answer.Unknown,
                    StrangerAccepted: calibration.StrangerRate(unknown) <= new RankingOptions().FalseAcceptRate),
            });
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
        return new QueryResult(
            query.Path,
            character,
            new QueryOutcome(right.Rank, RetrievalMetrics.AveragePrecisionAtR(relevant, r)),
            OpenSet: null,
            [.. ranked.Take(AnswersKept).Select(AsAnswer)],
            AsAnswer(right));

        Answer AsAnswer(CharacterMatch match) =>
            new(match.Name, match.Similarity, match.Confidence, [.. match.Evidence.Select(n => pictures[n.Id].Path)]);
    }
}
