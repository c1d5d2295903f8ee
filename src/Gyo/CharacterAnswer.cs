namespace Gyo;

/// <summary>A character in an answer.</summary>
/// <param name="Name">The character.</param>
/// <param name="Rank">Its place, from 1.</param>
/// <param name="Confidence">The calibrated probability that the query shows it, if it shows one of the gallery's; 0 to 1.</param>
/// <param name="Similarity">The mean similarity of the pictures that prove it, −1 to 1, higher is closer; it does not decide the rank.</param>
/// <param name="Images">The pictures that prove it, best first.</param>
public sealed record CharacterAnswer(string Name, int Rank, float Confidence, float Similarity, IReadOnlyList<PictureMatch> Images);
