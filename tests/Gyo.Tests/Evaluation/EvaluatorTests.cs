using CsCheck;
using Gyo.Evaluation;
using Gyo.Indexing;
using Gyo.Ranking;

namespace Gyo.Tests.Evaluation;

public sealed class EvaluatorTests
{
    private const double Tolerance = 1e-6; // similarities are floats

    // Unit vectors in the plane, so that a similarity is the cosine of an angle one can draw.
    private static readonly (string Path, string? Character, double Degrees)[] Gallery =
    [
        ("a/1.png", "a", 0), ("a/2.png", "a", 10), ("b/1.png", "b", 30), ("b/2.png", "b", 40), ("c/1.png", "c", 90), ("x.png", null, 20),
    ];

    // Enough pictures for a covariance to be told from a sphere.
    private static readonly (string Path, string? Character, double Degrees)[] Spread =
    [
        .. from c in Enumerable.Range(0, 6)
           from i in Enumerable.Range(0, c == 0 ? 2 : 12)
           select ($"{c}/{i}", c == 0 ? "a" : $"{c}", c == 0 ? 10.0 * i : 120 + 5 * c + 0.1 * i),
    ];

    [Fact]
    public void Cross_PicturesInThePlane_IsAsByHand()
    {
        // The first query lies on a; its ranking of pictures is a, a. The second shows a at 32°: b (2°, 8°), then a (22°, 32°), c (58°).
        EmbeddedPictures queries = Plane(("q/1.png", "a", 5), ("q/2.png", "a", 32), ("q/3.png", "nobody", 0), ("q/4.png", null, 0));

        CrossReport report = new Evaluator().Cross(Plane(Gallery), queries, "gallery", "queries", "base", Cancel);

        Assert.Equal(new CrossCounts(Characters: 3, Gallery: 5, Queries: 2, Unlabelled: 2, Unanswerable: 1), report.Counts);
        Assert.Equal(0.5, report.Cross!.Top1);
        Assert.Equal(1, report.Cross.Top5);
        Assert.Equal(0.75, report.Cross.Mrr, Tolerance);
        Assert.Equal(0.5, report.Cross.MapAtR, Tolerance);
        QueryResult hard = Assert.Single(QueryResult.Hardest(report.Queries));
        Assert.Equal("q/2.png", hard.Path);
        Assert.Equal(2, hard.Outcome.Rank);
        Assert.Equal(["b", "a", "c"], hard.Answers.Select(a => a.Character));
        Assert.Equal(["b/1.png", "b/2.png"], hard.Answers[0].Evidence);
        Assert.Equal((Cos(2) + Cos(8)) / 2, hard.OpenSet!.Value.Known, Tolerance);
        Assert.Equal((Cos(2) + Cos(8)) / 2, hard.OpenSet!.Value.Unknown, Tolerance); // a left out, b still answers
        Assert.Equal((Cos(25) + Cos(35)) / 2, report.Queries[0].OpenSet!.Value.Unknown, Tolerance);
        Assert.Equal("a", hard.Right.Character);
    }

