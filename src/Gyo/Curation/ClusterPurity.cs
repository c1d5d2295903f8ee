using Gyo.Ranking;

namespace Gyo.Curation;

/// <summary>
/// How pure clusters are: the expected share of the most frequent character, from how similar the parts were that came together in them.
/// </summary>
/// <remarks>
/// A join of parts of similarity s, the smaller of n pictures, is taken to be right with the probability 1 / (1 + exp(−(o + 10.85·s + 0.79·log₂ n))).
/// If it is, the whole is as pure as its parts on average; if not, what counts is the part with the larger share.
/// </remarks>
/// <param name="Offset">o: the lower, the more alike the characters of a gallery look to its model.</param>
internal sealed record ClusterPurity(double Offset)
{
    // Logistic regression over some 2,000 joins of people that neither model nor space had seen: nine splits of 38, three of them with trained models.
    // Of similarity, size and both with the gap to the joins below, these two told most (docs/quality.md). Never fitted to what is reported.
    private const double UsualOffset = -4.7;
    private const double UntaughtOffset = -7;
    private const double SlopeOfSimilarity = 10.85;
    private const double SlopeOfSize = 0.79;

    /// <summary>What is usual counts as much as so many joins that were looked at.</summary>
    private const double JoinsOfUsual = 100;

    /// <summary>Folds of characters: each is clustered as strangers are, about a quarter of all, by what the others teach.</summary>
    private const int Folds = 4;

    /// <summary>Most pictures of a fold that are clustered.</summary>
    private const int EnoughPictures = 1000;

    private const int Steps = 40;

    /// <summary>What holds where nothing is known of a gallery.</summary>
    public static ClusterPurity Usual { get; } = new(UsualOffset);

    /// <summary>What holds where no labels told a gallery what to look at: pictures that are alike then often show the same scene and not the same character.</summary>
    public static ClusterPurity Untaught { get; } = new(UntaughtOffset);

    /// <summary>Learns from a gallery's own characters, taken for strangers: each by a space that never saw them.</summary>
    /// <param name="dimension">D, at least 1.</param>
    /// <param name="labels">The character of each vector.</param>
    /// <param name="vectorOf">Gives the vector of a place in <paramref name="labels"/>: D floats of unit norm.</param>
    /// <param name="trained">The characters that the model was trained on: they look more alike than strangers ever do, and so teach nothing.</param>
    /// <param name="options">How pictures are clustered.</param>
    /// <param name="cancel">Honoured often.</param>
    public static ClusterPurity Learn(
        int dimension,
        IReadOnlyList<string> labels,
        Func<int, ReadOnlyMemory<float>> vectorOf,
        IReadOnlySet<string> trained,
        PictureClusterOptions options,
        CancellationToken cancel = default)
    {
        List<Trial> trials = [];
        foreach (CharacterFold fold in CharacterFold.Deal(labels, Folds).Where(f => f.LeavesCharacters))
        {
            int[] strangers = [.. Enumerable.Range(0, labels.Count).Where(i => fold.Holds(labels[i]) && !trained.Contains(labels[i]))];
            int[] asked = [.. CharacterSpace.Chosen(strangers.Length, EnoughPictures).Select(i => strangers[i])];
            if (asked.Length < 2)
            {
                continue;
            }

            CharacterSpace space = fold.FitSpace(dimension, labels, vectorOf);
            float[] directions = [.. asked.SelectMany(i => space.Direction(space.Project(vectorOf(i).Span)))];
            trials.AddRange(TrialsOf(PictureGroups.Find(dimension, directions, options, progress: null, cancel), [.. asked.Select(i => labels[i])]));
        }

        return Fit(trials);
    }

    /// <summary>The purity of every node of a tree, 0 to 1.</summary>
    public double[] Of(LinkageTree tree)
    {
        double[] purity = new double[tree.LeafCount + tree.Joins.Count];
        Array.Fill(purity, 1, 0, tree.LeafCount); // copies of one picture show the same
        for (int i = 0; i < tree.Joins.Count; i++)
        {
            LinkageTree.Join join = tree.Joins[i];
            (int countA, int countB) = (tree.WeightOf(join.A), tree.WeightOf(join.B));
            double a = purity[join.A] * countA;
            double b = purity[join.B] * countB;
            double right = Chance(new Trial(join.Similarity, Math.Min(countA, countB), IsRight: false));
            purity[tree.LeafCount + i] = (right * (a + b) + (1 - right) * Math.Max(a, b)) / (countA + countB);
        }

        return purity;
    }

    /// <summary>Finds the most likely offset, drawn towards the usual one where joins are few.</summary>
    public static ClusterPurity Fit(IReadOnlyCollection<Trial> trials)
    {
        ClusterPurity fitted = Usual;
        double usual = trials.Count == 0 ? 0 : JoinsOfUsual / trials.Count; // stands in as joins of the same kinds, each right by its usual chance
        for (int step = 0; step < Steps && trials.Count > 0; step++)
        {
            double slope = trials.Sum(t => (t.IsRight ? 1 : 0) + usual * Usual.Chance(t) - (1 + usual) * fitted.Chance(t));
            double curve = trials.Sum(t => (1 + usual) * fitted.Chance(t) * (1 - fitted.Chance(t)));
            fitted = new ClusterPurity(fitted.Offset + Math.Clamp(slope / Math.Max(curve, 1e-6), -1, 1)); // Newton's
        }

        return fitted;
    }

    private double Chance(Trial trial) => 1 / (1 + Math.Exp(-(Offset + SlopeOfSimilarity * trial.Similarity + SlopeOfSize * Math.Log2(trial.Smaller))));

    private static IEnumerable<Trial> TrialsOf(PictureGroups groups, string[] labels)
    {
        LinkageTree tree = groups.Tree;
        string MostOf(int node) => groups.PicturesOf(node).GroupBy(p => labels[p]).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal).First().Key;
        return tree.Joins.Select(j => new Trial(j.Similarity, Math.Min(tree.WeightOf(j.A), tree.WeightOf(j.B)), MostOf(j.A) == MostOf(j.B)));
    }

    /// <summary>A join of which it is known whether it was right.</summary>
    /// <param name="Similarity">Of the parts.</param>
    /// <param name="Smaller">The pictures of the smaller part.</param>
    /// <param name="IsRight">Whether most of both show the same character.</param>
    public readonly record struct Trial(double Similarity, int Smaller, bool IsRight);
}
