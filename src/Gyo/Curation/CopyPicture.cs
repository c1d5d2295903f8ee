using Gyo.Imaging;

namespace Gyo.Curation;

/// <summary>A picture among which copies are looked for.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Content">What names its file's bytes, as their SHA-256: the same for the same bytes.</param>
/// <param name="Fingerprint">What it looks like; null when that is not known, and then only pictures of the same bytes are its copies.</param>
public sealed record CopyPicture(long Id, string Content, PictureFingerprint? Fingerprint);
