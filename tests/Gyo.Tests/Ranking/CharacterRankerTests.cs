using CsCheck;
using Gyo.Indexing;
using Gyo.Ranking;

namespace Gyo.Tests.Ranking;

public sealed class CharacterRankerTests
{
    private const float Tolerance = 1e-6f;

    /// <summary>Ids 10–19 are of A, 20–29 of B, and so on; below 10 nobody's.</summary>
    private static readonly Func<long, string?> ByTens = id => id < 10 ? null : ((char)('A' + (id / 10) - 1)).ToString();

    private static readonly Gen<CharacterScore[]> AnyScores =
        Gen.Int[-50, 50].Array[0, 12].Select(all => all.Select((s, i) => new CharacterScore($"{(char)('A' + i)}", s)).ToArray());

    [Fact]
    public void Rank_Scores_DecideTheOrderAndPicturesAreTheEvidence()
    {
        Neighbour[] neighbours = [new(10, 0.9f), new(1, 0.85f), new(20, 0.8f), new(11, 0.6f), new(12, 0.3f), new(13, 0.1f)];

        CharacterRanking ranking = Ranker().Rank([new("A", 2), new("B", 7)], neighbours, ByTens);

        Assert.Equal(["B", "A"], ranking.Matches.Select(m => m.Name));
        Assert.Equal([1, 2], ranking.Matches.Select(m => m.Rank));
        Assert.Equal([7, 2], ranking.Matches.Select(m => m.Score));
        Assert.Equal(0.8f, ranking.Matches[0].Similarity, Tolerance);
        Assert.Equal(0.6f, ranking.Matches[1].Similarity, Tolerance); // (0.9 + 0.6 + 0.3) / 3
        Assert.Equal([10, 11, 12], ranking.Matches[1].Evidence.Select(e => e.Id));
    }

    [Fact]
    public void Rank_NoPictureNear_HasNoEvidence()
    {
        CharacterMatch match = Assert.Single(Ranker().Rank([new("A", 2)], [], ByTens).Matches);

        Assert.Empty(match.Evidence);
        Assert.Equal(-1, match.Similarity);
    }

    [Fact]
    public void Rank_EqualScores_ByName() =>
        Assert.Equal(["A", "B", "C"], Ranker().Rank([new("B", 1), new("C", 1), new("A", 1)], [], ByTens).Matches.Select(m => m.Name));

    [Fact]
    public void Rank_MoreCharactersThanTop_TopKeepsItsConfidence()
    {
        CharacterScore[] scores = [new("A", 3), new("B", 2), new("C", 1)];

        float confidence = Ranker().Rank(scores, [], ByTens).Matches[0].Confidence;

        Assert.Equal(confidence, Assert.Single(Ranker(top: 1).Rank(scores, [], ByTens).Matches).Confidence);
    }

    [Fact]
    public void Rank_NoCharacter_IsUnknown()
    {
        CharacterRanking ranking = Ranker().Rank([], [new(1, 0.9f)], ByTens);

        Assert.True(ranking.Unknown);
        Assert.Empty(ranking.Matches);
        Assert.Equal(1, ranking.StrangerRate);
    }

    /// <summary>Strangers scored 1, 2 … 20: one of them, 5 %, reaches 20.</summary>
    [Theory]
    [InlineData(20f, 0.05, false)]
    [InlineData(19f, 0.05, true)]
    [InlineData(19f, 0.1, false)]
    [InlineData(20.5f, 0, false)]
    [InlineData(20f, 0, true)]
    [InlineData(-5f, 1, false)]
    public void Rank_RateOfFalseAccepts_DecidesWhoIsUnknown(float score, double rate, bool unknown) =>
        Assert.Equal(unknown, Ranker(rate: rate).Rank([new("A", score), new("B", score - 1)], [], ByTens).Unknown);

    [Theory]
    [InlineData(0, 3, 0.05)]
    [InlineData(10, 0, 0.05)]
    [InlineData(10, 3, -0.1)]
    [InlineData(10, 3, 1.1)]
    [InlineData(10, 3, double.NaN)]
    public void Constructor_OptionOutOfRange_Throws(int top, int best, double rate) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Ranker(top, best, rate));

    [Fact]
    public void Rank_AnyScores_ConfidencesAreProbabilitiesInOrder() =>
        AnyScores.Sample(scores =>
        {
            float[] confidences = [.. Ranker(top: 20).Rank(scores, [], ByTens).Matches.Select(m => m.Confidence)];
            Assert.All(confidences, c => Assert.InRange(c, 0, 1));
            Assert.Equal(confidences.OrderDescending(), confidences);
            Assert.Equal(scores.Length == 0 ? 0f : 1f, confidences.Sum(), 1e-5f);
        });

    private static CharacterRanker Ranker(int top = 10, int best = 3, double rate = 0.05) => new(
        new() { Top = top, BestPictures = best, FalseAcceptRate = rate },
        new() { Temperature = 2, StrangerScores = [.. Enumerable.Range(1, 20).Select(s => (float)s)] });
}
