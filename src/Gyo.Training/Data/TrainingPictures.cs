using Gyo.Collections;
using Gyo.Embedding;
using Gyo.Imaging;

namespace Gyo.Training.Data;

/// <summary>The training pictures in memory, decoded once, with their characters.</summary>
public sealed class TrainingPictures
{
    private TrainingPictures(
        Preprocessing preprocessing, byte[][] pixels, CutOut?[] cutOuts, int[] labels, string[] characters, IReadOnlyList<SkippedImage> skipped)
    {
        Preprocessing = preprocessing;
        Pixels = pixels;
        CutOuts = cutOuts;
        Labels = labels;
        Characters = characters;
        Skipped = skipped;
    }

    /// <summary>How the pictures were read, and how the finished model will read others.</summary>
    public Preprocessing Preprocessing { get; }

    /// <summary>Side of every picture, in pixels.</summary>
    public int Size => Preprocessing.Size;

    /// <summary>How many there are.</summary>
    public int Count => Pixels.Length;

    /// <summary>Picture by picture: S×S×3 bytes, sRGB, row-major.</summary>
    internal byte[][] Pixels { get; }

    /// <summary>Picture by picture: what can be put before another background; null where nothing is transparent.</summary>
    internal CutOut?[] CutOuts { get; }

    /// <summary>Picture by picture: the index of its character in <see cref="Characters"/>.</summary>
    internal int[] Labels { get; }

    /// <summary>The characters' names, in ordinal order.</summary>
    public IReadOnlyList<string> Characters { get; }

    /// <summary>Files that could not be read, and why.</summary>
    public IReadOnlyList<SkippedImage> Skipped { get; }

    /// <summary>Reads pictures from a folder on all cores. Files that cannot be read are skipped and listed.</summary>
    /// <param name="folder">What the files' paths are relative to.</param>
    /// <param name="files">The pictures; those without a character are left out.</param>
    /// <param name="preprocessing">Size and resize mode.</param>
    /// <param name="progress">Told how many files were read so far.</param>
    /// <param name="cancel">Stops between two files.</param>
    /// <exception cref="TrainingException">Fewer than two characters, or no character with two pictures, can be read.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static TrainingPictures Load(
        string folder, IReadOnlyList<ImageFile> files, Preprocessing preprocessing, IProgress<int>? progress = null, CancellationToken cancel = default)
    {
        ImageFile[] labelled = [.. files.Where(f => f.Character is not null).OrderBy(f => f.RelativePath, StringComparer.Ordinal)];
        var reader = new PictureReader(preprocessing);
        byte[]?[] pixels = new byte[]?[labelled.Length];
        var cutOuts = new CutOut?[labelled.Length];
        var skipped = new SkippedImage?[labelled.Length];
        int read = 0;
        Parallel.For(0, labelled.Length, new ParallelOptions { CancellationToken = cancel }, i =>
        {
            string path = Path.Combine(folder, labelled[i].RelativePath);
            try
            {
                byte[] file = reader.ReadFile(path);
                byte[] seen = reader.Read(file, path).Pixels;
                cutOuts[i] = CutOut.Read(file, path, preprocessing, seen);
                pixels[i] = Settled(seen);
            }
            catch (ImageDecodeException e)
            {
                skipped[i] = new SkippedImage(path, e.Reason);
            }

            progress?.Report(Interlocked.Increment(ref read));
        });

        int[] usable = [.. Enumerable.Range(0, labelled.Length).Where(i => pixels[i] is not null)];
        string[] characters = [.. usable.Select(i => labelled[i].Character!).Distinct().Order(StringComparer.Ordinal)];
        int[] labels = [.. usable.Select(i => Array.BinarySearch(characters, labelled[i].Character!, StringComparer.Ordinal))];
        Check(folder, characters, labels);
        return new TrainingPictures(
            preprocessing,
            [.. usable.Select(i => pixels[i]!)],
            [.. usable.Select(i => cutOuts[i])],
            labels,
            characters,
            [.. skipped.OfType<SkippedImage>()]);
    }

    /// <summary>The pictures of some characters only.</summary>
    /// <param name="characters">Their names; others than these are left out.</param>
    /// <exception cref="TrainingException">Fewer than two characters, or no character with two pictures, are left.</exception>
    public TrainingPictures Of(IReadOnlySet<string> characters) =>
        Of([.. Enumerable.Range(0, Count).Where(i => characters.Contains(Characters[Labels[i]]))]);

    /// <summary>Some pictures only; they are shared, not copied.</summary>
    /// <param name="chosen">Their numbers, ascending.</param>
    /// <exception cref="TrainingException">Fewer than two characters, or no character with two pictures, are left.</exception>
    public TrainingPictures Of(IReadOnlyList<int> chosen)
    {
        string[] names = [.. chosen.Select(i => Characters[Labels[i]]).Distinct().Order(StringComparer.Ordinal)];
        int[] labels = [.. chosen.Select(i => Array.BinarySearch(names, Characters[Labels[i]], StringComparer.Ordinal))];
        Check("The choice", names, labels);
        return new TrainingPictures(Preprocessing, [.. chosen.Select(i => Pixels[i])], [.. chosen.Select(i => CutOuts[i])], labels, names, Skipped);
    }

    /// <summary>
    /// The bytes where no garbage collection moves them: every training step forces one (<see cref="TorchStep"/>), which would carry a
    /// gigabyte of pictures from here to there each time.
    /// </summary>
    internal static byte[] Settled(byte[] bytes)
    {
        byte[] settled = GC.AllocateUninitializedArray<byte>(bytes.Length, pinned: true);
        bytes.CopyTo(settled, 0);
        return settled;
    }

    private static void Check(string folder, string[] characters, int[] labels)
    {
        if (characters.Length < 2)
        {
            throw new TrainingException(
                $"{folder} has readable pictures of {characters.Length} character(s); training needs at least two. Make one sub-folder per character.");
        }

        if (labels.Length == characters.Length)
        {
            throw new TrainingException(
                $"{folder} has one picture of every character; training needs a second one of at least some. Without it, index with the base model.");
        }
    }
}
