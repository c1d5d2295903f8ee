namespace Gyo;

/// <summary>What a gallery says to a picture.</summary>
/// <param name="Query">The picture as the caller named it.</param>
/// <param name="Unknown">True when strangers look as familiar more often than <see cref="SearchOptions.FalseAcceptRate"/> allows.</param>
/// <param name="StrangerRate">How often a picture of nobody in the gallery looks as familiar as this one, 0 to 1.</param>
/// <param name="Characters">The most similar characters, best first; also when unknown.</param>
/// <param name="Pictures">The most similar pictures, best first, with or without a character.</param>
/// <param name="Milliseconds">Where the time went.</param>
public sealed record SearchAnswer(
    string Query,
    bool Unknown,
    double StrangerRate,
    IReadOnlyList<CharacterAnswer> Characters,
    IReadOnlyList<PictureMatch> Pictures,
    SearchMilliseconds Milliseconds);
