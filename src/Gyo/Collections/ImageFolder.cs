namespace Gyo.Collections;

/// <summary>A folder of pictures as people keep them: one sub-folder a character.</summary>
public static class ImageFolder
{
    /// <summary>
    /// The endings of files that are taken for pictures; whether one really is shows when it is decoded. HEIC and BMP are among them
    /// though no decoder for them ships: a folder of a phone's pictures is then skipped with a reason and not silently empty.
    /// </summary>
    private static readonly HashSet<string> Extensions = new(StringComparer.OrdinalIgnoreCase)
    {
        ".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".webp", ".gif", ".tif", ".tiff", ".avif",
        ".heic", ".heif", ".bmp",
    };

    /// <summary>
    /// Lists the pictures of a folder. A first-level sub-folder is a character, and what is nested deeper belongs to it too; pictures
    /// directly in the folder have no character. Hidden files and folders and other kinds of file are passed over. Links are
    /// followed, except back into a folder that they lie in, and those that lead nowhere.
    /// </summary>
    /// <param name="folder">The folder.</param>
    /// <returns>The pictures by relative path, in ordinal order; empty when there is none.</returns>
    /// <exception cref="DirectoryNotFoundException">The folder does not exist.</exception>
    /// <exception cref="IOException">A sub-folder can't be listed: half a list would look like deletions.</exception>
    /// <exception cref="UnauthorizedAccessException">A sub-folder may not be listed.</exception>
    public static IReadOnlyList<ImageFile> Scan(string folder)
    {
        DirectoryInfo root = new(folder);
        if (!root.Exists)
        {
            throw new DirectoryNotFoundException(
                $"There is no folder {folder}: check the spelling, or whether its disk is mounted.");
        }

        List<ImageFile> files = [];
        Walk(root, "", [RealPath(root)], files);
        files.Sort((a, b) => string.CompareOrdinal(a.RelativePath, b.RelativePath));
        return files;
    }

    /// <param name="directory">The folder to list.</param>
    /// <param name="prefix">Its relative path with a '/' at its end; empty for the root.</param>
    /// <param name="ancestors">The real paths of the folder and of those it was reached through.</param>
    /// <param name="files">Receives the pictures.</param>
    private static void Walk(DirectoryInfo directory, string prefix, HashSet<string> ancestors, List<ImageFile> files)
    {
        foreach (FileSystemInfo entry in directory.EnumerateFileSystemInfos())
        {
            if (entry.Attributes.HasFlag(FileAttributes.Hidden) || !Exists(entry))
            {
                continue;
            }

            if (entry is FileInfo file)
            {
                if (Extensions.Contains(file.Extension))
                {
                    files.Add(ImageFile.Of(file, prefix + file.Name));
                }
            }
            else if (RealPath((DirectoryInfo)entry) is var real && ancestors.Add(real))
            {
                Walk((DirectoryInfo)entry, $"{prefix}{entry.Name}/", ancestors, files);
                ancestors.Remove(real);
            }
        }
    }

    /// <summary>False for a link that leads nowhere or round in circles.</summary>
    private static bool Exists(FileSystemInfo entry)
    {
        try
        {
            return entry.LinkTarget is null || entry.ResolveLinkTarget(returnFinalTarget: true) is { Exists: true };
        }
        catch (IOException)
        {
            return false; // a circle of links
        }
    }

    private static string RealPath(DirectoryInfo directory) =>
        (directory.ResolveLinkTarget(returnFinalTarget: true) ?? directory).FullName.TrimEnd(Path.DirectorySeparatorChar);
}
