using System.Numerics.Tensors;

namespace Gyo.Curation;

/// <summary>Finds characters whose pictures fall into two groups that look like two characters.</summary>
/// <remarks>
/// Any pictures fall into two groups if they are made to, and most are then told as two: what counts is whether one character's groups are told
/// apart far more surely than those of the gallery's other characters.
/// </remarks>
public static class SplitCharacters
{
    /// <summary>Pictures that a part has at least.</summary>
    private const int LeastPart = 3;

    /// <summary>Characters that can be parted at least: with fewer nothing says what is usual.</summary>
    private const int LeastCharacters = 8;

    /// <summary>How far above the median a character lies, in distances from median to upper quartile; of a normal distribution one in three thousand does.</summary>
    private const double Deviations = 5;

    private const int Starts = 8;
    private const int Iterations = 20;

    /// <summary>Looks for characters.</summary>
    /// <param name="dimension">D, at least 1.</param>
    /// <param name="ids">The pictures, each once.</param>
    /// <param name="labels">Whom each of them is shown as.</param>
    /// <param name="vectorOf">Gives the vector of a place in <paramref name="ids"/>: D floats of unit norm.</param>
    /// <param name="progress">Is told the share that is done, 0–1.</param>
    /// <param name="cancel">Honoured between characters.</param>
    /// <returns>The characters, the surest first; none where fewer than eight characters have six pictures or more.</returns>
    /// <exception cref="ArgumentException">There are more or fewer labels than pictures, or a vector is of another length.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static IReadOnlyList<SplitCharacter> Find(
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
        string[] names = [.. space.Places.Where(c => c.Value.Length >= 2 * LeastPart).Select(c => c.Key).Order(StringComparer.Ordinal)];
        if (names.Length < LeastCharacters)
        {
            return [];
        }

        Parting?[] partings = new Parting?[names.Length];
        int done = 0;
        Parallel.For(0, names.Length, new ParallelOptions { CancellationToken = cancel }, c =>
        {
            partings[c] = Part(space, space.Places[names[c]]);
            progress?.Report((double)Interlocked.Increment(ref done) / names.Length);
        });
        double[] ratios = [.. partings.Select(p => p?.Ratio ?? 0).Order()];
        double median = ratios[ratios.Length / 2];
        double spread = Math.Max(1, ratios[ratios.Length * 3 / 4] - median);
        return
        [
            .. names.Zip(partings)
                .Where(c => c.Second is not null)
                .Select(c => (Name: c.First, Parting: c.Second!, Deviation: (c.Second!.Ratio - median) / spread))
                .Where(c => c.Deviation > Deviations && c.Parting.Ratio > 0)
                .OrderByDescending(c => c.Deviation)
                .Select(c => Describe(c.Name, c.Parting, (float)(1 / (1 + Math.Exp(Deviations - c.Deviation))), space, ids)),
        ];
    }

    private static SplitCharacter Describe(string name, Parting parting, float score, LabelledSpace space, IReadOnlyList<long> ids) => new(name, score)
    {
        Reason = $"{parting.Part.Length} of {parting.Part.Length + parting.Rest.Length} pictures of {name} look like another character than the rest, "
            + "far more so than with the gallery's other characters.",
        Part = [.. MostTypical(space, parting.Part).Select(i => ids[i])],
        Rest = [.. MostTypical(space, parting.Rest).Select(i => ids[i])],
    };

    private static IEnumerable<int> MostTypical(LabelledSpace space, int[] places)
    {
        float[] sum = new float[space.Dimension];
        foreach (int place in places)
        {
            TensorPrimitives.Add(sum, space.Direction(place), sum);
        }

        return places.OrderByDescending(i => TensorPrimitives.Dot<float>(space.Direction(i), sum)).ThenBy(i => i);
    }

    /// <summary>The two groups that are told as two most surely, of several tries of two means (Lloyd 1982). Null if every try left a part too small.</summary>
    private static Parting? Part(LabelledSpace space, int[] places)
    {
        float[][] directions = [.. places.Select(space.Direction)];
        Parting? best = null;
        for (int start = 0; start < Math.Min(Starts, places.Length); start++)
        {
            bool[] side = TwoMeans(directions, directions[(int)((long)start * places.Length / Starts) % places.Length]);
            int[] one = [.. places.Where((_, i) => side[i])];
            int[] other = [.. places.Where((_, i) => !side[i])];
            if (Math.Min(one.Length, other.Length) < LeastPart)
            {
                continue;
            }

            double ratio = -space.OneRatherThanTwo(space.Group(one), space.Group(other));
            if (best is null || ratio > best.Ratio)
            {
                best = one.Length < other.Length ? new Parting(one, other, ratio) : new Parting(other, one, ratio);
            }
        }

        return best;
    }

    private static bool[] TwoMeans(float[][] directions, float[] first)
    {
        float[] mean = first;
        float[] otherMean = directions.MinBy(d => TensorPrimitives.Dot<float>(d, first))!;
        bool[] side = new bool[directions.Length];
        for (int iteration = 0; iteration < Iterations; iteration++)
        {
            bool[] now = [.. directions.Select(d => TensorPrimitives.Dot<float>(d, otherMean) > TensorPrimitives.Dot<float>(d, mean))];
            if (iteration > 0 && now.AsSpan().SequenceEqual(side))
            {
                break;
            }

            side = now;
            mean = Mean(directions.Where((_, i) => !now[i]), mean);
            otherMean = Mean(directions.Where((_, i) => now[i]), otherMean);
        }

        return side;
    }

    /// <summary>The mean of directions, brought to unit length; what it was if there are none.</summary>
    private static float[] Mean(IEnumerable<float[]> directions, float[] before)
    {
        float[] sum = new float[before.Length];
        foreach (float[] direction in directions)
        {
            TensorPrimitives.Add(sum, direction, sum);
        }

        float norm = TensorPrimitives.Norm<float>(sum);
        if (norm == 0)
        {
            return before;
        }

        TensorPrimitives.Divide(sum, norm, sum);
        return sum;
    }

    /// <param name="Part">The smaller group.</param>
    /// <param name="Rest">The larger.</param>
    /// <param name="Ratio">How much more probable they are as two than as one, in nats.</param>
    private sealed record Parting(int[] Part, int[] Rest, double Ratio);
}
