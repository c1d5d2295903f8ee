namespace Gyo.Curation;

/// <summary>What decides whether a copy is the one to keep.</summary>
/// <param name="Id">Its id: those that came first have smaller ones.</param>
/// <param name="Width">Pixels in a row; 0 if not known.</param>
/// <param name="Height">Rows; 0 if not known.</param>
/// <param name="Bytes">The file's size.</param>
/// <param name="IsCropped">Whether it shows only a part of another, <see cref="CopyRelation.IsCropped"/>.</param>
/// <param name="IsExtended">Whether it shows more than the others, as a frame does, <see cref="CopyRelation.IsExtended"/>.</param>
public sealed record CopyOnDisk(long Id, int Width, int Height, long Bytes, bool IsCropped = false, bool IsExtended = false);
