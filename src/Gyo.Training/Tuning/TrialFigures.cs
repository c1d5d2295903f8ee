namespace Gyo.Training.Tuning;

/// <summary>How one trained candidate answered the queries of an inner split.</summary>
/// <remarks>
/// Candidates are judged by the mean reciprocal rank: it is what a user notices, and unlike top-1 it moves when the right character comes
/// nearer without coming first, so some hundred queries tell candidates apart. Seen and unseen characters count the same, however many
/// queries each has: a recipe is wanted that is good at both.
/// </remarks>
/// <param name="SeenRanks">The right character's rank, from 1, for every query of a trained character, in the split's order; at least one.</param>
/// <param name="UnseenRanks">The same for characters that were left out of the training; at least one.</param>
/// <param name="MapAtR">Mean average precision at R over all queries, 0–1: decides between candidates that rank alike.</param>
public sealed record TrialFigures(IReadOnlyList<int> SeenRanks, IReadOnlyList<int> UnseenRanks, double MapAtR)
{
    /// <summary>Mean reciprocal rank of the seen characters, 0–1.</summary>
    public double SeenMrr => SeenRanks.Average(r => 1.0 / r);

    /// <summary>Mean reciprocal rank of the unseen characters, 0–1.</summary>
    public double UnseenMrr => UnseenRanks.Average(r => 1.0 / r);

    /// <summary>The mean of both: what candidates are judged by, higher is better.</summary>
    public double Score => (SeenMrr + UnseenMrr) / 2;
}
