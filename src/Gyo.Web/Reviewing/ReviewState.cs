namespace Gyo.Web.Reviewing;

/// <summary>What became of a finding.</summary>
public enum ReviewState
{
    /// <summary>Nobody has decided yet.</summary>
    Open,

    /// <summary>What it proposed was done.</summary>
    Accepted,

    /// <summary>Nothing is amiss.</summary>
    Rejected,

    /// <summary>There is nothing left to decide: its pictures are out or moved.</summary>
    Pointless,
}
