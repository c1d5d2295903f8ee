namespace Gyo.Training.Tuning;

/// <summary>What a search starts from and how long it may take.</summary>
public sealed record TuningOptions
{
    /// <summary>The recipe to beat; candidates are drawn around it.</summary>
    public Recipe Start { get; init; } = Recipes.Default;

    /// <summary>
    /// Time for all trials, those that an earlier, interrupted search left in the log included: a search that is stopped and begun again
    /// ends where an unbroken one does.
    /// </summary>
    public TimeSpan Budget { get; init; } = TimeSpan.FromMinutes(20);

    /// <summary>Decides the candidates, and every trial's split and training.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>The fingerprint of the pictures: trials of others in the log do not count.</summary>
    public required string Pictures { get; init; }

    /// <summary>
    /// The seeds of the inner splits: one for each rung before the last, then one for each final round. No two rungs ask the same
    /// queries, so that what one split's luck brought up is not measured by the same luck again.
    /// </summary>
    /// <param name="seed">The search's.</param>
    internal static IReadOnlyList<int> InnerSeeds(int seed) =>
        [.. Enumerable.Range(0, SuccessiveHalving.FinalRung + TuningPlan.MostRounds).Select(i => unchecked(seed + i))];
}
