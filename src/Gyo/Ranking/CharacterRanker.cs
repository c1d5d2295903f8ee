using System.Runtime.InteropServices;
using Gyo.Indexing;

namespace Gyo.Ranking;

/// <summary>Turns the scores of characters and the nearest pictures of a query into a ranking with evidence.</summary>
/// <remarks>Immutable; safe to share between threads.</remarks>
public sealed class CharacterRanker
{
    private readonly RankingOptions _options;
    private readonly Calibration _calibration;

    /// <summary>Makes a ranker.</summary>
    /// <param name="options">What the answer should hold.</param>
    /// <param name="calibration">What the scores mean.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number of the options is below 1, or the rate outside 0–1.</exception>
    public CharacterRanker(RankingOptions options, Calibration calibration)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Top, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.BestPictures, 1, nameof(options));
        if (options.FalseAcceptRate is not (>= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(options), options.FalseAcceptRate, "The rate of false accepts must lie between 0 and 1.");
        }

        _options = options;
        _calibration = calibration;
    }

    /// <summary>Ranks the characters.</summary>
    /// <param name="scores">The score of every character, in any order.</param>
    /// <param name="neighbours">The query's nearest pictures, best first: what evidence is taken from.</param>
    /// <param name="characterOf">The character of a picture; null for a picture without one, which is passed over.</param>
    /// <returns>The ranking. The confidences are over all characters, also those below the top.</returns>
    public CharacterRanking Rank(IReadOnlyList<CharacterScore> scores, ReadOnlySpan<Neighbour> neighbours, Func<long, string?> characterOf)
    {
        if (scores.Count == 0)
        {
            return new CharacterRanking([], Unknown: true, StrangerRate: 1);
        }

        float[] confidences = new float[scores.Count];
        for (int i = 0; i < confidences.Length; i++)
        {
            confidences[i] = scores[i].Score;
        }

        _calibration.Confidences(confidences, confidences);
        Dictionary<string, List<Neighbour>> evidence = Evidence(neighbours, characterOf);
        int[] best = Best(scores, _options.Top);
        var matches = new CharacterMatch[best.Length];
        for (int i = 0; i < matches.Length; i++)
        {
            CharacterScore score = scores[best[i]];
            matches[i] = Match(score, i, confidences[best[i]], evidence.GetValueOrDefault(score.Name, []));
        }

        double strangers = _calibration.StrangerRate(matches[0].Score);
        return new CharacterRanking(matches, strangers > _options.FalseAcceptRate, strangers);
    }

    /// <summary>The places of the best scores, best first: a heap of so many, the last of them on top.</summary>
    private static int[] Best(IReadOnlyList<CharacterScore> scores, int most)
    {
        PriorityQueue<int, CharacterScore> heap = new(Comparer<CharacterScore>.Create(static (a, b) => BestFirst(b, a)));
        for (int i = 0; i < scores.Count; i++)
        {
            if (heap.Count < most)
            {
                heap.Enqueue(i, scores[i]);
            }
            else
            {
                heap.EnqueueDequeue(i, scores[i]);
            }
        }

        int[] best = new int[heap.Count];
        for (int i = best.Length - 1; i >= 0; i--)
        {
            best[i] = heap.Dequeue();
        }

        return best;
    }

    /// <summary>Among equals the smaller name first, so that an answer is the same every time.</summary>
    private static int BestFirst(CharacterScore a, CharacterScore b) =>
        b.Score.CompareTo(a.Score) is not 0 and int order ? order : string.CompareOrdinal(a.Name, b.Name);

    private static CharacterMatch Match(CharacterScore score, int place, float confidence, List<Neighbour> evidence) =>
        new CharacterMatch(score.Name, place + 1, score.Score, confidence, Similarity: -1, []).With(evidence);

    private Dictionary<string, List<Neighbour>> Evidence(ReadOnlySpan<Neighbour> neighbours, Func<long, string?> characterOf)
    {
        Dictionary<string, List<Neighbour>> evidence = new(StringComparer.Ordinal);
        foreach (Neighbour neighbour in neighbours)
        {
            if (characterOf(neighbour.Id) is { } name)
            {
                ref List<Neighbour>? pictures = ref CollectionsMarshal.GetValueRefOrAddDefault(evidence, name, out _);
                pictures ??= new List<Neighbour>(_options.BestPictures);
                if (pictures.Count < _options.BestPictures)
                {
                    pictures.Add(neighbour);
                }
            }
        }

        return evidence;
    }
}
