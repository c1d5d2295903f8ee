using Gyo.Indexing;

namespace Gyo.Tests.Indexing;

public sealed class HnswIndexTests : VectorIndexTests
{
    // Of 4,000 vectors the default of 128 candidates finds practically all; a graph that is broken anywhere falls far below.
    private const double RecallFloor = 0.99;

    [Fact]
    public void Build_BadVectorIdOrOption_Throws()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new HnswIndex(2, new HnswOptions { Links = 1 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new HnswIndex(2, new HnswOptions { BuildCandidates = 3 }));
        Assert.Throws<ArgumentException>(() => VectorMixture.Build(2, [1, 1], [1, 0, 0, 1]));
        Assert.Throws<ArgumentException>(() => VectorMixture.Build(2, [1, 2], [1, 0, 0]));
        Assert.Throws<ArgumentException>(() => VectorMixture.Build(2, [1], [1, 1]));
        Assert.Equal(0, VectorMixture.Build(2, [], []).Count);
        using HnswIndex index = new(2);
        Assert.Throws<ArgumentOutOfRangeException>(() => index.Search([1, 0], new Neighbour[1], candidates: 0, among: null, CancellationToken.None));
    }

    [Theory]
    [InlineData(VectorPrecision.Full, 1e-6f)]
    [InlineData(VectorPrecision.Half, 1e-3f)]
    [InlineData(VectorPrecision.Quarter, 1e-2f)]
    public void Search_Built_FindsTheNearestWithTheirSimilarities(VectorPrecision precision, float tolerance)
    {
        VectorMixture mixture = new(4000, 48);
        using HnswIndex index = mixture.Build(new HnswOptions { Precision = precision });
        float floor = precision == VectorPrecision.Quarter ? 0.9f : 0.98f; // of vectors in a byte a number, the order among the nearest is another

        Assert.InRange(mixture.Recall(index, mixture.ById()), precision == VectorPrecision.Full ? RecallFloor : floor, 1);
        float[] query = mixture.Draw();
        Assert.All(Search(index, query, 10), n => Assert.Equal(UnitVectors.Dot(query, mixture.Vectors[n.Id]), n.Similarity, tolerance));
    }

    [Fact]
    public void Search_AddedOneByOne_FindsTheNearest()
    {
        VectorMixture mixture = new(3000, 32);
        using HnswIndex index = new(32);
        for (int i = 0; i < mixture.Vectors.Length; i++)
        {
            index.Add(i, mixture.Vectors[i]);
        }

        Assert.Equal(3000, index.Count);
        Assert.InRange(mixture.Recall(index, mixture.ById()), RecallFloor, 1);
    }

