using System.Numerics.Tensors;
using Gyo.Indexing;
using Gyo.Ranking;

namespace Gyo.Evaluation;

/// <summary>Asks labelled vectors of each other. See <see cref="GalleryEvaluation"/>.</summary>
public static class LeaveOneOut
{
    /// <summary>Most pictures that are asked: with so many a rate is known to about two hundredths.</summary>
    public const int EnoughQueries = 2000;

    private const int AnswersKept = 5;
    private static readonly RankingOptions Ranking = new() { Top = int.MaxValue };

    /// <summary>Asks the vectors, each without itself.</summary>
    /// <param name="dimension">D, at least 1.</param>
    /// <param name="labels">The character of each vector.</param>
    /// <param name="vectorOf">Gives the vector of a place in <paramref name="labels"/>: D floats of unit norm.</param>
    /// <param name="pathOf">Gives its picture's path.</param>
    /// <param name="defaultTemperature">As of <see cref="CalibrationFit.Fit"/>.</param>
    /// <param name="progress">Told now and then.</param>
    /// <param name="cancel">Honoured between pictures.</param>
    /// <returns>The answers in the order of the places; none with fewer than two characters, or where no character has two pictures.</returns>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static IReadOnlyList<QueryResult> Ask(
        int dimension,
        IReadOnlyList<string> labels,
        Func<int, ReadOnlyMemory<float>> vectorOf,
        Func<int, string> pathOf,
        float defaultTemperature,
        IProgress<EvaluationProgress>? progress = null,
        CancellationToken cancel = default)
    {
        Dictionary<string, int> counts = labels.CountBy(l => l, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        int[] answerable = [.. Enumerable.Range(0, labels.Count).Where(i => counts[labels[i]] > 1)];
        int[] asked = [.. CharacterSpace.Chosen(answerable.Length, EnoughQueries).Select(t => answerable[t])];
        CharacterFold[] folds = [.. CharacterFold.Deal(labels, CalibrationFit.Folds).Where(f => f.LeavesCharacters)];
        Trial[][] trials = new Trial[folds.Length][];
        ParallelOptions parallel = new() { CancellationToken = cancel };
        int done = 0;
        Parallel.For(0, folds.Length, parallel, f => trials[f] = Try(folds[f]));
        QueryResult[][] results = new QueryResult[folds.Length][];
        Parallel.For(0, folds.Length, parallel, f =>
        {
            Trial[] others = [.. trials.Where((_, other) => other != f).SelectMany(t => t)];
            Calibration calibration = new()
            {
                Temperature = CalibrationFit.Temperature([.. others.Select(t => new ScoredQuery([.. t.Scores.Select(s => s.Score)], t.Right))], defaultTemperature),
                StrangerScores = [.. others.Select(t => t.Stranger).Order()],
            };
            results[f] = [.. trials[f].Select(t => Judge(t, calibration, labels, pathOf))];
        });
        return [.. trials.SelectMany(t => t).Zip(results.SelectMany(r => r)).OrderBy(p => p.First.Place).Select(p => p.Second)];

        Trial[] Try(CharacterFold fold)
        {
            int[] own = [.. asked.Where(i => fold.Holds(labels[i]))];
            if (own.Length == 0)
            {
                return [];
            }

            CharacterSpace space = fold.FitSpace(dimension, labels, vectorOf);
            CharacterModels models = new(space);
            using FlatIndex index = new(dimension, labels.Count);
            for (int i = 0; i < labels.Count; i++)
            {
                float[] coordinates = space.Project(vectorOf(i).Span);
                models.Add(labels[i], coordinates);
                index.Add(i, space.Direction(coordinates));
            }

            Trial[] tried = new Trial[own.Length];
            for (int t = 0; t < own.Length; t++)
            {
                cancel.ThrowIfCancellationRequested();
                tried[t] = Ask(own[t], space, models, index, labels, counts[labels[own[t]]], vectorOf);
                progress?.Report(new EvaluationProgress(Interlocked.Increment(ref done), asked.Length));
            }

            return tried;
        }
    }

    private static Trial Ask(
        int place, CharacterSpace space, CharacterModels models, FlatIndex index, IReadOnlyList<string> labels, int count, Func<int, ReadOnlyMemory<float>> vectorOf)
    {
        float[] coordinates = space.Project(vectorOf(place).Span);
        CharacterScore[] scores = models.Score(coordinates, own: labels[place]);
        int right = Array.FindIndex(scores, s => s.Name == labels[place]);
        Neighbour[] nearest = new Neighbour[Math.Max(count, Math.Min(labels.Count, Ranking.BestPictures * AnswersKept))];
        float[] direction = space.Direction(coordinates);
        nearest = [.. nearest[..index.Search(direction, nearest)].Where(n => n.Id != place)];
        int r = count - 1;
        double precision = RetrievalMetrics.AveragePrecisionAtR([.. nearest.Take(r).Select(n => labels[(int)n.Id] == labels[place])], r);
        string[] shown = [.. scores.OrderByDescending(s => s.Score).Take(AnswersKept).Select(s => s.Name), labels[place]];
        return new Trial(place, scores, right, Stranger: scores.Where((_, c) => c != right).Max(s => s.Score), precision, [.. nearest, .. Missing()]);

        // Characters that are named for all of their pictures, though none of these is among the nearest.
        IEnumerable<Neighbour> Missing()
        {
            HashSet<string> missing = [.. shown.Except(nearest.Select(n => labels[(int)n.Id]))];
            return missing.Count == 0 ? [] :
                from i in Enumerable.Range(0, labels.Count)
                where i != place && missing.Contains(labels[i])
                let similarity = TensorPrimitives.Dot(direction, space.Direction(space.Project(vectorOf(i).Span)))
                orderby similarity descending
                select new Neighbour(i, similarity);
        }
    }

    private static QueryResult Judge(Trial trial, Calibration calibration, IReadOnlyList<string> labels, Func<int, string> pathOf)
    {
        CharacterRanking answer = new CharacterRanker(Ranking, calibration).Rank(trial.Scores, trial.Evidence, id => labels[(int)id]);
        string character = labels[trial.Place];
        CharacterMatch right = answer.Matches.First(m => m.Name == character);
        return new QueryResult(
            pathOf(trial.Place),
            character,
            new QueryOutcome(right.Rank, trial.AveragePrecision),
            new OpenSetScores(
                answer.Matches[0].Score,
                trial.Stranger,
                Right: right.Rank == 1,
                Accepted: !answer.Unknown,
                StrangerAccepted: calibration.StrangerRate(trial.Stranger) <= Ranking.FalseAcceptRate),
            [.. answer.Matches.Take(AnswersKept).Select(AsAnswer)],
            AsAnswer(right));

        Answer AsAnswer(CharacterMatch match) => new(match.Name, match.Similarity, match.Confidence, [.. match.Evidence.Select(n => pathOf((int)n.Id))]);
    }

    /// <param name="Place">Which vector was asked.</param>
    /// <param name="Scores">The score of every character.</param>
    /// <param name="Right">The true character's place among them.</param>
    /// <param name="Stranger">The best score of another.</param>
    /// <param name="AveragePrecision">At R, of the nearest pictures.</param>
    /// <param name="Evidence">Pictures by place, the nearest of each character first.</param>
    private sealed record Trial(int Place, CharacterScore[] Scores, int Right, float Stranger, double AveragePrecision, Neighbour[] Evidence);
}
