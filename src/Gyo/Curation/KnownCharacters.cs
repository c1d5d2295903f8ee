using Gyo.Ranking;

namespace Gyo.Curation;

/// <summary>Whom pictures look like among the characters of a gallery, and whether they look even more like each other.</summary>
/// <remarks>
/// A model that was trained on a gallery's characters finds strangers too familiar: in one split of 38 people two of five strangers were as
/// familiar as one in twenty should be. But a stranger's other pictures resemble it more than any known character does. So a picture of a group is matched only if it
/// scores higher for the known character than for the rest of its own group, taken for a character; that left 3 to 12 strangers of 450 (docs/quality.md).
/// </remarks>
internal sealed class KnownCharacters
{
    private readonly CharacterModel _anybody;
    private readonly CharacterModels _models;
    private readonly Calibration _calibration;
    private readonly float[][] _coordinates;
    private readonly CharacterScore?[] _best; // of each picture among those it may show; null if there is none

    private KnownCharacters(CharacterSpace space, CharacterModels models, Calibration calibration, float[][] coordinates, CharacterScore?[] best)
    {
        _anybody = CharacterModel.Anybody(space);
        (_models, _calibration, _coordinates, _best) = (models, calibration, coordinates, best);
    }

    /// <summary>Looks at each picture.</summary>
    /// <param name="space">The space of the gallery.</param>
    /// <param name="models">Its characters.</param>
    /// <param name="calibration">What their scores mean.</param>
    /// <param name="vectors">The pictures' vectors, of unit norm.</param>
    /// <param name="isRuledOut">Whether a person said that a picture does not show a character; called on any thread.</param>
    /// <param name="cancel">Honoured between pictures.</param>
    public static KnownCharacters Of(
        CharacterSpace space,
        CharacterModels models,
        Calibration calibration,
        IReadOnlyList<ReadOnlyMemory<float>> vectors,
        Func<int, string, bool> isRuledOut,
        CancellationToken cancel)
    {
        float[][] coordinates = new float[vectors.Count][];
        var best = new CharacterScore?[vectors.Count];
        Parallel.For(0, vectors.Count, new ParallelOptions { CancellationToken = cancel }, i =>
        {
            coordinates[i] = space.Project(vectors[i].Span);
            foreach (CharacterScore score in models.Score(coordinates[i]))
            {
                if (!isRuledOut(i, score.Name) && (best[i] is not { } so || IsBefore(score, so)))
                {
                    best[i] = score;
                }
            }
        });
        return new KnownCharacters(space, models, calibration, coordinates, best);
    }

    /// <summary>Those of a group that show a known character. Of a single picture less is known, so a lower rate is asked of it.</summary>
    /// <param name="group">Pictures that came together.</param>
    /// <param name="options">How sure that must be.</param>
    public IEnumerable<KnownMatch> Matches(IReadOnlyCollection<int> group, PictureClusterOptions options)
    {
        bool isCandidate = group.Count >= options.LeastPictures;
        CharacterModel together = group.Aggregate(_anybody, (model, picture) => isCandidate ? model.With(_coordinates[picture]) : model);
        foreach (int picture in group)
        {
            float[] at = _coordinates[picture];
            if (_best[picture] is { } best
                && _calibration.StrangerRate(best.Score) <= (isCandidate ? options.FalseAcceptRate : options.FalseAcceptRateAlone)
                && (!isCandidate || best.Score > together.Without(at).LogLikelihood(at) - _anybody.LogLikelihood(at)))
            {
                yield return new KnownMatch(picture, best.Name, Confidence(at, best.Name));
            }
        }
    }

    /// <summary>The known character that more than half of a group look like more than like any other; null if there is none.</summary>
    public string? Resembled(IReadOnlyCollection<int> group) => group.Select(p => _best[p]?.Name).OfType<string>()
        .GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(g => 2 * g.Count() > group.Count)?.Key;

    private static bool IsBefore(CharacterScore a, CharacterScore b) =>
        a.Score > b.Score || (a.Score == b.Score && string.CompareOrdinal(a.Name, b.Name) < 0);

    private float Confidence(float[] coordinates, string name)
    {
        CharacterScore[] scores = _models.Score(coordinates);
        float[] confidences = new float[scores.Length];
        _calibration.Confidences([.. scores.Select(s => s.Score)], confidences);
        return confidences[Array.FindIndex(scores, s => s.Name == name)];
    }
}
