using Gyo.Ranking;

namespace Gyo.Curation;

/// <summary>Asks pictures of each other, none of itself.</summary>
internal sealed class OpinionPoll
{
    private readonly int _dimension;
    private readonly IReadOnlyList<string> _labels;
    private readonly Func<int, ReadOnlyMemory<float>> _vectorOf;
    private readonly bool[] _doubted;
    private readonly Func<int, string, bool> _isDenied;
    private readonly int[] _believed;
    private readonly string[] _believedLabels;

    /// <summary>Prepares to ask.</summary>
    /// <param name="dimension">D.</param>
    /// <param name="labels">Whom each picture is shown as.</param>
    /// <param name="vectorOf">Gives the vector of a picture: D floats of unit norm.</param>
    /// <param name="doubted">The pictures that nothing is to be learned from.</param>
    /// <param name="isDenied">Whether a picture is known not to show a character.</param>
    public OpinionPoll(
        int dimension, IReadOnlyList<string> labels, Func<int, ReadOnlyMemory<float>> vectorOf, bool[] doubted, Func<int, string, bool> isDenied)
    {
        (_dimension, _labels, _vectorOf, _doubted, _isDenied) = (dimension, labels, vectorOf, doubted, isDenied);
        _believed = [.. Enumerable.Range(0, labels.Count).Where(i => !doubted[i])];
        _believedLabels = [.. _believed.Select(i => labels[i])];
    }

    /// <summary>Asks pictures; those that nobody else resembles, because nobody else is left, are left out.</summary>
    /// <param name="asked">Which.</param>
    /// <param name="progress">Is told the share that is done, 0–1.</param>
    /// <param name="cancel">Honoured between pictures.</param>
    public LabelOpinion[] Ask(IReadOnlyList<int> asked, Action<double> progress, CancellationToken cancel)
    {
        List<LabelOpinion> opinions = new(asked.Count);

        // A space takes at most so many pictures in; of more, one tells it nothing of itself, and no fold need be held out.
        if (_labels.Count > CharacterSpace.MaxPictures)
        {
            ReadOnlyMemory<float> Believed(int i) => _vectorOf(_believed[i]);
            opinions.AddRange(AskIn(CharacterSpace.Fit(_dimension, _believedLabels, Believed), asked, progress, cancel));
            return [.. opinions];
        }

        CharacterFold[] folds = [.. CharacterFold.Deal(_labels, CalibrationFit.Folds).Where(f => f.LeavesCharacters)];
        for (int f = 0; f < folds.Length; f++)
        {
            int fold = f;
            int[] own = [.. asked.Where(i => folds[fold].Holds(_labels[i]))];
            CharacterSpace space = folds[f].FitSpace(_dimension, _believedLabels, i => _vectorOf(_believed[i]));
            opinions.AddRange(AskIn(space, own, share => progress((fold + share) / folds.Length), cancel));
        }

        return [.. opinions];
    }

    private LabelOpinion[] AskIn(CharacterSpace space, IReadOnlyList<int> asked, Action<double> progress, CancellationToken cancel)
    {
        const int Together = 4096;
        float[][] coordinates = new float[_labels.Count][];
        ParallelOptions parallel = new() { CancellationToken = cancel };
        Parallel.For(0, coordinates.Length, parallel, i => coordinates[i] = space.Project(_vectorOf(i).Span));
        CharacterModels models = new(space);
        foreach (int i in _believed)
        {
            models.Add(_labels[i], coordinates[i]);
        }

        LabelOpinion?[] opinions = new LabelOpinion?[asked.Count];
        for (int first = 0; first < asked.Count; first += Together)
        {
            int end = Math.Min(asked.Count, first + Together);
            Parallel.For(first, end, parallel, a => opinions[a] = Opinion(asked[a], models, coordinates[asked[a]]));
            progress((double)end / asked.Count);
        }

        return [.. opinions.OfType<LabelOpinion>()];
    }

    private LabelOpinion? Opinion(int place, CharacterModels models, float[] coordinates)
    {
        string label = _labels[place];
        float own = 0; // if none of its other pictures is believed, its character could be anybody
        CharacterScore? best = null;
        foreach (CharacterScore score in models.Score(coordinates, own: _doubted[place] ? null : label))
        {
            if (score.Name == label)
            {
                own = score.Score;
            }
            else if ((best is not { } so || score.Score > so.Score || (score.Score == so.Score && string.CompareOrdinal(score.Name, so.Name) < 0))
                && !_isDenied(place, score.Name))
            {
                best = score;
            }
        }

        return best is { } other ? new LabelOpinion(place, own, other.Name, other.Score) : null;
    }
}
