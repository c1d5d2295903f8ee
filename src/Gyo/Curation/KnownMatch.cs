namespace Gyo.Curation;

/// <summary>A picture that looks like a known character.</summary>
/// <param name="Picture">Its place among those that were given.</param>
/// <param name="Character">Whom it looks like.</param>
/// <param name="Confidence">The probability that it is that one, if it is one of those known; 0 to 1.</param>
internal sealed record KnownMatch(int Picture, string Character, float Confidence);
