using Gyo.Collections;

namespace Gyo;

/// <content>Looking at what is there.</content>
public sealed partial class Gallery
{
    /// <summary>A picture; null when there is none of this id that can be found.</summary>
    /// <param name="id">Its id, as answers tell it.</param>
    public GalleryPicture? FindPicture(long id) => _store.Find([id]).TryGetValue(id, out StoredImage? image)
        ? new GalleryPicture(id, image.Path, image.File.Character, image.File.Bytes, image.File.ModifiedUtc, image.Sha256)
        : null;
}
