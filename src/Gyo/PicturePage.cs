namespace Gyo;

/// <summary>Some of the pictures that meet a filter, newest to the gallery first.</summary>
/// <param name="Pictures">The pictures.</param>
/// <param name="Total">How many meet the filter in all.</param>
public sealed record PicturePage(IReadOnlyList<GalleryPicture> Pictures, int Total);
