using Gyo.Collections;
using Gyo.Evaluation;

namespace Gyo;

/// <content>What a model is trained on.</content>
public sealed partial class Gallery
{
    /// <summary>
    /// Reads the gallery's pictures with the characters that they are shown as: what was moved, renamed or taken out since they were indexed counts.
    /// Files that are gone or can't be read are listed as skipped.
    /// </summary>
    /// <param name="cancel">Stops between two pictures.</param>
    /// <exception cref="GalleryException">No picture with a character can be read.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public FolderPictures LabelledPictures(CancellationToken cancel = default) =>
        FolderPictures.Read(_store.Images(ModelId), cancel) ?? throw new GalleryException(
            Directory, "it holds no picture of a character that can be read. Index a folder with one sub-folder per character, or name pictures on the page.");
}
