namespace Gyo.Curation;

/// <summary>Ranks characters by what further pictures of them are expected to gain.</summary>
public static class GrowthPlan
{
    /// <summary>A character's own trials weigh as many, and what is usual weighs this many: with four pictures both count alike.</summary>
    private const double TrialsOfUsual = 4;

    /// <summary>Below this share of the usual scatter it is said that pictures are alike.</summary>
    private const double LittleVariety = 0.75;

    /// <summary>Below this share a mistake is no habit.</summary>
    private const double WorthTelling = 0.1;

    private const int MostMistaken = 3;

    /// <summary>Ranks characters.</summary>
    /// <param name="trials">How each character was answered.</param>
    /// <param name="more">How many pictures each would get, at least 1.</param>
    /// <returns>Every character, the greatest expected gain in recall first.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="more"/> is below 1.</exception>
    public static IReadOnlyList<GrowthSuggestion> Rank(IReadOnlyList<CharacterTrials> trials, int more)
    {
        ArgumentNullException.ThrowIfNull(trials);
        ArgumentOutOfRangeException.ThrowIfLessThan(more, 1);
        LearningCurve curve = LearningCurve.Of([.. trials.Select(t => t.Errors)]);
        double[] scatters = [.. trials.Select(t => t.Scatter).OfType<double>().Order()];
        double? usual = scatters.Length == 0 ? null : scatters[scatters.Length / 2];
        return [.. trials.Select(t => Suggest(t, curve, usual, more)).OrderByDescending(s => s.Gain).ThenBy(s => s.Character, StringComparer.Ordinal)];
    }

    private static GrowthSuggestion Suggest(CharacterTrials trials, LearningCurve curve, double? usualScatter, int more)
    {
        // Each was asked with one picture fewer than there are; the rest of the way goes along the curve.
        int others = Math.Max(1, trials.Pictures - 1);
        double usual = curve.ErrorAt(others);
        double own = Math.Min(trials.Asked, trials.Pictures); // to ask a picture twice tells no more of it
        double missed = (trials.Missed * own + TrialsOfUsual * usual) / (own + TrialsOfUsual);
        double now = missed * curve.ErrorAt(trials.Pictures) / usual;
        double then = missed * curve.ErrorAt(trials.Pictures + more) / usual;
        double? variety = trials.Scatter / (usualScatter > 0 ? usualScatter : null);
        Mistaken[] takenFor = [.. trials.TakenFor
            .OrderByDescending(t => t.Value).ThenBy(t => t.Key, StringComparer.Ordinal).Take(MostMistaken)
            .Select(t => new Mistaken(t.Key, (double)t.Value / trials.Asked))];
        return new GrowthSuggestion(
            trials.Character, trials.Pictures, 1 - now, 1 - then, more, variety, takenFor, Words(trials, curve, more, variety, takenFor));
    }

    private static string Words(CharacterTrials trials, LearningCurve curve, int more, double? variety, Mistaken[] takenFor)
    {
        int count = trials.Pictures;
        string found = FormattableString.Invariant($"characters with {count} are found in {1 - curve.ErrorAt(count):p0} of cases here, with {count + more} in {1 - curve.ErrorAt(count + more):p0}.");
        string words = count == 1
            ? $"{trials.Character} has 1 picture; {found}"
            : FormattableString.Invariant($"{trials.Character} has {count} pictures; {found} Its own are found in {1 - trials.Missed:p0}");
        if (count > 1)
        {
            words += takenFor is [{ Share: >= WorthTelling } first, ..] ? FormattableString.Invariant($", and taken for {first.Character} in {first.Share:p0}.") : ".";
        }

        return variety < LittleVariety
            ? words + FormattableString.Invariant($" They are more alike than usual ({variety:f2} of the usual scatter): other poses, light or dress would tell more than more of the same.")
            : words;
    }
}
