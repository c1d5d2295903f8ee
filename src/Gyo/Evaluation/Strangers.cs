using Gyo.Ranking;

namespace Gyo.Evaluation;

/// <summary>Asks queries of a gallery as if nobody had ever heard of their characters.</summary>
internal static class Strangers
{
    /// <summary>
    /// Characters are left out of what the labels teach in this many groups: one by one they would have it learned anew as often as there
    /// are characters, for a difference that nobody can see.
    /// </summary>
    private const int Groups = 32;

    /// <summary>The best score that each query gets from a character that is not its own, in a space that was fitted without its own.</summary>
    /// <param name="dimension">D.</param>
    /// <param name="labels">The character of each vector in the gallery.</param>
    /// <param name="vectorOf">Gives the vector of a place in <paramref name="labels"/>: D floats of unit norm.</param>
    /// <param name="queries">Each query's character and vector.</param>
    /// <param name="cancel">Honoured between groups.</param>
    /// <returns>A score per query; null where the gallery holds no other character.</returns>
    public static float?[] BestScores(
        int dimension,
        IReadOnlyList<string> labels,
        Func<int, ReadOnlyMemory<float>> vectorOf,
        IReadOnlyList<(string Character, ReadOnlyMemory<float> Vector)> queries,
        CancellationToken cancel)
    {
        float?[] best = new float?[queries.Count];
        Parallel.ForEach(CharacterFold.Deal(labels, Groups), new ParallelOptions { CancellationToken = cancel }, fold =>
        {
            int[] asked = [.. Enumerable.Range(0, queries.Count).Where(q => fold.Holds(queries[q].Character))];
            if (asked.Length == 0)
            {
                return;
            }

            CharacterSpace space = fold.FitSpace(dimension, labels, vectorOf);
            var models = CharacterModels.Of(space, labels, vectorOf);
            foreach (int q in asked)
            {
                CharacterScore[] others = [.. models.Score(space.Project(queries[q].Vector.Span)).Where(s => s.Name != queries[q].Character)];
                best[q] = others.Length == 0 ? null : others.Max(s => s.Score);
            }
        });
        return best;
    }
}