    [Fact]
    public void Run_AnyVectors_EqualsTheNaiveLoop() => Gen.Int[0, 1000].Sample(seed =>
    {
        Random random = new(seed);
        Picture[] pictures = [.. from c in Enumerable.Range(0, 6) from i in Enumerable.Range(0, 5) select new Picture($"{c}/{i}", $"{c}")];
        EmbeddedPictures embedded = Plane([.. pictures.Select(p => (p.Path, p.Character, random.NextDouble() * 360))]);
        Split split = Protocol.Split(pictures, new ProtocolOptions { Seed = seed });
        float[] vectors = [.. Enumerable.Range(0, pictures.Length).SelectMany(i => embedded.VectorOf(i).ToArray())];

        RunResult run = new Evaluator().Run(split, new EmbeddedPictures(split.Pictures, vectors), Cancel);

        ClassWhitening whitening = ClassWhitening.Fit(
            2, [.. split.Gallery.Select(g => pictures[g].Character!)], i => embedded.VectorOf(split.Gallery[i]).ToArray());
        embedded = new EmbeddedPictures(
            pictures, [.. Enumerable.Range(0, pictures.Length).SelectMany(i => whitening.Apply(embedded.VectorOf(i)))]);

        QueryResult[] results = [.. run.SeenQueries, .. run.UnseenQueries];
        foreach ((int query, QueryResult result) in split.SeenQueries.Concat(split.UnseenQueries).Zip(results))
        {
            (double Score, string Name)[] naive = [.. split.Gallery
                .GroupBy(g => pictures[g].Character!, g => Dot(embedded, query, g))
                .Select(g => (g.OrderDescending().Take(3).Average(), g.Key))];
            double right = naive.Single(n => n.Name == pictures[query].Character).Score;
            string?[] nearest =
                [.. split.Gallery.OrderByDescending(g => Dot(embedded, query, g)).Take(4).Select(g => pictures[g].Character)];
            double precision = Enumerable.Range(1, 4)
                .Where(i => nearest[i - 1] == pictures[query].Character)
                .Sum(i => nearest.Take(i).Count(c => c == pictures[query].Character) / (double)i) / 4;

            Assert.Equal(pictures[query].Path, result.Path);
            Assert.Equal(1 + naive.Count(n => n.Score > right), result.Outcome.Rank);
            Assert.Equal(precision, result.Outcome.AveragePrecision, Tolerance);
            Assert.Equal(naive.Max(n => n.Score), result.OpenSet!.Value.Known, Tolerance);
            Assert.Equal(naive.Where(n => n.Name != pictures[query].Character).Max(n => n.Score), result.OpenSet.Value.Unknown, Tolerance);
        }
    }, iter: 20);

    [Fact]
    public void Cross_WithoutWhitening_ComparesVectorsAsTheyAre()
    {
        // Pictures of a character lie 10° apart, so with labels at work similarities are others than cosines of what was drawn.
        EmbeddedPictures queries = Plane(("q/1.png", "a", 5));

        double raw = Similarity(new RankingOptions { Whiten = false });
        double whitened = Similarity(new RankingOptions());

        Assert.Equal((Cos(5) + Cos(5)) / 2, raw, Tolerance);
        Assert.NotEqual(raw, whitened, Tolerance);

        double Similarity(RankingOptions ranking) =>
            new Evaluator(ranking).Cross(Plane(Spread), queries, "g", "q", "base", Cancel).Queries[0].Right.Similarity;
    }

    [Fact]
    public void Run_OneCharacter_HasNoOpenSet()
    {
        EmbeddedPictures pictures = Plane(Gallery[..2]);
        Split split = Protocol.Split(pictures.Pictures, new ProtocolOptions { Unseen = 0 });

        RunResult run = new Evaluator().Run(split, new EmbeddedPictures(split.Pictures, [1, 0, 1, 0]), Cancel);

        Assert.Equal(1, run.Seen!.Top1);
        Assert.Null(run.Unseen);
        Assert.Null(run.OpenSet);
    }

    [Fact]
    public void Cross_NothingToAsk_HasNoFigures() =>
        Assert.Null(new Evaluator().Cross(Plane(Gallery), new EmbeddedPictures([], []), "g", "q", "base", Cancel).Cross);

    [Fact]
    public void Run_Cancelled_Throws()
    {
        EmbeddedPictures pictures = Plane(Gallery[..2]);
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

    private static EmbeddedPictures Plane(params (string Path, string? Character, double Degrees)[] pictures) => new(
        [.. pictures.Select(p => new Picture(p.Path, p.Character))],
        [.. pictures.SelectMany(p => new[] { (float)Cos(p.Degrees), (float)Math.Sin(p.Degrees * Math.PI / 180) })]);

    private static double Cos(double degrees) => Math.Cos(degrees * Math.PI / 180);

    private static double Dot(EmbeddedPictures pictures, int a, int b)
    {
        ReadOnlySpan<float> x = pictures.VectorOf(a);
        ReadOnlySpan<float> y = pictures.VectorOf(b);
        return (x[0] * y[0]) + (x[1] * y[1]);
    }
}
