using Gyo.Collections;
using Gyo.Indexing;

namespace Gyo;

/// <content>What is kept of the answers' making, and made again whenever it is no good.</content>
public sealed partial class Gallery
{
    /// <summary>What was found wrong with the snapshot, which was then made again from the database; null if nothing was.</summary>
    public IndexFormatException? SnapshotProblem { get; private set; }

    /// <summary>Sees what another process has changed, if any has. Leaves it to later while this one is changing something.</summary>
    /// <returns>Whether there was anything to see.</returns>
    /// <exception cref="GalleryException">The database can't be read.</exception>
    public bool RefreshIfChanged()
    {
        if (View.Revision == _store.Revision || !_changing.TryEnter())
        {
            return false;
        }

        try
        {
            bool changed = View.Revision != _store.Revision; // and not by this process, a moment ago
            if (changed)
            {
                Refresh();
            }

            return changed;
        }
        finally
        {
            _changing.Exit();
        }
    }

    private string SnapshotPath => Path.Combine(Directory, GallerySnapshot.FileName);

    /// <summary>The snapshot if it is of this state of the database; else everything is made from the database.</summary>
    private GalleryView LoadView()
    {
        LoadedModel model = Model(_store.ModelId);
        try
        {
            return GalleryView.Open(SnapshotPath, _store, model) ?? GalleryView.Load(_store, model);
        }
        catch (IndexFormatException e)
        {
            DropSnapshot(e);
            return GalleryView.Load(_store, model);
        }
    }

    /// <summary>Keeps what a large gallery answers from, if only this process has changed it.</summary>
    private void KeepChanges()
    {
        try
        {
            _view.KeepChanges(SnapshotPath, _store.Revision);
        }
        catch (Exception e) when (e is GalleryException or IndexFormatException)
        {
            // The next process makes it again, and says what is wrong.
        }
    }

    private void DropSnapshot(IndexFormatException why)
    {
        SnapshotProblem = why;
        try
        {
            File.Delete(SnapshotPath);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It stays, and is found damaged again by the next process.
        }
    }
}
