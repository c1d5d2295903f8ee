using System.Runtime.InteropServices;
using Gyo.Indexing;

namespace Gyo.Ranking;

/// <summary>Turns the nearest pictures of a query into a ranking of distinct characters.</summary>
/// <remarks>Immutable; safe to share between threads.</remarks>
public sealed class CharacterRanker
{
    private readonly RankingOptions _options;
    private readonly Calibration _calibration;

    /// <summary>Makes a ranker.</summary>
    /// <param name="options">How pictures become characters.</param>
    /// <param name="calibration">How similarities become confidences.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is below 1.</exception>
    public CharacterRanker(RankingOptions options, Calibration calibration)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Top, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.BestPictures, 1, nameof(options));
        _options = options;
        _calibration = calibration;
    }

    /// <summary>Ranks every character that has a picture among the neighbours.</summary>
    /// <param name="neighbours">The nearest pictures, best first.</param>
    /// <param name="characterOf">The character of a picture; null for a picture without one, which is passed over.</param>
    /// <param name="pictureCountOf">
    /// How many pictures a character has in the whole gallery; null when <paramref name="neighbours"/> hold all of them. A picture
    /// that the list was cut short of then counts as similar as the list's last, the most it can be.
    /// </param>
    /// <returns>The ranking. The confidences are over all characters among the neighbours, also those below the top.</returns>
    public CharacterRanking Rank(
        ReadOnlySpan<Neighbour> neighbours, Func<long, string?> characterOf, Func<string, int>? pictureCountOf = null)
    {
        (string Name, List<Neighbour> Evidence)[] characters = [.. Evidence(neighbours, characterOf).Select(e => (e.Key, e.Value))];
        float[] similarities = new float[characters.Length];
        for (int c = 0; c < characters.Length; c++)
        {
            int pictures = pictureCountOf?.Invoke(characters[c].Name) ?? 0;
            similarities[c] = Similarity(characters[c].Evidence, pictures, neighbours[^1].Similarity);
        }

        float[] confidences = new float[characters.Length];
        float unknown = _calibration.Confidences(similarities, confidences);
        CharacterMatch[] matches =
        [
            .. Enumerable.Range(0, characters.Length)
                .OrderByDescending(c => similarities[c])
                .ThenBy(c => characters[c].Name, StringComparer.Ordinal)
                .Take(_options.Top)
                .Select((c, i) => new CharacterMatch(
                    characters[c].Name, i + 1, similarities[c], confidences[c], characters[c].Evidence)),
        ];
        return new CharacterRanking(matches, matches.Length == 0 || unknown > matches[0].Confidence, unknown);
    }

    /// <summary>The best pictures of each character.</summary>
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

    private float Similarity(List<Neighbour> evidence, int pictures, float last)
    {
        int counted = Math.Max(evidence.Count, Math.Min(pictures, _options.BestPictures));
        float sum = (counted - evidence.Count) * last;
        foreach (Neighbour picture in evidence)
        {
            sum += picture.Similarity;
        }

        return sum / counted;
    }
}
