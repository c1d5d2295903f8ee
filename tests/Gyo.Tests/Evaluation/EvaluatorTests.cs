using CsCheck;
using Gyo.Evaluation;
using Gyo.Ranking;
using Gyo.Tests.Indexing;
using Gyo.Tests.Ranking;

namespace Gyo.Tests.Evaluation;

public sealed class EvaluatorTests
{
    private const double Tolerance = 1e-6; // similarities are floats

    /// <summary>Three characters along three axes, two pictures each, 0.1 to either side of it; x is nobody's.</summary>
    private static readonly (string Path, string? Character, float[] Vector)[] Gallery =
    [
        ("a/1.png", "a", [1, 0.1f, 0]), ("a/2.png", "a", [1, -0.1f, 0]),
        ("b/1.png", "b", [0, 1, 0.1f]), ("b/2.png", "b", [0, 1, -0.1f]),
        ("c/1.png", "c", [0.1f, 0, 1]), ("c/2.png", "c", [-0.1f, 0, 1]),
        ("x.png", null, [1, 1, 1]),
    ];

    [Fact]
    public void Cross_PicturesAlongAxes_IsAsByHand()
    {
        // The first query lies on a; its ranking of pictures is a, a. The second shows a too, but lies on b and nearer to a than to c.
        EmbeddedPictures queries = Embedded(
            ("q/1.png", "a", [1, 0, 0]), ("q/2.png", "a", [0.3f, 1, 0]), ("q/3.png", "nobody", [1, 0, 0]), ("q/4.png", null, [1, 0, 0]));

        CrossReport report = new Evaluator().Cross(Embedded(Gallery), queries, "gallery", "queries", "base", Cancel);

        Assert.Equal(new CrossCounts(Characters: 3, Gallery: 6, Queries: 2, Unlabelled: 2, Unanswerable: 1), report.Counts);
        Assert.Equal(0.5, report.Cross!.Top1);
        Assert.Equal(1, report.Cross.Top5);
        Assert.Equal(0.75, report.Cross.Mrr, Tolerance);
        Assert.Equal(0.5, report.Cross.MapAtR, Tolerance);
        QueryResult hard = Assert.Single(QueryResult.Hardest(report.Queries));
        Assert.Equal("q/2.png", hard.Path);
        Assert.Equal(2, hard.Outcome.Rank);
        Assert.Equal(["b", "a", "c"], hard.Answers.Select(a => a.Character));
        Assert.Equal(["b/1.png", "b/2.png"], hard.Answers[0].Evidence.Order());
        Assert.False(hard.OpenSet!.Value.Right);
        Assert.True(report.Queries[0].OpenSet!.Value.Right);
        Assert.True(report.Queries[0].OpenSet!.Value.Known > report.Queries[0].OpenSet!.Value.Unknown);
        Assert.Equal("a", hard.Right.Character);
    }

    [Fact]
    public void Run_AnyVectors_EqualsTheNaiveLoop() => Gen.Int[0, 1000].Sample(seed =>
    {
        var world = new CharacterWorld(seed);
        (float[][] vectors, string[] labels) = world.Draw(6, 5);
        EmbeddedPictures embedded = Embedded([.. labels.Select((l, i) => ($"{l}/{i}", (string?)l, vectors[i]))]);
        Split split = Protocol.Split(embedded.Pictures, new ProtocolOptions { Seed = seed });

        RunResult run = new Evaluator().Run(split, embedded, Cancel);

        QueryResult[] results = [.. run.SeenQueries, .. run.UnseenQueries];
        foreach ((int query, QueryResult result) in split.SeenQueries.Concat(split.UnseenQueries).Zip(results))
        {
            CharacterScore[] known = Scores(split.Gallery, embedded, query, exceptFromSpace: null);
            CharacterScore[] strangers = Scores(split.Gallery, embedded, query, exceptFromSpace: labels[query]);
            float right = known.Single(s => s.Name == labels[query]).Score;

            Assert.Equal(embedded.Pictures[query].Path, result.Path);
            Assert.Equal(1 + known.Count(s => s.Score > right), result.Outcome.Rank);
            Assert.Equal(known.Max(s => s.Score), result.OpenSet!.Value.Known, 1e-3);
            Assert.Equal(strangers.Where(s => s.Name != labels[query]).Max(s => s.Score), result.OpenSet.Value.Unknown, 1e-3);
            Assert.Equal(Precision(split.Gallery, embedded, query), result.Outcome.AveragePrecision, Tolerance);
        }
    }, iter: 20);

