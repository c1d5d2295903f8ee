namespace Gyo.Curation;

/// <summary>
/// Finds pictures whose labels look wrong: each is asked as if it were not there, in the gallery's own ranking, and by what the others make of it
/// its label is believed or not. Whoever is not believed is left out of what the next round learns from.
/// </summary>
/// <remarks>
/// <para>
/// The idea is confident learning's (Northcutt, Jiang and Chuang, "Confident Learning: Estimating Uncertainty in Dataset Labels", JAIR 2021):
/// probabilities from outside a picture's own fold, and a share of wrong labels that is estimated along with them. A fold is one of characters,
/// so no space has seen a picture under the label that is doubted.
/// </para>
/// <para>
/// A model that was trained on wrong labels has learned them by heart to a part, and is surer of all than it should be; scores are brought to
/// probabilities by the <see cref="LabelDoubt"/> of the scores themselves.
/// </para>
/// </remarks>
public static class LabelSuspects
{
    /// <summary>Rounds at most: from the third on hardly any picture changes sides.</summary>
    private const int Rounds = 3;

    /// <summary>Share of the work that is done when only evidence is left to be found.</summary>
    private const double ShareOfRounds = 0.9;

    /// <summary>Looks for suspects.</summary>
    /// <param name="dimension">D, at least 1.</param>
    /// <param name="ids">The pictures, each once.</param>
    /// <param name="labels">Whom each of them is shown as.</param>
    /// <param name="vectorOf">Gives the vector of a place in <paramref name="ids"/>: D floats of unit norm.</param>
    /// <param name="options">What to list; the defaults if null.</param>
    /// <param name="progress">Is told the share that is done, 0–1.</param>
    /// <param name="cancel">Honoured between pictures.</param>
    /// <returns>
    /// The suspects, most likely first. None among fewer than two characters; a picture that is the only one of its character is never one, as
    /// nothing speaks for its label or against it.
    /// </returns>
    /// <exception cref="ArgumentException">There are more or fewer labels than pictures, or a vector is of another length.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The dimension or an option is out of its range.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static IReadOnlyList<LabelSuspect> Find(
        int dimension,
        IReadOnlyList<long> ids,
        IReadOnlyList<string> labels,
        Func<int, ReadOnlyMemory<float>> vectorOf,
        LabelSuspectOptions? options = null,
        IProgress<double>? progress = null,
        CancellationToken cancel = default)
    {
        options ??= new LabelSuspectOptions();
        Check(dimension, ids, labels, options);
        Dictionary<string, int> counts = labels.CountBy(l => l, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        int[] judged = [.. Enumerable.Range(0, ids.Count).Where(i => counts[labels[i]] > 1)];
        if (counts.Count < 2 || judged.Length == 0)
        {
            return [];
        }

        bool[] doubted = new bool[ids.Count];
        LabelDoubt doubt = LabelDoubt.None;
        LabelOpinion[] opinions = [];
        for (int round = 0; round < Rounds; round++)
        {
            int done = round;
            OpinionPoll poll = new(dimension, labels, vectorOf, doubted, (i, character) => options.Denied.Contains((ids[i], character)));
            opinions = poll.Ask(judged, share => progress?.Report(ShareOfRounds * (done + share) / Rounds), cancel);
            doubt = LabelDoubt.Fit([.. opinions.Where(o => !doubted[o.Place])], opinions, first: round == 0);
            bool[] now = new bool[ids.Count];
            foreach (LabelOpinion opinion in opinions)
            {
                now[opinion.Place] = doubt.Of(opinion) > LabelSuspectOptions.AcceptScore && !options.Confirmed.Contains(ids[opinion.Place]);
            }

            bool settled = now.AsSpan().SequenceEqual(doubted);
            doubted = now;
            if (settled)
            {
                break;
            }
        }

        LabelOpinion[] listed =
        [
            .. opinions.Where(o => doubt.Of(o) >= options.LeastScore && !options.Confirmed.Contains(ids[o.Place]))
                .OrderByDescending(doubt.LogOdds).ThenBy(o => o.Place)
                .Take(options.Most),
        ];
        LabelEvidence evidence = LabelEvidence.Of(dimension, ids, labels, vectorOf, doubted, options.Evidence);
        IReadOnlyList<LabelSuspect> suspects = evidence.Describe(listed, doubt, cancel);
        progress?.Report(1);
        return suspects;
    }

    private static void Check(int dimension, IReadOnlyList<long> ids, IReadOnlyList<string> labels, LabelSuspectOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(options.Most, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Evidence, 1, nameof(options));
        if (options.LeastScore is not (>= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(options), options.LeastScore, "The least score must lie between 0 and 1.");
        }

        if (labels.Count != ids.Count)
        {
            throw new ArgumentException($"{labels.Count} labels were given to {ids.Count} pictures.", nameof(labels));
        }
    }
}
