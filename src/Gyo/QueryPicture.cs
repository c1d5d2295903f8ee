using Gyo.Imaging;

namespace Gyo;

/// <summary>One example of what is looked for, or of what is not: a file, a part of one, or a picture of the gallery.</summary>
public sealed class QueryPicture
{
    private QueryPicture(string name) => Name = name;

    /// <summary>What answers and errors call it.</summary>
    public string Name { get; }

    /// <summary>Its id, if it is a picture of the gallery.</summary>
    public long? Id { get; private init; }

    /// <summary>Makes pixels of it, if it is none of the gallery's.</summary>
    internal Func<PictureReader, RgbImage>? Read { get; private init; }

    /// <summary>A picture in a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="crop">The part that is meant; null for all of it.</param>
    public static QueryPicture FromFile(string path, CropBox? crop = null) =>
        new(path) { Read = reader => crop is null ? reader.Read(path) : reader.Read(reader.ReadFile(path), path, crop) };

    /// <summary>A picture in memory.</summary>
    /// <param name="file">All bytes of the picture's file.</param>
    /// <param name="name">What answers and errors call it.</param>
    /// <param name="crop">The part that is meant; null for all of it.</param>
    public static QueryPicture FromBytes(ReadOnlyMemory<byte> file, string name, CropBox? crop = null) =>
        new(name) { Read = reader => reader.Read(file, name, crop) };

    /// <summary>A picture of the gallery that is asked, whose vector is known.</summary>
    /// <param name="id">Its id, as answers tell it.</param>
    public static QueryPicture InGallery(long id) => new($"picture {id}") { Id = id };
}
