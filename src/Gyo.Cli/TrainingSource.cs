using Gyo.Evaluation;

namespace Gyo.Cli;

/// <summary>What <c>gyo train</c> reads: a folder, or what a gallery holds.</summary>
internal sealed class TrainingSource
{
    private readonly string? _directory;

    private TrainingSource(string folder, string? directory) => (Folder, _directory) = (folder, directory);

    /// <summary>What is to be indexed next; of a gallery, known when it was read.</summary>
    public string Folder { get; private set; }

    /// <summary>The gallery to index into, in the words of a command.</summary>
    public string Gallery => _directory ?? "DIR";

    /// <summary>What was named on the command line.</summary>
    /// <exception cref="UsageException">Both were, or neither.</exception>
    public static TrainingSource Of(string? folder, string? gallery) => (folder, gallery) switch
    {
        (null, null) => throw new UsageException("say what to train on: a FOLDER, or a gallery with --gallery DIR."),
        (not null, not null) => throw new UsageException("train on a FOLDER or on a --gallery, not on both: leave out one."),
        (null, _) => new TrainingSource("FOLDER", gallery),
        _ => new TrainingSource(folder, directory: null),
    };

    /// <summary>Reads all pictures that have a character.</summary>
    public FolderPictures Read(CancellationToken cancel)
    {
        if (_directory is null)
        {
            return FolderPictures.Read(Folder, cancel);
        }

        using Gallery gallery = Gyo.Gallery.Open(_directory);
        Folder = gallery.Folders.Count > 0 ? gallery.Folders[0] : Folder;
        return gallery.LabelledPictures(cancel);
    }
}
