namespace Gyo.Collections;

/// <summary>A picture file in a folder of characters, as the file system describes it.</summary>
/// <param name="RelativePath">Its path below the folder, with '/' between the parts on every system.</param>
/// <param name="Character">The name of the first-level sub-folder it lies in; null when it lies in the folder itself.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="ModifiedUtc">When it was last written.</param>
public sealed record ImageFile(string RelativePath, string? Character, long Bytes, DateTime ModifiedUtc)
{
    /// <summary>Describes a file below a folder.</summary>
    /// <param name="file">The file; of a link, what it leads to counts.</param>
    /// <param name="relativePath">Its path below the folder, '/' between the parts.</param>
    internal static ImageFile Of(FileInfo file, string relativePath)
    {
        FileInfo target = file.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? file;
        int slash = relativePath.IndexOf('/', StringComparison.Ordinal);
        return new ImageFile(relativePath, slash < 0 ? null : relativePath[..slash], target.Length, target.LastWriteTimeUtc);
    }
}
