using Gyo.Imaging;

namespace Gyo;

/// <summary>A part of a picture that answers better than the whole.</summary>
/// <param name="Crop">The part.</param>
/// <param name="Character">Whom it most probably shows.</param>
/// <param name="Confidence">The calibrated probability of that, if it shows one of the gallery's characters; 0 to 1.</param>
/// <param name="StrangerRate">How often a picture of nobody in the gallery looks as familiar as this part, 0 to 1.</param>
public sealed record RegionProposal(CropBox Crop, string Character, float Confidence, double StrangerRate);
