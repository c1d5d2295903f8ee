using System.Numerics.Tensors;
using Gyo.Curation;
using Gyo.Ranking;

namespace Gyo.Evaluation;

/// <summary>Asks labelled vectors of each other while pictures of their characters are left away: what a character gains from one number of pictures to another.</summary>
/// <remarks>
/// Each round makes a gallery of its own: half of the characters keep all pictures but one or an eighth, the others as many as chance says, and
/// those left away are asked. The space is made of what is left as well. To make it of all and leave pictures out of the models alone would
/// tell half the truth: it called 0.8 what was 0.5 with one picture, for a space that has seen a picture flatters it.
/// </remarks>
public static class GrowthTrials
{
    /// <summary>Galleries that are tried.</summary>
    private const int Rounds = 32;

    /// <summary>Most pictures of one character that are asked in a round.</summary>
    private const int MostAsked = 4;

    /// <summary>A character that keeps its pictures keeps all but one of so many.</summary>
    private const int OneOf = 8;

    /// <summary>Tries every character.</summary>
    /// <param name="dimension">D, at least 1.</param>
    /// <param name="labels">The character of each vector.</param>
    /// <param name="vectorOf">Gives the vector of a place in <paramref name="labels"/>: D floats of unit norm.</param>
    /// <param name="progress">Told the share that is done, 0 to 1, on any thread.</param>
    /// <param name="cancel">Honoured between pictures.</param>
    /// <returns>One for each character, by name (ordinal); none with fewer than two characters.</returns>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static IReadOnlyList<CharacterTrials> Ask(
        int dimension,
        IReadOnlyList<string> labels,
        Func<int, ReadOnlyMemory<float>> vectorOf,
        IProgress<double>? progress = null,
        CancellationToken cancel = default)
    {
        Dictionary<string, int[]> characters = Enumerable.Range(0, labels.Count).GroupBy(i => labels[i], StringComparer.Ordinal)
            .OrderBy(c => c.Key, StringComparer.Ordinal).ToDictionary(c => c.Key, c => c.ToArray(), StringComparer.Ordinal);
        if (characters.Count < 2)
        {
            return [];
        }

        var rounds = new List<Trial>[Rounds];
        int done = 0;
        Parallel.For(0, Rounds, new ParallelOptions { CancellationToken = cancel }, r =>
        {
            rounds[r] = Try(new Random(r), dimension, labels, vectorOf, characters, cancel);
            progress?.Report((double)Interlocked.Increment(ref done) / Rounds);
        });
        ILookup<string, Trial> trials = rounds.SelectMany(r => r).ToLookup(t => t.Character, StringComparer.Ordinal);
        CharacterSpace whole = CharacterSpace.Fit(dimension, labels, vectorOf);
        return [.. characters.Select(c => Sum(
            c.Key,
            [.. trials[c.Key]],
            c.Value.Length,
            Scatter([.. CharacterSpace.Chosen(c.Value.Length, LearningCurve.Steps[^1]).Select(n => whole.Project(vectorOf(c.Value[n]).Span))])))];
    }

    private static List<Trial> Try(
        Random random,
        int dimension,
        IReadOnlyList<string> labels,
        Func<int, ReadOnlyMemory<float>> vectorOf,
        Dictionary<string, int[]> characters,
        CancellationToken cancel)
    {
        List<int> gallery = [];
        List<(string Character, int Step, bool IsWhole, int[] Asked)> left = [];
        foreach ((string character, int[] pictures) in characters)
        {
            int[] order = [.. pictures];
            random.Shuffle(order);
            int most = pictures.Length - 1 - pictures.Length / OneOf;
            bool isWhole = random.Next(2) == 0;
            int step = most < 1 ? -1 : random.Next(LearningCurve.StepOf(most) + 1);
            int kept = most < 1 ? pictures.Length : isWhole ? most : LearningCurve.Steps[step];
            gallery.AddRange(order[..kept]);
            left.Add((character, isWhole ? LearningCurve.StepOf(Math.Max(1, most)) : step, isWhole, [.. order[kept..].Take(MostAsked)]));
        }

        CharacterSpace space = CharacterSpace.Fit(dimension, [.. gallery.Select(i => labels[i])], i => vectorOf(gallery[i]));
        CharacterModels models = CharacterModels.Of(space, [.. gallery.Select(i => labels[i])], i => vectorOf(gallery[i]));
        List<Trial> trials = [];
        foreach ((string character, int step, bool isWhole, int[] asked) in left)
        {
            foreach (int picture in asked)
            {
                cancel.ThrowIfCancellationRequested();
                string best = models.Score(space.Project(vectorOf(picture).Span)).MaxBy(s => s.Score).Name;
                trials.Add(new Trial(character, step, isWhole, best == character ? null : best));
            }
        }

        return trials;
    }

    private static CharacterTrials Sum(string character, Trial[] trials, int pictures, double? scatter)
    {
        Trial[] whole = [.. trials.Where(t => t.IsWhole)];
        double?[] errors = new double?[trials.Length == 0 ? 0 : trials.Max(t => t.Step) + 1];
        foreach (IGrouping<int, Trial> step in trials.GroupBy(t => t.Step))
        {
            errors[step.Key] = step.Average(t => t.TakenFor is null ? 0.0 : 1);
        }

        Dictionary<string, int> takenFor = whole.Select(t => t.TakenFor).OfType<string>().CountBy(n => n, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        double missed = whole.Length == 0 ? 0 : (double)takenFor.Values.Sum() / whole.Length;
        return new CharacterTrials(character, pictures, whole.Length, errors, missed, scatter, takenFor);
    }

    private static double? Scatter(float[][] pictures)
    {
        if (pictures.Length < 3)
        {
            return null;
        }

        float[] mean = new float[pictures[0].Length];
        Array.ForEach(pictures, p => TensorPrimitives.Add(p, mean, mean));
        TensorPrimitives.Divide(mean, pictures.Length, mean);
        return pictures.Sum(p => Math.Pow(TensorPrimitives.Distance<float>(p, mean), 2)) / (pictures.Length - 1);
    }

    /// <param name="Character">Whom the picture that was asked shows.</param>
    /// <param name="Step">How many pictures its character had, as the last of <see cref="LearningCurve.Steps"/> that is no more.</param>
    /// <param name="IsWhole">Whether these were as many as could be.</param>
    /// <param name="TakenFor">Whom it was taken for; null when it was found.</param>
    private sealed record Trial(string Character, int Step, bool IsWhole, string? TakenFor);
}
