using Gyo.Curation;
using Gyo.Ranking;
using Gyo.Tests.Ranking;

namespace Gyo.Tests.Curation;

public sealed class PictureClusteringTests
{
    private const int Dimension = 16;

    /// <summary>Characters of 12 drawn pictures come together nearly whole; the floor leaves room for another drawing.</summary>
    private const double LeastShareInTheirCluster = 0.8;

    private readonly CharacterWorld _world = new(seed: 3);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Find_FewPictures_LeavesEachAlone(int count)
    {
        (float[][] vectors, _) = _world.Draw(count, 1);

        PictureClustering found = Group(vectors, CharacterSpace.Fit(Dimension, [], _ => default));

        Assert.Equal(Enumerable.Range(0, count), found.Alone);
        Assert.Empty(found.Clusters);
        Assert.Empty(found.Matches);
    }

    [Fact]
    public void Find_CopiesOfOnePicture_AreOnePureCluster()
    {
        (float[][] one, _) = _world.Draw(1, 1);

        PictureClustering found = Group([.. Enumerable.Repeat(one[0], 50)], CharacterSpace.Fit(Dimension, [], _ => default));

        CandidateCharacter cluster = Assert.Single(found.Clusters);
        Assert.Equal(Enumerable.Range(0, 50), cluster.Pictures);
        Assert.Equal(1, cluster.Purity);
    }

    [Fact]
    public void Find_CharactersNobodyKnows_AreFound()
    {
        (CharacterSpace space, _) = Taught();
        (float[][] vectors, string[] labels) = _world.Draw(4, 12, "new");

        PictureClustering found = Group(vectors, space);

        Assert.InRange(found.Clusters.Count, 4, 8); // one may come in two parts, none together with another
        Assert.Equal(vectors.Length, found.Clusters.Sum(c => c.Pictures.Count) + found.Alone.Count);
        int inTheirOwn = found.Clusters.Sum(c => c.Pictures.CountBy(p => labels[p]).Max(g => g.Value));
        Assert.InRange(inTheirOwn, LeastShareInTheirCluster * vectors.Length, vectors.Length);
        Assert.All(found.Clusters, c => Assert.InRange(c.Purity, 0, 1));
    }

    [Fact]
    public void Find_SamePicturesInAnotherOrder_MakeTheSameClusters()
    {
        (CharacterSpace space, _) = Taught();
        (float[][] vectors, _) = _world.Draw(4, 12);
        int last = vectors.Length - 1;

        PictureClustering once = Group(vectors, space);
        PictureClustering reversed = Group([.. vectors.Reverse()], space);

        static IEnumerable<string> Sets(PictureClustering found, Func<int, int> place) =>
            found.Clusters.Select(c => string.Join(' ', c.Pictures.Select(place).Order())).Order(StringComparer.Ordinal);
        Assert.Equal(Sets(once, p => p), Sets(reversed, p => last - p));
    }

    [Fact]
    public void Find_PicturesOfAKnownCharacter_AreMatchedUnlessThatIsRuledOut()
    {
        float[][] characters = _world.New(12);
        (float[][] labelled, string[] labels) = _world.Draw(characters, 12);
        (float[][] fresh, string[] truth) = _world.Draw(characters[..1], 4);
        CharacterSpace space = CharacterSpace.Fit(Dimension, labels, i => labelled[i]);
        CharacterModels models = CharacterModels.Of(space, labels, i => labelled[i]);

        PictureClustering found = Group(fresh, space, models);
        PictureClustering ruledOut = Group(fresh, space, models, (_, name) => name == truth[0]);

        Assert.NotEmpty(found.Matches);
        Assert.All(found.Matches, m => Assert.Equal(truth[0], m.Character));
        Assert.All(found.Matches, m => Assert.InRange(m.Confidence, 0.5f, 1));
        Assert.DoesNotContain(ruledOut.Matches, m => m.Character == truth[0]);
    }

    [Fact]
    public void Find_Cancelled_Stops()
    {
        (float[][] vectors, _) = _world.Draw(4, 12);
        CharacterSpace space = CharacterSpace.Fit(Dimension, [], _ => default);

        Assert.ThrowsAny<OperationCanceledException>(() => Group(vectors, space, cancel: new CancellationToken(canceled: true)));
    }

    [Fact]
    public void Fit_WrongJoins_LowerTheChanceAndNoneLeavesTheUsual()
    {
        var wrong = Enumerable.Range(0, 200).Select(_ => new ClusterPurity.Trial(0.7, 3, IsRight: false)).ToList();

        Assert.Equal(ClusterPurity.Usual, ClusterPurity.Fit([]));
        Assert.True(ClusterPurity.Fit(wrong).Offset < ClusterPurity.Usual.Offset - 1);
    }

    [Theory]
    [InlineData(1, 0.48, 1)]
    [InlineData(3, 0, 1)]
    [InlineData(3, 0.48, -1)]
    public void Find_OptionOutOfRange_IsRefused(int leastPictures, double leastSimilarity, int threads)
    {
        var options = new PictureClusterOptions { LeastPictures = leastPictures, LeastSimilarity = leastSimilarity, Threads = threads };

        Assert.Throws<ArgumentOutOfRangeException>(() => PictureGroups.Find(Dimension, [], options, null, TestContext.Current.CancellationToken));
    }

    private static PictureClustering Group(
        float[][] vectors, CharacterSpace space, CharacterModels? models = null, Func<int, string, bool>? isRuledOut = null, CancellationToken? cancel = null)
    {
        var calibration = new Calibration { Temperature = 5, StrangerScores = [.. Enumerable.Range(-100, 100).Select(s => (float)s)] };
        CancellationToken stop = cancel ?? TestContext.Current.CancellationToken;
        KnownCharacters known = KnownCharacters.Of(
            space, models ?? new CharacterModels(space), calibration, [.. vectors.Select(v => (ReadOnlyMemory<float>)v)], isRuledOut ?? ((_, _) => false), stop);
        float[] directions = [.. vectors.SelectMany(v => space.Direction(space.Project(v)))];
        return PictureClustering.Find(Dimension, directions, known, ClusterPurity.Usual, new PictureClusterOptions(), progress: null, stop);
    }

    private (CharacterSpace Space, CharacterModels Models) Taught()
    {
        (float[][] vectors, string[] labels) = _world.Draw(40, 12, "known");
        CharacterSpace space = CharacterSpace.Fit(Dimension, labels, i => vectors[i]);
        return (space, CharacterModels.Of(space, labels, i => vectors[i]));
    }
}
