namespace Gyo.Collections;

/// <summary>What a file's bytes look like, whatever the model.</summary>
/// <param name="Width">Columns of the picture in the file, in pixels, upright.</param>
/// <param name="Height">Its rows.</param>
/// <param name="Fingerprint">What near copies are told by.</param>
public sealed record PictureContent(int Width, int Height, byte[] Fingerprint);
