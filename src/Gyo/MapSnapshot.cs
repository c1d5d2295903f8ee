using System.Text;
using Gyo.Indexing;

namespace Gyo;

/// <summary>
/// <c>map.gyo</c>: where the pictures of a gallery lie on its map, kept so that it need not be computed again. It is of one model, and tells of
/// which vector each place is: a place of another vector is worth nothing.
/// </summary>
/// <param name="Computed">How many pictures there were when all places were computed.</param>
/// <param name="Placed">How many came since and were placed among those.</param>
/// <param name="Ids">[N]: the pictures, by ascending id.</param>
/// <param name="Places">[N, 2].</param>
/// <param name="Seen">[N]: the XXH3 of the vector that each place is of.</param>
internal sealed record MapSnapshot(int Computed, int Placed, long[] Ids, float[] Places, ulong[] Seen)
{
    /// <summary>The name of the file in a gallery's directory.</summary>
    public const string FileName = "map.gyo";

    /// <summary>Another way of making maps is another number, and older maps are made again.</summary>
    private const int Making = 1;

    /// <summary>Reads a map.</summary>
    /// <param name="path">Its file.</param>
    /// <param name="modelId">The model it must be of.</param>
    /// <returns>Null when there is none that may be read, or it is of another model or making, damaged or something else.</returns>
    public static MapSnapshot? Read(string path, string modelId)
    {
        try
        {
            if (!File.Exists(path))
            {
                return null;
            }

            SnapshotFile file = SnapshotFile.Open(path);
            using MemoryStream stream = new(file.Section("map").ToArray<byte>());
            using BinaryReader reader = new(stream, Encoding.UTF8);
            if (reader.ReadInt32() != Making || reader.ReadString() != modelId)
            {
                return null;
            }

            MapSnapshot map = new(
                reader.ReadInt32(),
                reader.ReadInt32(),
                file.Section("ids").ToArray<long>(),
                file.Section("places").ToArray<float>(),
                file.Section("seen").ToArray<ulong>());
            return map.IsWhole ? map : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or IndexFormatException)
        {
            return null; // it can always be made again
        }
    }

    /// <summary>Writes it, whole or not at all. Where it can't be written, the next process makes it again.</summary>
    public void Write(string path, string modelId)
    {
        using MemoryStream stream = new();
        using BinaryWriter about = new(stream, Encoding.UTF8);
        about.Write(Making);
        about.Write(modelId);
        about.Write(Computed);
        about.Write(Placed);
        about.Flush();
        try
        {
            using SnapshotWriter writer = new(path);
            writer.Add<byte>("map", stream.ToArray());
            writer.Add<long>("ids", Ids);
            writer.Add<float>("places", Places);
            writer.Add<ulong>("seen", Seen);
            writer.Commit();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A full disk or a folder that may only be read: the database is the truth, and it is unharmed.
        }
    }

    private bool IsWhole => Places.Length == 2 * Ids.Length && Seen.Length == Ids.Length && Places.All(float.IsFinite);
}
