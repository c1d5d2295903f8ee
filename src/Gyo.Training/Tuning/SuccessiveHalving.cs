namespace Gyo.Training.Tuning;

/// <summary>
/// Successive halving: many candidates are trained a little, the better half twice as long, and so on. A candidate that is far behind
/// after a quarter of its epochs is not worth the rest.
/// </summary>
/// <remarks>
/// Jamieson &amp; Talwalkar, "Non-stochastic Best Arm Identification and Hyperparameter Optimization", AISTATS 2016, figure 3. Unlike there
/// every training begins anew, with the learning rate's schedule stretched to the epochs that it gets: half of a long cosine says
/// little about what it will end at. And the recipe that the search starts from is on every rung, beside those that go on.
/// </remarks>
internal static class SuccessiveHalving
{
    /// <summary>
    /// The rung on which candidates get all their epochs and are compared with the start; before it come rungs of a half and a quarter.
    /// </summary>
    public const int FinalRung = 2;

    /// <summary>Candidates on the final rung, beside the start. The more there are, the wider the intervals that each must keep.</summary>
    public const int MostFinalists = 3;

    /// <summary>How many epochs a candidate gets on a rung.</summary>
    /// <param name="epochs">All it asks for.</param>
    /// <param name="rung">From 0 to <see cref="FinalRung"/>.</param>
    public static int Epochs(int epochs, int rung) => Math.Max(1, (int)Math.Round(epochs / Math.Pow(2, FinalRung - rung)));

    /// <summary>How many candidates go on to the next rung, the start not counted: half, rounded up.</summary>
    /// <param name="count">Candidates on this rung, the start not counted.</param>
    /// <param name="rung">This rung.</param>
    public static int GoingOn(int count, int rung)
    {
        int half = (count + 1) / 2;
        return rung + 1 == FinalRung ? Math.Min(half, MostFinalists) : half;
    }

    /// <summary>The candidates that go on, best first. Failed trials rank below all others and never go on.</summary>
    /// <param name="trials">One trial of each candidate, all of one rung.</param>
    /// <param name="count">How many.</param>
    public static IReadOnlyList<int> Best(IEnumerable<Trial> trials, int count) =>
    [
        .. trials.Where(t => t.Figures is not null)
            .OrderByDescending(t => t.Figures!.Score)
            .ThenByDescending(t => t.Figures!.MapAtR)
            .ThenBy(t => t.Candidate)
            .Select(t => t.Candidate)
            .Take(count),
    ];
}