    [Fact]
    public void Run_Confidences_AreMeasured()
    {
        var world = new CharacterWorld(seed: 5);
        (float[][] vectors, string[] labels) = world.Draw(30, 10);
        EmbeddedPictures embedded = Embedded([.. labels.Select((l, i) => ($"{l}/{i}", (string?)l, vectors[i]))]);

        RunResult run = new Evaluator().Run(Protocol.Split(embedded.Pictures, new ProtocolOptions { Seed = 1 }), embedded, Cancel);

        Assert.InRange(run.Calibration!.ExpectedError, 0, 0.15); // 60 queries: chance alone makes about 0.1
        Assert.InRange(run.OpenSet!.FalseAccepts, 0, 0.2);
        Assert.NotNull(run.SinglePictureTemperature);
    }

    [Fact]
    public void Run_OneCharacter_HasNoOpenSet()
    {
        EmbeddedPictures pictures = Embedded(Gallery[..2]);
        Split split = Protocol.Split(pictures.Pictures, new ProtocolOptions { Unseen = 0 });

        RunResult run = new Evaluator().Run(split, new EmbeddedPictures(split.Pictures, [1, 0, 1, 0]), Cancel);

        Assert.Equal(1, run.Seen!.Top1);
        Assert.Null(run.Unseen);
        Assert.Null(run.OpenSet);
    }

    [Fact]
    public void Cross_NothingToAsk_HasNoFigures() =>
        Assert.Null(new Evaluator().Cross(Embedded(Gallery), new EmbeddedPictures([], []), "g", "q", "base", Cancel).Cross);

    [Fact]
    public void Run_Cancelled_Throws()
    {
        EmbeddedPictures pictures = Embedded(Gallery[..2]);
        Split split = Protocol.Split(pictures.Pictures, new ProtocolOptions { Unseen = 0 });

        Assert.Throws<OperationCanceledException>(() => new Evaluator().Run(split, new EmbeddedPictures(split.Pictures, [1, 0, 1, 0]), new CancellationToken(canceled: true)));
    }

    [Theory]
    [InlineData(2, 3)]
    [InlineData(2, 0)]
    [InlineData(0, 1)]
    public void EmbeddedPictures_RaggedVectors_Throws(int pictures, int floats) =>
        Assert.Throws<ArgumentException>(() => new EmbeddedPictures(new Picture[pictures], new float[floats]));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static EmbeddedPictures Embedded(params (string Path, string? Character, float[] Vector)[] pictures) => new(
        [.. pictures.Select(p => new Picture(p.Path, p.Character))], [.. pictures.SelectMany(p => UnitVectors.Normalise(p.Vector))]);

    /// <summary>Every character's score, in a space fitted without one of them.</summary>
    private static CharacterScore[] Scores(IReadOnlyList<int> gallery, EmbeddedPictures pictures, int query, string? exceptFromSpace)
    {
        int[] taught = [.. gallery.Where(g => pictures.Pictures[g].Character != exceptFromSpace)];
        CharacterSpace space = CharacterSpace.Fit(
            pictures.Dimension, [.. taught.Select(g => pictures.Pictures[g].Character!)], i => pictures.VectorOf(taught[i]).ToArray());
        var models = new CharacterModels(space);
        foreach (int g in gallery)
        {
            models.Add(pictures.Pictures[g].Character!, space.Project(pictures.VectorOf(g)));
        }

        return models.Score(space.Project(pictures.VectorOf(query)));
    }

    /// <summary>Average precision at R of the pictures, sorted by the similarity of their directions.</summary>
    private static double Precision(IReadOnlyList<int> gallery, EmbeddedPictures pictures, int query)
    {
        CharacterSpace space = CharacterSpace.Fit(
            pictures.Dimension, [.. gallery.Select(g => pictures.Pictures[g].Character!)], i => pictures.VectorOf(gallery[i]).ToArray());
        float[] Direction(int picture) => space.Direction(space.Project(pictures.VectorOf(picture)));
        string right = pictures.Pictures[query].Character!;
        int r = gallery.Count(g => pictures.Pictures[g].Character == right);
        bool[] relevant =
            [.. gallery.OrderByDescending(g => UnitVectors.Dot(Direction(query), Direction(g))).Take(r).Select(g => pictures.Pictures[g].Character == right)];
        return Enumerable.Range(1, r).Where(i => relevant[i - 1]).Sum(i => relevant.Take(i).Count(x => x) / (double)i) / r;
    }
}
