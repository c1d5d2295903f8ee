namespace Gyo.Web.Reviewing;

/// <summary>Pictures of nobody known that look like one character.</summary>
/// <param name="Id">The same for the same pictures.</param>
/// <param name="Character">The known character that they look like; null if they look like nobody known.</param>
/// <param name="Pictures">Their ids, the surest or most typical first.</param>
/// <param name="Reason">Why they are together and how surely they show one character, in words; may be empty.</param>
public sealed record UnnamedGroup(string Id, string? Character, IReadOnlyList<long> Pictures, string Reason)
{
    /// <summary>Whether somebody said to leave it alone.</summary>
    public bool IsLeftAlone { get; init; }
}
