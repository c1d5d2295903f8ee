using CsCheck;
using Gyo.Indexing;
using Gyo.Ranking;

namespace Gyo.Tests.Ranking;

public sealed class CharacterRankerTests
{
    private const float Tolerance = 1e-6f;

    /// <summary>Ids 10–19 are of A, 20–29 of B, and so on; below 10 nobody's.</summary>
    private static readonly Func<long, string?> ByTens = id => id < 10 ? null : ((char)('A' + (id / 10) - 1)).ToString();

    private static readonly Gen<Neighbour[]> AnyNeighbours =
        Gen.Select(Gen.Long[0, 59], Gen.Int[-8, 8], (id, eighths) => new Neighbour(id, eighths / 8f)).Array[0, 40]
            .Select(all => all.DistinctBy(n => n.Id).OrderByDescending(n => n.Similarity).ThenBy(n => n.Id).ToArray());

    [Fact]
    public void Rank_ManyPictures_MeanOfBestThree()
    {
        CharacterRanking ranking = Rank(
            [new(10, 0.9f), new(20, 0.8f), new(21, 0.8f), new(22, 0.8f), new(11, 0.6f), new(12, 0.3f), new(13, 0.1f)]);

        Assert.Equal(["B", "A"], ranking.Matches.Select(m => m.Name));
        Assert.Equal([1, 2], ranking.Matches.Select(m => m.Rank));
        Assert.Equal(0.8f, ranking.Matches[0].Similarity, Tolerance);
        Assert.Equal(0.6f, ranking.Matches[1].Similarity, Tolerance); // (0.9 + 0.6 + 0.3) / 3
        Assert.Equal([10, 11, 12], ranking.Matches[1].Evidence.Select(e => e.Id));
    }

    [Fact]
    public void Rank_OnePictureCharacter_UsesWhatItHas()
    {
        CharacterRanking ranking = Rank([new(10, 0.9f), new(20, 0.8f), new(21, 0.8f)]);

        Assert.Equal("A", ranking.Matches[0].Name);
        Assert.Equal(0.9f, ranking.Matches[0].Similarity, Tolerance);
    }

    [Fact]
    public void Rank_ListCutShort_MissingPicturesCountAsTheLast()
    {
        Neighbour[] neighbours = [new(10, 0.9f), new(20, 0.6f), new(21, 0.3f)];

        CharacterRanking ranking = Ranker().Rank(neighbours, ByTens, name => name == "A" ? 25 : 2);

        Assert.Equal(0.5f, ranking.Matches[0].Similarity, Tolerance); // A: (0.9 + 0.3 + 0.3) / 3, two of its 25 are missing
        Assert.Equal(0.45f, ranking.Matches[1].Similarity, Tolerance); // B has no third picture: (0.6 + 0.3) / 2
    }

    [Fact]
    public void Rank_EqualSimilarities_ByName()
    {
        CharacterRanking ranking = Rank([new(20, 0.5f), new(30, 0.5f), new(10, 0.5f)]);

        Assert.Equal(["A", "B", "C"], ranking.Matches.Select(m => m.Name));
    }

    [Fact]
    public void Rank_MoreCharactersThanTop_TopKeepsItsConfidences()
    {
        Neighbour[] neighbours = [new(10, 0.9f), new(20, 0.8f), new(30, 0.7f)];

        CharacterRanking top = Ranker(top: 1).Rank(neighbours, ByTens);

        Assert.Equal(Rank(neighbours).Matches[0].Confidence, Assert.Single(top.Matches).Confidence);
    }

    [Fact]
    public void Rank_NoLabelledPicture_IsUnknown()
    {
        Assert.True(Rank([]).Unknown);
        CharacterRanking ranking = Rank([new(1, 0.9f)]);
        Assert.True(ranking.Unknown);
        Assert.Empty(ranking.Matches);
        Assert.Equal(1f, ranking.UnknownConfidence);
    }

    [Theory]
    [InlineData(0.51f, false)]
    [InlineData(0.49f, true)]
    public void Rank_AroundUnknownSimilarity_SaysSo(float similarity, bool unknown) =>
        Assert.Equal(unknown, Rank([new(10, similarity), new(20, 0.1f)]).Unknown);

    [Theory]
    [InlineData(0, 3)]
    [InlineData(10, 0)]
    public void Constructor_OptionBelowOne_Throws(int top, int best) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Ranker(top, best));

    [Fact]
    public void Rank_AnyNeighbours_ConfidencesAreProbabilitiesInOrder() =>
        AnyNeighbours.Sample(neighbours =>
        {
            CharacterRanking ranking = Rank(neighbours);
            float[] confidences = [.. ranking.Matches.Select(m => m.Confidence)];
            Assert.All(confidences, c => Assert.InRange(c, 0, 1));
            Assert.Equal(confidences.OrderDescending(), confidences);
            Assert.Equal(1f, confidences.Sum() + ranking.UnknownConfidence, 1e-5f);
        });

    /// <summary>Neighbours of one similarity may come in any order: the same characters, similarities and confidences.</summary>
    [Fact]
    public void Rank_TiesInAnotherOrder_SameCharacters() =>
        AnyNeighbours.Sample(neighbours =>
        {
            CharacterRanking one = Rank(neighbours);
            CharacterRanking other = Rank([.. neighbours.OrderByDescending(n => n.Similarity).ThenByDescending(n => n.Id)]);
            Assert.Equal(one.Matches.Select(m => (m.Name, m.Similarity)), other.Matches.Select(m => (m.Name, m.Similarity)));
        });

    private static CharacterRanking Rank(Neighbour[] neighbours) => Ranker().Rank(neighbours, ByTens);

    private static CharacterRanker Ranker(int top = 10, int best = 3) =>
        new(new() { Top = top, BestPictures = best }, new() { Temperature = 0.1f, UnknownSimilarity = 0.5f });
}
