namespace Gyo;

/// <summary>A picture in an answer.</summary>
/// <param name="Id">Its id in the gallery, never used again for another picture.</param>
/// <param name="Path">Its full path, '/' between the parts.</param>
/// <param name="Similarity">How alike it and the query are by what the gallery's labels teach, −1 to 1, higher is closer.</param>
public sealed record PictureMatch(long Id, string Path, float Similarity);
