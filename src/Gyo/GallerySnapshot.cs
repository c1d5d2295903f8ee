using System.Text;
using Gyo.Indexing;
using Gyo.Ranking;

namespace Gyo;

/// <summary>
/// <c>index.gyo</c>: what a gallery answers from, kept so that a process need not make it again. It says of which revision of the database it
/// is, and is worth nothing beside any other.
/// </summary>
internal sealed class GallerySnapshot
{
    /// <summary>The name of the snapshot in a gallery's directory.</summary>
    public const string FileName = "index.gyo";

    private readonly SnapshotFile _file;

    private GallerySnapshot(SnapshotFile file) => _file = file;

    /// <summary>Opens a snapshot; null when there is none that may be read.</summary>
    /// <param name="path">Its file.</param>
    /// <exception cref="IndexFormatException">It is damaged, or something else.</exception>
    public static GallerySnapshot? Open(string path)
    {
        try
        {
            return File.Exists(path) ? new GallerySnapshot(SnapshotFile.Open(path)) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Writes a snapshot, whole or not at all.</summary>
    public static void Write(
        string path,
        long revision,
        string modelId,
        (CharacterSpace Space, CharacterModels Models, Calibration Calibration) taught,
        PictureLabels labels,
        IVectorIndex index,
        SpaceAge age)
    {
        using SnapshotWriter writer = new(path);
        writer.Add<byte>("gallery", Bytes(w =>
        {
            w.Write(revision);
            w.Write(modelId);
        }));
        writer.Add<SpaceAge>("age", [age]);
        writer.Add<byte>("taught", Bytes(w =>
        {
            taught.Space.Write(w);
            taught.Models.Write(w);
            taught.Calibration.Write(w);
        }));
        writer.Add("pictures", labels.Ids);
        writer.Add("shows", labels.Characters);
        writer.Add<byte>("names", Bytes(w =>
        {
            w.Write(labels.Names.Count);
            foreach (string name in labels.Names)
            {
                w.Write(name);
            }
        }));
        if (index is HnswIndex graph)
        {
            graph.Save(writer);
        }
        else
        {
            writer.Add<float>("flat", ((FlatIndex)index).Vectors);
        }

        writer.Commit();
    }

    /// <summary>Whether it is of this state of the database and of this model.</summary>
    public bool IsOf(long revision, string modelId) => Read("gallery", r => r.ReadInt64() == revision && r.ReadString() == modelId);

    /// <summary>What the labels taught.</summary>
    public (CharacterSpace Space, CharacterModels Models, Calibration Calibration) ReadTaught() => Read("taught", r =>
    {
        var space = CharacterSpace.Read(r);
        return (space, CharacterModels.Read(r, space), Calibration.Read(r));
    });

    /// <summary>How old that is; null in a snapshot that was written before there could be a difference.</summary>
    public SpaceAge? ReadAge() => _file.Has("age") ? _file.Section("age").ToArray<SpaceAge>()[0] : null;

    /// <summary>Whom the pictures show.</summary>
    public PictureLabels ReadLabels() => new(
        _file.Section("pictures").ToArray<long>(),
        _file.Section("shows").ToArray<int>(),
        Read("names", r => Enumerable.Range(0, r.ReadInt32()).Select(_ => r.ReadString()).ToArray()));

    /// <summary>The graph of a large gallery, which stays in the file; null for a small one.</summary>
    public HnswIndex? Graph() => _file.Has("flat") ? null : HnswIndex.Open(_file);

    /// <summary>The directions of the pictures of a small gallery, in their order.</summary>
    public ReadOnlySpan<float> Directions() => _file.Section("flat").ToArray<float>();

    private static byte[] Bytes(Action<BinaryWriter> write)
    {
        using MemoryStream stream = new();
        using BinaryWriter writer = new(stream, Encoding.UTF8);
        write(writer);
        writer.Flush();
        return stream.ToArray();
    }

    private T Read<T>(string section, Func<BinaryReader, T> read)
    {
        using MemoryStream stream = new(_file.Section(section).ToArray<byte>());
        using BinaryReader reader = new(stream, Encoding.UTF8);
        try
        {
            return read(reader);
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            throw new IndexFormatException(_file.Path, $"a section {section}", e.Message, e);
        }
    }
}
