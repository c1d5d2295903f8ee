using Gyo.Imaging;

namespace Gyo.Curation;

/// <summary>Lays one picture on another, roughly and then exactly. One for each thread.</summary>
internal sealed class CopyRegistration
{
    private readonly CopyAlignment _alignment = new();
    private readonly float[] _pieces = new float[CopyTemplates.Pieces.Length * CopyTemplates.Size];
    private readonly float[] _whole = new float[CopyTemplates.Size];

    /// <summary>Lays two pictures on each other without knowing where to begin.</summary>
    public CopyFit? Fit(PictureFingerprint first, PictureFingerprint second)
    {
        float[] a = CopyTemplates.Smooth(first);
        float[] b = CopyTemplates.Smooth(second);
        CopyTemplates.AllPieces(a, _pieces);
        CopyTemplates.Whole(b, _whole);
        (CopyTemplates.Trial, CopyTemplates.Trial) onFirst = CopyTemplates.Closest(_pieces, _whole);
        CopyTemplates.AllPieces(b, _pieces);
        CopyTemplates.Whole(a, _whole);
        return Fit(a, b, InOrder(onFirst, CopyTemplates.Closest(_pieces, _whole)));
    }

    /// <summary>Where to begin, the most promising first; what the rough look can't see last.</summary>
    /// <param name="onFirst">Where the second may lie on the first.</param>
    /// <param name="onSecond">Where the first may lie on the second.</param>
    public static (CopyTemplates.Trial Trial, bool IsReversed)[] InOrder(
        (CopyTemplates.Trial Best, CopyTemplates.Trial Second) onFirst, (CopyTemplates.Trial Best, CopyTemplates.Trial Second) onSecond)
    {
        (CopyTemplates.Trial Trial, bool IsReversed)[] trials = onFirst.Best.Correlation >= onSecond.Best.Correlation
            ? [(onFirst.Best, false), (onSecond.Best, true), (onFirst.Second, false), (onSecond.Second, true)]
            : [(onSecond.Best, true), (onFirst.Best, false), (onSecond.Second, true), (onFirst.Second, false)];
        return [.. trials, (CopyTemplates.AsItIs, false), (CopyTemplates.Mirrored, false)];
    }

    /// <summary>Lays two pictures on each other, beginning at rough placements, the best first.</summary>
    /// <param name="first">[32, 32], smooth.</param>
    /// <param name="second">[32, 32], smooth.</param>
    /// <param name="trials">Where to begin; reversed: the first is laid on the second.</param>
    /// <returns>The best; null when none holds.</returns>
    public CopyFit? Fit(ReadOnlySpan<float> first, ReadOnlySpan<float> second, ReadOnlySpan<(CopyTemplates.Trial Trial, bool IsReversed)> trials)
    {
        CopyFit? best = null;
        for (int i = 0; i < trials.Length; i++)
        {
            (CopyTemplates.Trial trial, bool isReversed) = trials[i];
            if (WasTried(trials[..i], trial.Piece))
            {
                continue;
            }

            ReadOnlySpan<float> whole = isReversed ? second : first;
            ReadOnlySpan<float> piece = isReversed ? first : second;
            if (trial.Correlation > Hopeless && _alignment.Align(whole, piece, CopyTemplates.Pieces[trial.Piece]))
            {
                CopyFit fit = new(isReversed, _alignment.Place, _alignment.Gain, _alignment.Offset, CopyEvidence.Of(whole, piece, _alignment.Place, _alignment.Gain));
                best = best is null || fit.Evidence.Agreement > best.Evidence.Agreement ? fit : best;
                if (best.Evidence.Agreement > Sure)
                {
                    return best;
                }
            }
        }

        return best;
    }

    /// <summary>Whether a placement like this was begun at before. What is like lying as it is needs no reversing.</summary>
    private static bool WasTried(ReadOnlySpan<(CopyTemplates.Trial Trial, bool IsReversed)> before, int piece)
    {
        if (piece != CopyTemplates.AsItIs.Piece && piece != CopyTemplates.Mirrored.Piece)
        {
            return false;
        }

        foreach ((CopyTemplates.Trial trial, _) in before)
        {
            if (CopyTemplates.Pieces[trial.Piece].IsLike(CopyTemplates.Pieces[piece]))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Rough placements that correlate less than this lead nowhere.</summary>
    private const float Hopeless = 0.4f;

    /// <summary>Nothing better is looked for.</summary>
    private const float Sure = 0.97f;
}
