namespace Gyo.Ranking;

/// <summary>Some of a gallery's characters, taken as strangers to a space that the others make.</summary>
internal sealed class CharacterFold
{
    private readonly HashSet<string> _held;
    private readonly int _others;

    private CharacterFold(HashSet<string> held, int others) => (_held, _others) = (held, others);

    /// <summary>Whether any character is left to make a space of, and to be taken for.</summary>
    public bool LeavesCharacters => _others > 0;

    /// <summary>Deals the characters into folds, in ordinal order of their names like cards.</summary>
    /// <param name="labels">The character of each vector.</param>
    /// <param name="folds">How many folds at most, at least 1; no more than there are characters.</param>
    public static IReadOnlyList<CharacterFold> Deal(IReadOnlyList<string> labels, int folds)
    {
        string[] characters = [.. labels.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        return
        [
            .. characters.Index().GroupBy(c => c.Index % folds, c => c.Item)
                .Select(g => g.ToHashSet(StringComparer.Ordinal))
                .Select(held => new CharacterFold(held, characters.Length - held.Count)),
        ];
    }

    /// <summary>Whether a character is in the fold.</summary>
    public bool Holds(string character) => _held.Contains(character);

    /// <summary>Fits a space to the vectors of all other characters.</summary>
    /// <param name="dimension">D.</param>
    /// <param name="labels">The character of each vector.</param>
    /// <param name="vectorOf">Gives the vector of a place in <paramref name="labels"/>: D floats of unit norm.</param>
    public CharacterSpace FitSpace(int dimension, IReadOnlyList<string> labels, Func<int, ReadOnlyMemory<float>> vectorOf)
    {
        int[] others = [.. Enumerable.Range(0, labels.Count).Where(i => !Holds(labels[i]))];
        return CharacterSpace.Fit(dimension, [.. others.Select(i => labels[i])], i => vectorOf(others[i]));
    }
}
