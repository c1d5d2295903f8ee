namespace Gyo.Web.Reviewing;

/// <summary>A finding and what became of it. Belongs to a <see cref="FindingReview"/>, under its lock.</summary>
internal sealed class ReviewedFinding(Finding found)
{
    /// <summary>As it was found.</summary>
    public Finding Found { get; } = found;

    /// <summary>As it is now.</summary>
    public Finding Now { get; private set; } = found;

    /// <summary>What became of it.</summary>
    public ReviewState State { get; private set; }

    /// <summary>The change of the gallery that it was decided with; null if that changed nothing.</summary>
    public long? Change { get; private set; }

    /// <summary>The inspection that was the last when it was decided.</summary>
    public int Round { get; private set; }

    /// <summary>Whether somebody decided it.</summary>
    public bool IsDecided => State is ReviewState.Accepted or ReviewState.Rejected;

    public void Decide(ReviewState state, long? change, int round) => (State, Change, Round) = (state, change, round);

    public void Reopen() => (State, Change) = (ReviewState.Open, null);

    /// <summary>Looks what there is left to decide, if nobody has yet.</summary>
    /// <returns>The finding as it is now; null if there is nothing left.</returns>
    public Finding? Look(Gallery gallery)
    {
        if (IsDecided)
        {
            return null;
        }

        Finding? now = FindingNow.Of(Found, gallery);
        (Now, State) = now is null ? (Found, ReviewState.Pointless) : (now, ReviewState.Open);
        return now;
    }

    /// <summary>Whether it may be another when a finding has been decided.</summary>
    public bool Concerns(Finding other, HashSet<long> ids) =>
        Found.Pictures.Concat(Found.Evidence).Any(p => ids.Contains(p.Id))
        || (other.Kind == FindingKind.Alike && (Names(other.Character) || Names(other.Proposed)));

    private bool Names(string? character) => character is not null && (Found.Character == character || Found.Proposed == character);
}
