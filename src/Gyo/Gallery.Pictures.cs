using Gyo.Collections;

namespace Gyo;

/// <content>Looking at what is there.</content>
public sealed partial class Gallery
{
    /// <summary>Every character with its number of pictures and one to know it by, by name; before them the pictures of nobody known, if any.</summary>
    public IReadOnlyList<CharacterCover> Covers => _store.Covers;

    /// <summary>A picture; null when there is none of this id that can be found.</summary>
    /// <param name="id">Its id, as answers tell it.</param>
    /// <param name="takenOut">Whether one that was taken out is wanted as well. Default false.</param>
    public GalleryPicture? FindPicture(long id, bool takenOut = false) => FindPictures([id], takenOut).GetValueOrDefault(id);

    /// <summary>Some pictures by id, without those that can't be found.</summary>
    /// <param name="ids">Their ids.</param>
    /// <param name="takenOut">Whether those that were taken out are wanted as well. Default false.</param>
    public IReadOnlyDictionary<long, GalleryPicture> FindPictures(IReadOnlyCollection<long> ids, bool takenOut = false) =>
        _store.Find(ids).Values.Where(i => takenOut || !i.IsHidden).ToDictionary(i => i.Id, Picture);

    /// <summary>Some of the pictures that meet a filter, newest to the gallery first.</summary>
    /// <param name="filter">Which pictures are wanted.</param>
    /// <param name="offset">How many to pass over, from 0.</param>
    /// <param name="take">How many at most, from 0; with 0 they are only counted.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is below 0.</exception>
    public PicturePage Pictures(PictureFilter filter, int offset, int take)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfNegative(take);
        return new PicturePage(take == 0 ? [] : [.. _store.Browse(filter, offset, take).Select(Picture)], _store.CountOf(filter));
    }

    /// <summary>The ids of all pictures that meet a filter, newest to the gallery first.</summary>
    /// <param name="filter">Which pictures are wanted.</param>
    public IReadOnlyList<long> PictureIds(PictureFilter filter) => _store.IdsOf(filter);

    /// <summary>The pictures most like one of the gallery, nearest first, without itself.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="count">How many at most, from 0.</param>
    /// <returns>None when there is no such picture.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is below 0.</exception>
    public IReadOnlyList<PictureMatch> Neighbours(long id, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        GalleryView view = View;
        if (_store.FindVector(id, view.Model.Id, view.Model.Dimension) is not { } vector)
        {
            return [];
        }

        Indexing.Neighbour[] nearest = [.. view.Nearest(vector, count + 1).Where(n => n.Id != id).Take(count)];
        IReadOnlyDictionary<long, StoredImage> images = _store.Find([.. nearest.Select(n => n.Id)]);
        return [.. nearest.Where(n => images.ContainsKey(n.Id)).Select(n => new PictureMatch(n.Id, images[n.Id].Path, n.Similarity))];
    }

    private static GalleryPicture Picture(StoredImage image)
    {
        GalleryPicture picture = new(image.Id, image.Path, image.Label, image.File.Bytes, image.File.ModifiedUtc, image.Sha256) { Problem = image.Problem };
        return image.GivenName is { } name ? picture with { Name = name } : picture;
    }
}
