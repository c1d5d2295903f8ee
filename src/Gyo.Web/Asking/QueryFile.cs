namespace Gyo.Web.Asking;

/// <summary>The file of a picture that somebody is asking with.</summary>
/// <param name="Id">Not to be guessed.</param>
/// <param name="Name">What its sender calls it; only ever shown.</param>
/// <param name="Bytes">The whole file.</param>
public sealed record QueryFile(Guid Id, string Name, byte[] Bytes)
{
    /// <summary>When it was last used, by a clock that only orders.</summary>
    internal long LastUsed { get; set; }
}
