namespace Gyo;

/// <summary>What a gallery says to a picture.</summary>
/// <param name="Query">The picture as the caller named it.</param>
/// <param name="Unknown">True when it most probably shows none of the gallery's characters.</param>
/// <param name="Characters">The most similar characters, best first; also when unknown.</param>
/// <param name="Pictures">The most similar pictures, best first, with or without a character.</param>
/// <param name="Milliseconds">Where the time went.</param>
public sealed record SearchAnswer(
    string Query,
    bool Unknown,
    IReadOnlyList<CharacterAnswer> Characters,
    IReadOnlyList<PictureMatch> Pictures,
    SearchMilliseconds Milliseconds);
