namespace Gyo.Collections;

/// <summary>A folder that a gallery indexes.</summary>
/// <param name="Id">Its id in the store.</param>
/// <param name="Path">Its full path; empty for the one that stands for pictures added one by one, whose paths are full.</param>
/// <param name="IsOwn">Whether it lies in the gallery's directory and holds the pictures whose files the gallery keeps itself.</param>
public sealed record StoredFolder(long Id, string Path, bool IsOwn = false)
{
    /// <summary>The name, in a gallery's directory, of the folder of the pictures that it keeps itself.</summary>
    public const string OwnName = "pictures";

    /// <summary>The path of the folder that stands for pictures added one by one.</summary>
    public const string Singles = "";

    /// <summary>Whether this stands for pictures added one by one.</summary>
    public bool IsSingles => Path == Singles;

    /// <summary>The full path of a picture of this folder.</summary>
    /// <param name="relativePath">Its path below the folder, '/' between the parts.</param>
    public string PathOf(string relativePath) => IsSingles ? relativePath : $"{Path.TrimEnd('/')}/{relativePath}";

    /// <summary>Whether a path is this folder or lies below it.</summary>
    /// <param name="path">A full path, '/' between the parts.</param>
    public bool Holds(string path) =>
        !IsSingles && (path == Path || path.StartsWith(Path.TrimEnd('/') + '/', StringComparison.Ordinal));

    /// <summary>The full form of a path, '/' between the parts on every system and none at the end.</summary>
    /// <param name="path">Any path.</param>
    public static string FullPath(string path)
    {
        string full = System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(path));
        return System.IO.Path.DirectorySeparatorChar == '/' ? full : full.Replace(System.IO.Path.DirectorySeparatorChar, '/');
    }
}
