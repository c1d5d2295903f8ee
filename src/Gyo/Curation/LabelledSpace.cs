using System.Numerics.Tensors;
using Gyo.Ranking;

namespace Gyo.Curation;

/// <summary>Labelled pictures in the space that they make, and how well groups of them are told as one character.</summary>
internal sealed class LabelledSpace
{
    private readonly CharacterSpace _space;
    private readonly float[][] _coordinates;

    private LabelledSpace(CharacterSpace space, float[][] coordinates, IReadOnlyDictionary<string, int[]> places) =>
        (_space, _coordinates, Places) = (space, coordinates, places);

    /// <summary>The pictures of each character.</summary>
    public IReadOnlyDictionary<string, int[]> Places { get; }

    /// <summary>D.</summary>
    public int Dimension => _space.Dimension;

    /// <summary>Fits the space and sees all pictures in it.</summary>
    /// <param name="dimension">D.</param>
    /// <param name="labels">The character of each picture.</param>
    /// <param name="vectorOf">Gives the vector of a picture: D floats of unit norm.</param>
    /// <param name="cancel">Honoured between pictures.</param>
    public static LabelledSpace Of(int dimension, IReadOnlyList<string> labels, Func<int, ReadOnlyMemory<float>> vectorOf, CancellationToken cancel)
    {
        CharacterSpace space = CharacterSpace.Fit(dimension, labels, vectorOf);
        float[][] coordinates = new float[labels.Count][];
        Parallel.For(0, coordinates.Length, new ParallelOptions { CancellationToken = cancel }, i => coordinates[i] = space.Project(vectorOf(i).Span));
        Dictionary<string, int[]> places = Enumerable.Range(0, labels.Count).GroupBy(i => labels[i], StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.ToArray(), StringComparer.Ordinal);
        return new LabelledSpace(space, coordinates, places);
    }

    /// <summary>The direction by which a picture is compared: D floats of unit norm.</summary>
    public float[] Direction(int place) => _space.Direction(_coordinates[place]);

    /// <summary>Pictures as one.</summary>
    /// <param name="places">At least one.</param>
    public PictureGroup Group(IEnumerable<int> places)
    {
        float[] sum = new float[Dimension];
        int count = 0;
        foreach (int place in places)
        {
            TensorPrimitives.Add(sum, _coordinates[place], sum);
            count++;
        }

        return new PictureGroup(sum, count);
    }

    /// <summary>How much more probable two groups are as one character than as two: a log-likelihood ratio in nats.</summary>
    /// <remarks>
    /// Under the two-covariance model the density of n pictures of one character with the sum s is, but for what does not hang on how they are
    /// grouped, exp ½ Σ (b·s² / (1 + n·b) − ln(1 + n·b)) over the coordinates: Brümmer and de Villiers, Odyssey 2010, section 2.
    /// </remarks>
    public double OneRatherThanTwo(PictureGroup a, PictureGroup b)
    {
        int both = a.Count + b.Count;
        double ratio = _space.Outlook(a.Count).LogVarianceOfMean + _space.Outlook(b.Count).LogVarianceOfMean - _space.Outlook(both).LogVarianceOfMean;
        float[] shareA = _space.Outlook(a.Count).Share;
        float[] shareB = _space.Outlook(b.Count).Share;
        float[] share = _space.Outlook(both).Share;
        float squares = 0;
        for (int d = 0; d < share.Length; d++)
        {
            float sum = a.Sum[d] + b.Sum[d];
            squares += sum * sum * share[d] - a.Sum[d] * a.Sum[d] * shareA[d] - b.Sum[d] * b.Sum[d] * shareB[d];
        }

        return (ratio + squares) / 2;
    }
}