    [Fact]
    public void Search_OneThousandNeighbours_FindsThem()
    {
        VectorMixture mixture = new(4000, 32);
        using HnswIndex index = mixture.Build();

        Assert.InRange(mixture.Recall(index, mixture.ById(), k: 1000), RecallFloor, 1);
        Neighbour[] found = Search(index, mixture.Draw(), 1000);
        Assert.Equal(1000, found.DistinctBy(n => n.Id).Count());
        Assert.Equal(found.OrderByDescending(n => n.Similarity), found);
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.1)]
    [InlineData(0.01)]
    [InlineData(0.001)]
    public void Search_AmongAShareOfIds_FindsTheNearestOfThese(double share)
    {
        VectorMixture mixture = new(10_000, 32);
        using HnswIndex index = mixture.Build();
        Random random = new(2);
        HashSet<long> among = [.. mixture.Ids.Where(_ => random.NextDouble() < share), 123_456];

        Assert.InRange(mixture.Recall(index, mixture.ById(), among: among), 0.95, 1);
        Assert.All(Search(index, mixture.Draw(), 10, among), n => Assert.Contains(n.Id, among));
    }

    [Fact]
    public void Search_AmongIdsFarFromTheQuery_FindsThem()
    {
        VectorMixture mixture = new(4000, 16);
        using HnswIndex index = mixture.Build();
        float[] query = mixture.Vectors[0];
        HashSet<long> farthest = [.. mixture.Ids.OrderBy(id => UnitVectors.Dot(query, mixture.Vectors[id])).Take(400)];

        long[] expected = [.. farthest.OrderByDescending(id => UnitVectors.Dot(query, mixture.Vectors[id])).Take(10)];

        Assert.InRange(Search(index, query, 10, farthest).Count(n => expected.Contains(n.Id)), 9, 10);
    }

    [Fact]
    public void Remove_ThirtyPercent_KeepsTheRecallOfAFreshBuild()
    {
        VectorMixture mixture = new(5000, 32);
        using HnswIndex index = mixture.Build();
        Dictionary<long, float[]> left = mixture.ById();
        Random random = new(3);
        foreach (long id in mixture.Ids.Where(_ => random.NextDouble() < 0.3))
        {
            Assert.True(index.Remove(id));
            left.Remove(id);
        }

        Assert.False(index.Remove(-1));
        Assert.Equal(left.Count, index.Count);
        AssertNoWorseThanFresh(mixture, index, left);
    }

    [Fact]
    public void AddAndRemove_HalfReplaced_KeepsRecallAndMemory()
    {
        VectorMixture mixture = new(5000, 32);
        using HnswIndex index = new(32);
        Dictionary<long, float[]> held = [];
        for (int i = 0; i < 2500; i++)
        {
            index.Add(i, mixture.Vectors[i]);
            held[i] = mixture.Vectors[i];
        }

        long bytes = index.MemoryBytes;
        for (int i = 2500; i < 3750; i++)
        {
            index.Remove(i - 2500);
            held.Remove(i - 2500);
            index.Add(i, mixture.Vectors[i]);
            held[i] = mixture.Vectors[i];
        }

        Assert.InRange(index.MemoryBytes, 1, bytes * 1.01);
        AssertNoWorseThanFresh(mixture, index, held);
    }

    [Fact]
    public void Remove_All_LeavesAnEmptyIndexThatCanBeFilled()
    {
        VectorMixture mixture = new(500, 16);
        using HnswIndex index = mixture.Build();
        foreach (long id in mixture.Ids)
        {
            index.Remove(id);
        }

        Assert.Equal(0, index.Count);
        Assert.Empty(Search(index, mixture.Draw(), 3));
        index.Add(7, mixture.Vectors[7]);
        Assert.Equal([7], Search(index, mixture.Vectors[7], 3).Select(n => n.Id));
    }

    [Fact]
    public void Build_OneThread_MakesTheSameGraphAgain()
    {
        VectorMixture mixture = new(1000, 16);
        CancellationToken cancel = TestContext.Current.CancellationToken;
        HnswOptions options = new() { Threads = 1 };
        using HnswIndex first = mixture.Build(options);
        using HnswIndex second = mixture.Build(options);

        for (int i = 0; i < 50; i++)
        {
            float[] query = mixture.Draw();
            Neighbour[] a = new Neighbour[10];
            Neighbour[] b = new Neighbour[10];
            first.Search(query, a, candidates: 10, among: null, cancel);
            second.Search(query, b, candidates: 10, among: null, cancel);
            Assert.Equal(a, b);
        }
    }

    [Fact]
    public void Build_Cancelled_Throws()
    {
        VectorMixture mixture = new(500, 16);
        Assert.ThrowsAny<OperationCanceledException>(
            () => HnswIndex.Build(16, mixture.Ids, mixture.Rows, cancel: new CancellationToken(canceled: true)));
    }

    [Fact]
    public void Search_OfThousandsWarm_AllocatesNothing()
    {
        VectorMixture mixture = new(2000, 32);
        using HnswIndex index = mixture.Build();
        float[] query = mixture.Draw();
        Neighbour[] nearest = new Neighbour[10];
        index.Search(query, nearest, among: null, CancellationToken.None);

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            index.Search(query, nearest, among: null, CancellationToken.None);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    // Along a line or on a sphere a node has two or three neighbours, and what comes and goes may cut it off.
    protected override int LeastDimension => 8;

    protected override IVectorIndex Create(int dimension) => new HnswIndex(dimension);

    private static void AssertNoWorseThanFresh(VectorMixture mixture, HnswIndex index, Dictionary<long, float[]> held)
    {
        // Few candidates: with many both find everything, and the graphs can't be told apart.
        HnswOptions options = new() { SearchCandidates = 20 };
        using TemporaryFolder folder = new();
        index.Save(folder.File("changed.gyo"));
        using HnswIndex changed = HnswIndex.Open(folder.File("changed.gyo"), options);
        using HnswIndex fresh = VectorMixture.Build(mixture.Dimension, [.. held.Keys], [.. held.Values.SelectMany(v => v)], options);

        Assert.InRange(mixture.Recall(changed, held), mixture.Recall(fresh, held) - 0.02, 1); // 0.01, and as much for other queries
        Assert.InRange(mixture.Recall(index, held), RecallFloor, 1);
    }

    private static Neighbour[] Search(HnswIndex index, float[] query, int k, IReadOnlySet<long>? among = null)
    {
        Neighbour[] nearest = new Neighbour[k];
        return nearest[..index.Search(query, nearest, among)];
    }
}
