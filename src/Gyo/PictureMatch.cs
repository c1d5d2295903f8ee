namespace Gyo;

/// <summary>A picture in an answer.</summary>
/// <param name="Path">Its full path, '/' between the parts.</param>
/// <param name="Similarity">How alike it and the query are by what the gallery's labels teach, −1 to 1, higher is closer.</param>
public sealed record PictureMatch(string Path, float Similarity);
