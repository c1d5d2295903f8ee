namespace Gyo;

/// <summary>What became of a picture.</summary>
public enum PictureChangeKind
{
    /// <summary>It is new.</summary>
    Added,

    /// <summary>Its content is another, or could be read at last.</summary>
    Updated,

    /// <summary>It lies elsewhere.</summary>
    Moved,

    /// <summary>Its file is gone.</summary>
    Removed,

    /// <summary>It can't be read.</summary>
    Skipped,
}

/// <summary>A change of a picture that was seen while its folder was watched.</summary>
/// <param name="Kind">What became of it.</param>
/// <param name="Path">Its full path, '/' between the parts; where it was, if it is gone.</param>
/// <param name="Character">Whom it shows; null if that is not known.</param>
/// <param name="From">Where it was before it was moved; else null.</param>
/// <param name="Reason">Why it can't be read; else null.</param>
public sealed record PictureChange(PictureChangeKind Kind, string Path, string? Character = null, string? From = null, string? Reason = null);
