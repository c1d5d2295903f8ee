using System.Security.Cryptography;
using System.Text;
using Gyo.Collections;
using Gyo.Imaging;

namespace Gyo.Evaluation;

/// <summary>The labelled pictures of a folder that can be read, each looked at once.</summary>
public sealed class FolderPictures
{
    /// <summary>Pixels a side that the near-copy hash is taken from.</summary>
    private const int HashSize = 64;

    /// <summary>Pictures read side by side and embedded in one go.</summary>
    private const int BatchSize = 64;

    private readonly ulong[] _hashes;

    private FolderPictures(string folder, ImageFile[] files, ulong[] hashes, IReadOnlyList<SkippedImage> skipped)
    {
        Folder = folder;
        Files = files;
        _hashes = hashes;
        Skipped = skipped;
        Pictures = [.. files.Select(f => new Picture(f.RelativePath, f.Character))];
    }

    /// <summary>The folder as the user gave it.</summary>
    public string Folder { get; }

    /// <summary>The readable pictures that have a character, by relative path.</summary>
    public IReadOnlyList<ImageFile> Files { get; }

    /// <summary>The same as the protocol wants them.</summary>
    public IReadOnlyList<Picture> Pictures { get; }

    /// <summary>The files that cannot be read, and why.</summary>
    public IReadOnlyList<SkippedImage> Skipped { get; }

    /// <summary>Finds and decodes every labelled picture of a folder.</summary>
    /// <param name="folder">One sub-folder per character.</param>
    /// <param name="cancel">Stops between two pictures.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="GalleryException">No sub-folder holds a readable picture.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static FolderPictures Read(string folder, CancellationToken cancel = default) =>
        Read(folder, [.. ImageFolder.Scan(folder).Where(f => f.Character is not null)], cancel) ?? throw new GalleryException(
            folder, "no sub-folder holds a picture that can be read. Make one sub-folder per character and put its pictures there.");

    /// <summary>Decodes pictures of a gallery, under the characters that they are shown as there.</summary>
    /// <param name="images">The pictures; those without a character, and those taken out, are left out.</param>
    /// <param name="cancel">Stops between two pictures.</param>
    /// <returns>Paths are below the folder that holds all folders of these pictures. Null if none can be read.</returns>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    internal static FolderPictures? Read(IReadOnlyList<StoredImage> images, CancellationToken cancel)
    {
        StoredImage[] shown = [.. images.Where(i => i.Label is not null && !i.IsHidden)];
        string folder = CommonFolder([.. shown.Select(i => i.Folder.IsSingles ? i.Path[..i.Path.LastIndexOf('/')] : i.Folder.Path.TrimEnd('/')).Distinct()]);
        return Read(
            folder,
            [.. shown.Select(i => i.File with { RelativePath = i.Path[folder.Length..].TrimStart('/'), Character = i.Label }).OrderBy(f => f.RelativePath, StringComparer.Ordinal)],
            cancel);
    }

    private static FolderPictures? Read(string folder, ImageFile[] files, CancellationToken cancel)
    {
        ulong[] hashes = new ulong[files.Length];
        var skipped = new SkippedImage?[files.Length];
        Parallel.For(0, files.Length, new ParallelOptions { CancellationToken = cancel }, i =>
        {
            string path = Path.Combine(folder, files[i].RelativePath);
            try
            {
                hashes[i] = PerceptualHash.Compute(ImageDecoder.Decode(path, HashSize, ResizeMode.Squeeze));
            }
            catch (ImageDecodeException e)
            {
                skipped[i] = new SkippedImage(path, e.Reason);
            }
        });

        int[] readable = [.. Enumerable.Range(0, files.Length).Where(i => skipped[i] is null)];
        return readable.Length > 0
            ? new FolderPictures(folder, [.. readable.Select(i => files[i])], [.. readable.Select(i => hashes[i])], [.. skipped.OfType<SkippedImage>()])
            : null;
    }

    /// <summary>The innermost folder that holds several; the root, or nothing where they lie on different drives, if there is no other.</summary>
    private static string CommonFolder(IReadOnlyList<string> folders)
    {
        string[][] parts = [.. folders.Select(f => f.Split('/'))];
        int common = 0;
        while (parts.Length > 0 && parts.All(p => p.Length > common && p[common] == parts[0][common]))
        {
            common++;
        }

        string folder = common == 0 ? "" : string.Join('/', parts[0][..common]);
        return folder.Length == 0 && parts.All(p => p[0].Length == 0) ? "/" : folder;
    }

    /// <summary>Splits the pictures by the protocol; queries that nearly equal a gallery picture are dropped and counted.</summary>
    public Split Split(ProtocolOptions options) =>
        Protocol.Split(Pictures, options).WithoutNearCopies(_hashes, PerceptualHash.NearCopyDistance);

    /// <summary>Some of the pictures only.</summary>
    /// <param name="chosen">Their numbers in <see cref="Files"/>, each once.</param>
    public FolderPictures Of(IReadOnlyList<int> chosen) =>
        new(Folder, [.. chosen.Select(i => Files[i])], [.. chosen.Select(i => _hashes[i])], Skipped);

    /// <summary>The same pictures, shown as others.</summary>
    /// <param name="characters">Whom each of <see cref="Files"/> shows.</param>
    /// <exception cref="ArgumentException">There are more or fewer names than pictures.</exception>
    public FolderPictures Labelled(IReadOnlyList<string> characters) => characters.Count == Files.Count
        ? new(Folder, [.. Files.Zip(characters, (f, c) => f with { Character = c })], _hashes, Skipped)
        : throw new ArgumentException($"{characters.Count} names were given to {Files.Count} pictures.", nameof(characters));

    /// <summary>What tells these pictures from others: a SHA-256, lower-case hex, over their paths, lengths and perceptual hashes.</summary>
    internal string Fingerprint()
    {
        string[] lines = [.. Files.Select((f, i) => $"{f.RelativePath}\n{f.Bytes} {_hashes[i]:x}\n")];
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(lines))));
    }

    /// <summary>Embeds all pictures.</summary>
    /// <param name="model">The model.</param>
    /// <param name="cancel">Honoured per batch.</param>
    /// <exception cref="ImageDecodeException">A picture was changed meanwhile and cannot be read any more.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    internal EmbeddedPictures Embed(LoadedModel model, CancellationToken cancel = default)
    {
        var vectors = new List<float>(Files.Count * model.Dimension);
        foreach (ImageFile[] batch in Files.Chunk(BatchSize))
        {
            byte[][] squares = new byte[batch.Length][];
            try
            {
                Parallel.For(0, batch.Length, i => squares[i] = model.Reader.Read(Path.Combine(Folder, batch[i].RelativePath)).Pixels);
            }
            catch (AggregateException e) when (e.InnerException is ImageDecodeException changed)
            {
                throw changed;
            }

            foreach (float[] vector in model.Embed(squares, cancel))
            {
                vectors.AddRange(vector);
            }
        }

        return new EmbeddedPictures(Pictures, [.. vectors]);
    }
}
