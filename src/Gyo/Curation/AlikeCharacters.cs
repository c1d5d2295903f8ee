using System.Numerics.Tensors;

namespace Gyo.Curation;

/// <summary>Finds characters that look like one under two names, by the model that the gallery ranks with.</summary>
/// <remarks>
/// Halves of one character and pairs that resemble each other closely (a creature and what it becomes) lie on either side of a ratio of 0:
/// docs/care.md.
/// </remarks>
public static class AlikeCharacters
{
    /// <summary>Pictures that a character has at least: fewer tell more of their light and pose than of whom they show.</summary>
    private const int LeastPictures = 3;

    /// <summary>Nats per unit of log-odds: pictures of one character are not as independent as the model takes them to be.</summary>
    private const double Temperature = 10;

    /// <summary>Pictures of a character that a reason looks at.</summary>
    private const int MostCompared = 200;

    private const int Evidence = 4;

    /// <summary>Looks for pairs.</summary>
    /// <param name="dimension">D, at least 1.</param>
    /// <param name="ids">The pictures, each once.</param>
    /// <param name="labels">Whom each of them is shown as.</param>
    /// <param name="vectorOf">Gives the vector of a place in <paramref name="ids"/>: D floats of unit norm.</param>
    /// <param name="progress">Is told the share that is done, 0–1.</param>
    /// <param name="cancel">Honoured between characters.</param>
    /// <returns>The pairs, the surest first.</returns>
    /// <exception cref="ArgumentException">There are more or fewer labels than pictures, or a vector is of another length.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static IReadOnlyList<AlikePair> Find(
        int dimension,
        IReadOnlyList<long> ids,
        IReadOnlyList<string> labels,
        Func<int, ReadOnlyMemory<float>> vectorOf,
        IProgress<double>? progress = null,
        CancellationToken cancel = default)
    {
        if (labels.Count != ids.Count)
        {
            throw new ArgumentException($"{labels.Count} labels were given to {ids.Count} pictures.", nameof(labels));
        }

        LabelledSpace space = LabelledSpace.Of(dimension, labels, vectorOf, cancel);
        (string Name, int[] Places, PictureGroup Group)[] characters =
        [
            .. space.Places.Where(c => c.Value.Length >= LeastPictures)
                .OrderByDescending(c => c.Value.Length).ThenBy(c => c.Key, StringComparer.Ordinal)
                .Select(c => (c.Key, c.Value, space.Group(c.Value))),
        ];
        List<AlikePair>[] pairs = new List<AlikePair>[characters.Length];
        int done = 0;
        Parallel.For(0, characters.Length, new ParallelOptions { CancellationToken = cancel }, a =>
        {
            pairs[a] = [];
            for (int b = a + 1; b < characters.Length; b++)
            {
                double ratio = space.OneRatherThanTwo(characters[a].Group, characters[b].Group);
                if (ratio > 0)
                {
                    pairs[a].Add(Describe(space, ids, characters[a].Name, characters[b].Name, ratio));
                }
            }

            progress?.Report((double)Interlocked.Increment(ref done) / characters.Length);
        });
        return [.. pairs.SelectMany(p => p).OrderByDescending(p => p.Score)];
    }

    private static AlikePair Describe(LabelledSpace space, IReadOnlyList<long> ids, string larger, string smaller, double ratio)
    {
        (int Place, float[] Direction)[] ofLarger = Directions(space, larger);
        (int Place, float[] Direction)[] ofSmaller = Directions(space, smaller);
        (int Place, float Near, float Own)[] seenLarger = [.. ofLarger.Select(p => See(p, ofSmaller, ofLarger))];
        (int Place, float Near, float Own)[] seenSmaller = [.. ofSmaller.Select(p => See(p, ofLarger, ofSmaller))];
        int crossing = seenSmaller.Count(p => p.Near > p.Own);
        return new AlikePair(larger, smaller, (float)(1 / (1 + Math.Exp(-ratio / Temperature))))
        {
            Reason = $"The pictures of {larger} and {smaller} look like one character's rather than like two's: "
                + $"of {crossing} of {ofSmaller.Length} of {smaller} the nearest shows {larger}.",
            LargerEvidence = Best(seenLarger),
            SmallerEvidence = Best(seenSmaller),
        };

        long[] Best((int Place, float Near, float Own)[] seen) => [.. seen.OrderByDescending(p => p.Near).ThenBy(p => p.Place).Take(Evidence).Select(p => ids[p.Place])];
    }

    private static (int Place, float[] Direction)[] Directions(LabelledSpace space, string character) =>
        [.. space.Places[character].Take(MostCompared).Select(i => (i, space.Direction(i)))];

    private static (int Place, float Near, float Own) See(
        (int Place, float[] Direction) picture, (int Place, float[] Direction)[] others, (int Place, float[] Direction)[] own) => (
        picture.Place,
        others.Max(o => TensorPrimitives.Dot<float>(picture.Direction, o.Direction)),
        own.Where(o => o.Place != picture.Place).Max(o => TensorPrimitives.Dot<float>(picture.Direction, o.Direction)));
}
