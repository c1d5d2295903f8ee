using Gyo.Imaging;

namespace Gyo.Curation;

/// <summary>What ties a picture to another.</summary>
/// <param name="Similarity">How well they agree once laid on each other, 0 to 1.</param>
/// <param name="Words">What was done to the second, as "mirrored, cropped to 70 %"; empty when they are no copies.</param>
public sealed record CopyRelation(double Similarity, string Words)
{
    private const int Clear = 12; // grey levels that are seen as another brightness or colour

    /// <summary>Nothing ties them.</summary>
    internal static CopyRelation None { get; } = new(0, "");

    /// <summary>Whether they are copies: <see cref="Similarity"/> is at least <see cref="NearCopies.LeastSimilarity"/>.</summary>
    public bool AreCopies => Similarity >= NearCopies.LeastSimilarity;

    /// <summary>Whether the second shows only a part of the first.</summary>
    public bool IsCropped { get; private init; }

    /// <summary>Whether the second shows more than the first.</summary>
    public bool IsExtended { get; private init; }

    /// <summary>Puts in words how the second lies on the first.</summary>
    internal static CopyRelation Of(CopyFit? fit, PictureFingerprint first, PictureFingerprint second)
    {
        if (fit is null)
        {
            return None;
        }

        CopyRelation bare = new(fit.Evidence.Agreement, "");
        if (!bare.AreCopies)
        {
            return bare;
        }

        // Of the first's area, what the second shows.
        float area = fit.IsReversed ? 1 / Math.Abs(fit.Place.Area) : Math.Abs(fit.Place.Area);
        float degrees = Math.Abs(fit.Place.Degrees);
        float brighter = fit.IsReversed ? fit.Gain * 128 + fit.Offset - 128 : (128 - fit.Offset) / fit.Gain - 128;
        (bool isCropped, bool isExtended) = (area < 0.93f, area > 1.07f);
        List<string> words = [];
        Say(fit.Place.Area < 0, "mirrored");
        Say(isCropped, $"cropped to {(int)Math.Round(area * 100)} %");
        Say(isExtended, "with more around it");
        Say(degrees >= 3, $"turned by {(int)Math.Round(degrees)}°");
        Say(brighter > Clear, "brighter");
        Say(brighter < -Clear, "darker");
        bool isGrey = second.Colourfulness < 6 && first.Colourfulness > Clear;
        Say(isGrey, "without colour");
        Say(!isGrey && !(isCropped || isExtended) && Distance(first.Tint, second.Tint) > Clear, "in other colours");
        Say(fit.Evidence.BlockCorrelation - fit.Evidence.EdgeCorrelation > 0.1f, "partly covered");
        return bare with { Words = words.Count == 0 ? "nearly the same" : string.Join(", ", words), IsCropped = isCropped, IsExtended = isExtended };

        void Say(bool isSo, string word)
        {
            if (isSo)
            {
                words.Add(word);
            }
        }
    }

    private static int Distance((int Blue, int Red) a, (int Blue, int Red) b) => Math.Max(Math.Abs(a.Blue - b.Blue), Math.Abs(a.Red - b.Red));
}
