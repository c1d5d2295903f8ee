namespace Gyo.Curation;

/// <summary>How pictures without a character are grouped.</summary>
public sealed record PictureClusterOptions
{
    /// <summary>
    /// Nearest pictures that a picture is seen together with, at least 0. 5: enough to draw pictures of one character together and to leave a lonely
    /// one where it is; the best or nearly the best of 3, 5, 8 and 12 on every collection that was tried.
    /// </summary>
    public int Neighbours { get; init; } = 5;

    /// <summary>The least mean similarity of two groups that become one, above 0 up to 1. 0.48: the lower, the fewer and
    /// the less pure groups. It is easier to give two groups one name than to take one apart, so this is above what the F1 is highest with.</summary>
    public double LeastSimilarity { get; init; } = 0.48;

    /// <summary>
    /// The same where no labels have taught a gallery what to look at, so that pictures are only seen as they differ from their
    /// mean. 0.7: few groups, but of one character (docs/quality.md).
    /// </summary>
    public double LeastSimilarityUntaught { get; init; } = 0.7;

    /// <summary>The fewest pictures that are shown as a candidate, at least 2. 3: two pictures that look alike are too often two copies.</summary>
    public int LeastPictures { get; init; } = 3;

    /// <summary>The share of strangers that may be as familiar as a picture of a group is with a known character, 0 to 1. 0.05, as in every answer.</summary>
    public double FalseAcceptRate { get; init; } = 0.05;

    /// <summary>The same for a picture on its own, of which less is known: 0.01.</summary>
    public double FalseAcceptRateAlone { get; init; } = 0.01;

    /// <summary>Threads, at least 1; 0 for one on each core. The groups are the same with any number.</summary>
    public int Threads { get; init; }

    /// <summary>Refuses what is out of range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An option is.</exception>
    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(Neighbours);
        ArgumentOutOfRangeException.ThrowIfLessThan(LeastPictures, 2);
        ArgumentOutOfRangeException.ThrowIfNegative(Threads);
        ThrowIfNot(LeastSimilarity is > 0 and <= 1, nameof(LeastSimilarity), LeastSimilarity);
        ThrowIfNot(LeastSimilarityUntaught is > 0 and <= 1, nameof(LeastSimilarityUntaught), LeastSimilarityUntaught);
        ThrowIfNot(FalseAcceptRate is >= 0 and <= 1, nameof(FalseAcceptRate), FalseAcceptRate);
        ThrowIfNot(FalseAcceptRateAlone is >= 0 and <= 1, nameof(FalseAcceptRateAlone), FalseAcceptRateAlone);
    }

    private static void ThrowIfNot(bool isInRange, string name, double value)
    {
        if (!isInRange)
        {
            throw new ArgumentOutOfRangeException(name, value, "It must lie between 0 and 1.");
        }
    }
}
