using Gyo.Indexing;

namespace Gyo.Tests.Indexing;

public sealed class HnswIndexTests
{
    // Of 4,000 vectors the default of 128 candidates finds practically all; a graph that is broken anywhere falls far below.
    private const double RecallFloor = 0.99;

    private static readonly float[] East = [1, 0];
    private static readonly float[] North = [0, 1];
    private static readonly float[] NorthEast = [0.6f, 0.8f];

    [Fact]
    public void Search_ThreeVectors_BestFirst()
    {
        using HnswIndex index = new(2);
        index.Add(10, East);
        index.Add(20, North);
        index.Add(30, NorthEast);

        Assert.Equal([new(20, 1f), new(30, 0.8f)], Search(index, North, 2));
    }

    [Fact]
    public void Search_EqualVectors_SmallerIdFirst()
    {
        using HnswIndex index = new(2);
        foreach (long id in new long[] { 5, 3, 9, 1, 7 })
        {
            index.Add(id, East);
        }

        Assert.Equal([1, 3, 5], Search(index, East, 3).Select(n => n.Id));
    }

    [Fact]
    public void Search_KZeroOrEmptyIndex_ReturnsNone()
    {
        using HnswIndex index = new(2);
        Assert.Empty(Search(index, East, 3));
        index.Add(1, East);
        Assert.Empty(Search(index, East, 0));
        Assert.Single(Search(index, East, 3));
        Assert.Empty(Search(VectorMixture.Build(2, [], []), East, 3));
    }

    [Fact]
    public void AnyCall_WithABadVectorIdOrOption_ThrowsAndChangesNothing()
    {
        using HnswIndex index = new(2);
        index.Add(1, East);
        Assert.Throws<ArgumentException>(() => index.Add(1, North));
        Assert.Throws<ArgumentException>(() => index.Add(2, [1, 0, 0]));
        Assert.Throws<ArgumentException>(() => index.Add(2, [1, 1]));
        Assert.Throws<ArgumentException>(() => index.Add(2, [float.NaN, 0]));
        Assert.Throws<ArgumentException>(() => Search(index, [2, 0], 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => index.Search(East, new Neighbour[1], candidates: 0, among: null, CancellationToken.None));
        Assert.Throws<ArgumentOutOfRangeException>(() => new HnswIndex(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new HnswIndex(2, new HnswOptions { Links = 1 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new HnswIndex(2, new HnswOptions { BuildCandidates = 3 }));
        Assert.Throws<ArgumentException>(() => VectorMixture.Build(2, [1, 1], [1, 0, 0, 1]));
        Assert.Throws<ArgumentException>(() => VectorMixture.Build(2, [1, 2], [1, 0, 0]));
        Assert.Throws<ArgumentException>(() => VectorMixture.Build(2, [1], [1, 1]));
        Assert.Equal(1, index.Count);
        Assert.Equal([new(1, 1f)], Search(index, East, 5));
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
    public void Search_Cancelled_Throws()
    {
        VectorMixture mixture = new(500, 16);
        using HnswIndex index = mixture.Build();
        using CancellationTokenSource cancel = new();
        cancel.Cancel();

        Assert.Throws<OperationCanceledException>(() => index.Search(mixture.Draw(), new Neighbour[3], cancel: cancel.Token));
        Assert.ThrowsAny<OperationCanceledException>(() => HnswIndex.Build(16, mixture.Ids, mixture.Rows, cancel: cancel.Token));
    }

    [Fact]
    public void Search_Warm_AllocatesNothing()
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
