namespace Gyo;

/// <summary>A picture without a character that looks like a known one.</summary>
/// <param name="Picture">The picture.</param>
/// <param name="Character">Whom it looks like.</param>
/// <param name="Confidence">The calibrated probability that it shows this one, if it shows one of the gallery's; 0 to 1.</param>
public sealed record PictureProposal(FoundPicture Picture, string Character, float Confidence);
