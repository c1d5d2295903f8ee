using Gyo.Indexing;

namespace Gyo.Extensions.Storing;

/// <summary>
/// Graphs that are kept beside the database, because they take long to make. A file's name says which revision of which collection it is of; any
/// other, and a missing or damaged one, is made again.
/// </summary>
internal static class IndexFile
{
    /// <summary>Opens the graph of a revision.</summary>
    /// <returns>Null when there is none, or it is of no use.</returns>
    public static VectorSet? Open(string? folder, long collection, int property, string revision, StoredProperty stored)
    {
        if (folder is null || !File.Exists(PathOf(folder, collection, property, revision)))
        {
            return null;
        }

        try
        {
            return CosineVectors.Open(Metric.Of(stored.DistanceFunction!), PathOf(folder, collection, property, revision));
        }
        catch (Exception e) when (e is IndexFormatException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Keeps a graph instead of that of an earlier revision.</summary>
    public static void Keep(string? folder, long collection, int property, string revision, VectorSet set)
    {
        if (folder is null)
        {
            return;
        }

        string path = PathOf(folder, collection, property, revision);
        try
        {
            set.Save(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or IndexFormatException)
        {
            // A full disk: the database is the truth, and the next process takes longer to open it.
        }

        Drop(folder, $"index-{collection}-{property}-*.gyo", path);
    }

    /// <summary>Drops what is kept of a property.</summary>
    public static void Drop(string? folder, long collection, int property) => Drop(folder, $"index-{collection}-{property}-*.gyo", except: null);

    /// <summary>Drops all that is kept of a collection.</summary>
    public static void DropAll(string? folder, long collection) => Drop(folder, $"index-{collection}-*.gyo", except: null);

    private static string PathOf(string folder, long collection, int property, string revision) =>
        Path.Combine(folder, $"index-{collection}-{property}-{revision}.gyo");

    private static void Drop(string? folder, string pattern, string? except)
    {
        if (folder is null)
        {
            return;
        }

        foreach (string path in Directory.EnumerateFiles(folder, pattern).Where(p => p != except))
        {
            try
            {
                File.Delete(path);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Windows keeps a file that is still mapped; it is dropped the next time.
            }
        }
    }
}
