namespace Gyo.Collections;

/// <summary>What a person may have said of a finding. Stored by name; contents are SHA-256 in lower-case hex.</summary>
public enum VerdictKind
{
    /// <summary>A file that can't be decoded, or is tiny, may stay: content, nothing.</summary>
    MayStay,

    /// <summary>Two pictures are no copies of each other: two contents, the smaller first.</summary>
    NotCopies,

    /// <summary>A picture shows whom its label says: content, character.</summary>
    LabelIsRight,

    /// <summary>A picture does not show a character: content, character.</summary>
    DoesNotShow,

    /// <summary>Two characters are two: two characters, the ordinally smaller first.</summary>
    AreTwo,

    /// <summary>A character is one: character, nothing.</summary>
    IsOne,
}
