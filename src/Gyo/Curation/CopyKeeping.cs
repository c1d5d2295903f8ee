namespace Gyo.Curation;

/// <summary>Which of several copies is to be kept.</summary>
public static class CopyKeeping
{
    /// <summary>The rules, in their order, as one sentence.</summary>
    public const string Rules = "The copy with the most pixels is kept; among equals one that is neither cropped nor framed, then the larger file, "
        + "then the one that came first.";

    /// <summary>Orders copies: the one to keep first.</summary>
    /// <param name="copies">The copies.</param>
    public static IReadOnlyList<CopyOnDisk> Order(IEnumerable<CopyOnDisk> copies)
    {
        ArgumentNullException.ThrowIfNull(copies);
        return [.. copies.OrderByDescending(c => (long)c.Width * c.Height)
            .ThenBy(c => c.IsCropped || c.IsExtended)
            .ThenByDescending(c => c.Bytes)
            .ThenBy(c => c.Id)];
    }
}
