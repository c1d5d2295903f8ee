namespace Gyo.Ranking;

/// <summary>
/// Calibrates a gallery by itself. Its characters are dealt into folds; each fold's pictures are asked of a <see cref="CharacterSpace"/> that
/// never saw these characters, once with their characters in the gallery (themselves left out) and once without.
/// </summary>
/// <remarks>
/// A space that has seen a picture flatters it: leaving it out of its character's model alone gave temperatures near 1 where 10 was right and
/// let in one stranger of two where one of twenty was asked for, in galleries of a few hundred pictures (docs/quality.md).
/// </remarks>
public static class CalibrationFit
{
    /// <summary>Folds of characters: the space of a fold misses an eighth of what the whole one knows.</summary>
    public const int Folds = 8;

    /// <summary>Pictures asked in all, about; folds that would ask more are left out.</summary>
    public const int EnoughTrials = 2000;

    /// <summary>A temperature that many trials decided stands in for a few that could not.</summary>
    private const double TrialsOfDefault = 20;

    private const double HighestTemperature = 200;
    private const double Precision = 1e-3;

    /// <summary>Fits a calibration to the labelled vectors of a gallery.</summary>
    /// <param name="dimension">D, at least 1.</param>
    /// <param name="labels">The character of each vector.</param>
    /// <param name="vectorOf">Gives the vector of a place in <paramref name="labels"/>: D floats of unit norm.</param>
    /// <param name="defaultTemperature">The temperature where no character has two pictures, and what few trials are drawn towards.</param>
    /// <param name="cancel">Honoured between folds.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static Calibration Fit(
        int dimension,
        IReadOnlyList<string> labels,
        Func<int, ReadOnlyMemory<float>> vectorOf,
        float defaultTemperature,
        CancellationToken cancel = default)
    {
        CharacterFold[] folds = [.. CharacterFold.Deal(labels, Folds).Where(f => f.LeavesCharacters)];
        int enough = Math.Max(1, Folds * EnoughTrials / Math.Max(1, labels.Count)); // so many folds ask as many pictures
        var trials = new Trials[Math.Min(folds.Length, enough)];
        Parallel.For(0, trials.Length, new ParallelOptions { CancellationToken = cancel }, f => trials[f] = Try(folds[f], dimension, labels, vectorOf));
        return new Calibration
        {
            Temperature = Temperature([.. trials.SelectMany(t => t.Known)], defaultTemperature),
            StrangerScores = [.. trials.SelectMany(t => t.Strangers).Order()],
        };
    }

    private static Trials Try(CharacterFold fold, int dimension, IReadOnlyList<string> labels, Func<int, ReadOnlyMemory<float>> vectorOf)
    {
        CharacterSpace space = fold.FitSpace(dimension, labels, vectorOf);
        var models = CharacterModels.Of(space, labels, vectorOf);
        int[] asked = [.. Enumerable.Range(0, labels.Count).Where(i => fold.Holds(labels[i]))];
        List<ScoredQuery> known = [];
        List<float> strangers = [];
        foreach (int i in CharacterSpace.Chosen(asked.Length, EnoughTrials).Select(t => asked[t]))
        {
            CharacterScore[] scores = models.Score(space.Project(vectorOf(i).Span), own: labels[i]);
            int right = Array.FindIndex(scores, s => s.Name == labels[i]);
            strangers.Add(scores.Where((_, c) => c != right).Max(s => s.Score));
            if (right >= 0)
            {
                known.Add(new ScoredQuery([.. scores.Select(s => s.Score)], right));
            }
        }

        return new Trials(known, strangers);
    }

    /// <summary>The temperature under which the true characters are most likely, drawn towards a default where they are few.</summary>
    /// <param name="queries">Queries whose characters are known.</param>
    /// <param name="defaultTemperature">At least 1.</param>
    internal static float Temperature(IReadOnlyList<ScoredQuery> queries, float defaultTemperature)
    {
        double fitted = queries.Count == 0
            ? 0
            : GoldenSection(0, Math.Log(HighestTemperature), log => queries.Average(q => q.Surprise(Math.Exp(log))));
        return (float)Math.Exp((queries.Count * fitted + TrialsOfDefault * Math.Log(defaultTemperature)) / (queries.Count + TrialsOfDefault));
    }

    /// <summary>The minimum of a function that falls and then rises; at a bound if it only does one of them.</summary>
    private static double GoldenSection(double low, double high, Func<double, double> loss)
    {
        const double Ratio = 0.6180339887498949; // (√5 − 1) / 2
        double left = high - (Ratio * (high - low));
        double right = low + (Ratio * (high - low));
        double lossLeft = loss(left);
        double lossRight = loss(right);
        while (high - low > Precision)
        {
            if (lossLeft <= lossRight)
            {
                (high, right, lossRight) = (right, left, lossLeft);
                left = high - (Ratio * (high - low));
                lossLeft = loss(left);
            }
            else
            {
                (low, left, lossLeft) = (left, right, lossRight);
                right = low + (Ratio * (high - low));
                lossRight = loss(right);
            }
        }

        return (low + high) / 2;
    }

    /// <param name="Known">Pictures asked with their characters in the gallery.</param>
    /// <param name="Strangers">The best scores of pictures asked without.</param>
    private sealed record Trials(IReadOnlyList<ScoredQuery> Known, IReadOnlyList<float> Strangers);
}
