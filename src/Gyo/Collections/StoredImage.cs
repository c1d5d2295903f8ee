namespace Gyo.Collections;

/// <summary>A picture as the store remembers it.</summary>
/// <param name="Id">Its id, never used again for another picture.</param>
/// <param name="Folder">The folder it belongs to.</param>
/// <param name="File">What the file system said of it when it was last read.</param>
/// <param name="Sha256">The hash of its content, lower-case hex.</param>
/// <param name="Problem">Why it can't be decoded; null when it can.</param>
/// <param name="HasVector">Whether it has a vector of the model that was asked for.</param>
public sealed record StoredImage(long Id, StoredFolder Folder, ImageFile File, string Sha256, string? Problem, bool HasVector)
{
    /// <summary>Whom it is shown as: what was decided, else what the folder says under the name it now has; null if nobody knows.</summary>
    public string? Label { get; init; } = File.Character;

    /// <summary>Whether a person decided the label.</summary>
    public bool IsDecided { get; init; }

    /// <summary>Whether a person took it out.</summary>
    public bool IsHidden { get; init; }

    /// <summary>What its file was called before the gallery kept it; null if it is kept elsewhere.</summary>
    public string? GivenName { get; init; }

    /// <summary>Its full path, '/' between the parts.</summary>
    public string Path => Folder.PathOf(File.RelativePath);
}
