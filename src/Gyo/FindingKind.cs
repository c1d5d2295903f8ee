namespace Gyo;

/// <summary>What may be amiss in a collection.</summary>
public enum FindingKind
{
    /// <summary>A file that can't be decoded, or that is too small to show anything. Accepted, it is taken out.</summary>
    Unreadable,

    /// <summary>Pictures that are copies of each other. Accepted, all but the first are taken out.</summary>
    Duplicates,

    /// <summary>A picture that looks like somebody else than its label says, or like nobody. Accepted, it is moved there, or taken out.</summary>
    Label,

    /// <summary>Two characters that look like one. Accepted, the smaller becomes part of the larger.</summary>
    Alike,

    /// <summary>A character whose pictures look like two. Accepted, the smaller part becomes a character of its own.</summary>
    Split,
}
