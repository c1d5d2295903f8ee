using Gyo.Imaging;
using Gyo.Ranking;

namespace Gyo;

/// <content>Looking for the part of a picture that is worth asking.</content>
public sealed partial class Gallery
{
    /// <summary>How much likelier than of the whole picture a part's character must be to be worth a proposal: e times, once calibrated.</summary>
    private const float LeastGain = 1;

    /// <summary>Parts that share more than this of what they cover are one proposal.</summary>
    private const double MostOverlap = 0.4;

    private static readonly CropBox[] Regions = [CropBox.Whole, .. Windows(0.7, 3), .. Windows(0.5, 4), .. Windows(0.35, 5)];

    /// <summary>
    /// Proposes parts of a picture that answer better than all of it, as where a character is small in it or one of several. Windows of three sizes
    /// are asked, so it takes some fifty times as long as a question.
    /// </summary>
    /// <param name="file">All bytes of the picture's file.</param>
    /// <param name="name">What errors call it.</param>
    /// <param name="most">How many proposals at most, at least 1. Default 3: more would cover the picture.</param>
    /// <param name="cancel">Honoured between the sizes.</param>
    /// <returns>The best of each character, the best first; none when the whole picture answers best.</returns>
    /// <exception cref="ImageDecodeException">It can't be decoded.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public IReadOnlyList<RegionProposal> ProposeRegions(ReadOnlyMemory<byte> file, string name, int most = 3, CancellationToken cancel = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        GalleryView view = View;
        CharacterRanker ranker = new(new RankingOptions { Top = 1 }, view.Calibration);
        byte[][] squares = [.. view.Model.Reader.ReadParts(file, name, Regions).Select(r => r.Pixels)];
        CharacterRanking[] answers = [.. view.Model.Embed(squares, cancel).Select(v => ranker.Rank(view.Score(v), [], _ => null))];
        if (answers[0].Matches.Count == 0)
        {
            return [];
        }

        float enough = answers[0].Matches[0].Score + LeastGain * view.Calibration.Temperature;
        List<RegionProposal> proposals = [];
        foreach (int i in Enumerable.Range(1, Regions.Length - 1).OrderByDescending(i => answers[i].Matches[0].Score))
        {
            CharacterMatch match = answers[i].Matches[0];
            if (proposals.Count < most && match.Score >= enough && !answers[i].Unknown && proposals.TrueForAll(p => p.Character != match.Name && p.Crop.Overlap(Regions[i]) <= MostOverlap))
            {
                proposals.Add(new RegionProposal(Regions[i], match.Name, match.Confidence, answers[i].StrangerRate));
            }
        }

        return proposals;
    }

    /// <summary>Windows of one size, so many along each side, that together cover a picture.</summary>
    private static IEnumerable<CropBox> Windows(double side, int along)
    {
        double step = (1 - side) / (along - 1);
        return from row in Enumerable.Range(0, along) from column in Enumerable.Range(0, along) select new CropBox(column * step, row * step, side, side);
    }
}
