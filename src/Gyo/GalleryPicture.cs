namespace Gyo;

/// <summary>A picture of a gallery.</summary>
/// <param name="Id">Its id, never used again for another picture.</param>
/// <param name="Path">Its full path, '/' between the parts.</param>
/// <param name="Character">Whom it shows; null if that is not known.</param>
/// <param name="Bytes">The length of its file.</param>
/// <param name="ModifiedUtc">When its file was last written.</param>
/// <param name="Sha256">The hash of its content, lower-case hex.</param>
public sealed record GalleryPicture(long Id, string Path, string? Character, long Bytes, DateTime ModifiedUtc, string Sha256)
{
    /// <summary>What its file is called, or was before the gallery kept it.</summary>
    public string Name { get; init; } = System.IO.Path.GetFileName(Path);

    /// <summary>Why its file can't be decoded; null if it can.</summary>
    public string? Problem { get; init; }
}
