using Gyo.Collections;

namespace Gyo;

/// <summary>Something that may be amiss, why, and what to do about it. Nothing is done until somebody accepts it.</summary>
/// <param name="Id">The same for the same finding every time: made of what the pictures are, not of where they lie.</param>
/// <param name="Kind">What may be amiss.</param>
/// <param name="Score">How sure that is, 0 to 1.</param>
/// <param name="Reason">Why, in a sentence.</param>
/// <param name="Pictures">What it is about. Of <see cref="FindingKind.Duplicates"/>, the best first; of <see cref="FindingKind.Split"/>, the part that would go.</param>
public sealed record Finding(string Id, FindingKind Kind, double Score, string Reason, IReadOnlyList<FoundPicture> Pictures)
{
    /// <summary>Pictures that show why: whom else it looks like, what it should look like, what stays.</summary>
    public IReadOnlyList<FoundPicture> Evidence { get; init; } = [];

    /// <summary>The character that it is about; of two, the one that stays. Null if there is none.</summary>
    public string? Character { get; init; }

    /// <summary>Whom the pictures would show: the better label, the other of two alike, the new character of a split. Null if nobody is proposed.</summary>
    public string? Proposed { get; init; }

    /// <summary>What rejecting it says, for good.</summary>
    internal IReadOnlyList<Verdict> IfRejected { get; init; } = [];
}
