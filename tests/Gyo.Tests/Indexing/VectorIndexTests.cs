using CsCheck;
using Gyo.Indexing;

namespace Gyo.Tests.Indexing;

/// <summary>What every index promises. Up to some hundred vectors also the approximate one answers as a naive loop does.</summary>
public abstract class VectorIndexTests
{
    private static readonly float[] East = [1, 0];
    private static readonly float[] North = [0, 1];
    private static readonly float[] NorthEast = [0.6f, 0.8f];

    [Fact]
    public void Search_ThreeVectors_BestFirst()
    {
        using IVectorIndex index = Create(2);
        index.Add(10, East);
        index.Add(20, North);
        index.Add(30, NorthEast);

        Assert.Equal([new(20, 1f), new(30, 0.8f)], Search(index, North, 2));
    }

    [Fact]
    public void Search_EqualVectors_SmallerIdFirst()
    {
        using IVectorIndex index = Create(2);
        foreach (long id in new long[] { 5, 3, 9, 1, 7 })
        {
            index.Add(id, East);
        }

        Assert.Equal([1, 3, 5], Search(index, East, 3).Select(n => n.Id));
    }

    [Fact]
    public void Search_KExceedsCount_ReturnsAll()
    {
        using IVectorIndex index = Create(2);
        index.Add(1, East);
        index.Add(2, North);

        Assert.Equal(2, Search(index, East, 5).Length);
    }

    [Fact]
    public void Search_KZeroOrEmptyIndex_ReturnsNone()
    {
        using IVectorIndex index = Create(2);
        Assert.Empty(Search(index, East, 3));
        index.Add(1, East);
        Assert.Empty(Search(index, East, 0));
    }

    [Fact]
    public void Add_WrongDimension_Throws()
    {
        using IVectorIndex index = Create(2);
        Assert.Throws<ArgumentException>(() => index.Add(1, [1, 0, 0]));
        Assert.Throws<ArgumentException>(() => Search(index, [1], 1));
        Assert.Equal(0, index.Count);
    }

    [Theory]
    [InlineData(float.NaN, 0f)]
    [InlineData(float.PositiveInfinity, 0f)]
    [InlineData(0f, 0f)]
    [InlineData(2f, 0f)]
    public void Add_NotAUnitVector_Throws(float x, float y)
    {
        using IVectorIndex index = Create(2);
        Assert.Throws<ArgumentException>(() => index.Add(1, [x, y]));
        Assert.Throws<ArgumentException>(() => Search(index, [x, y], 1));
        Assert.Equal(0, index.Count);
    }

    [Fact]
    public void Add_TakenId_ThrowsAndKeepsTheFirst()
    {
        using IVectorIndex index = Create(2);
        index.Add(1, East);

        Assert.Throws<ArgumentException>(() => index.Add(1, North));

        Assert.Equal([new(1, 1f)], Search(index, East, 2));
    }

    [Fact]
    public void Remove_UnknownId_IsFalse()
    {
        using IVectorIndex index = Create(2);
        Assert.False(index.Remove(1));
    }

    [Fact]
    public void Constructor_DimensionZero_Throws() => Assert.Throws<ArgumentOutOfRangeException>(() => Create(0));

    /// <summary>Any sequence of additions and removals leaves an index that answers as a naive loop over what is left does.</summary>
    [Fact]
    public void AddRemoveSearch_AnySequence_EqualsNaiveLoop() =>
        Gen.Select(Gen.Int[LeastDimension, 20], Gen.Int[0, 40], Gen.Int[0, 1_000_000], Gen.Select(Gen.Bool, Gen.Long[0, 60]).Array[0, 700])
            .Sample(
                (dimension, k, seed, steps) =>
                {
                    Random random = new(seed);
                    Dictionary<long, float[]> truth = [];
                    using IVectorIndex index = Create(dimension);
                    foreach ((bool add, long id) in steps)
                    {
                        if (add && !truth.ContainsKey(id))
                        {
                            truth[id] = UnitVectors.Random(random, dimension);
                            index.Add(id, truth[id]);
                        }
                        else
                        {
                            Assert.Equal(truth.Remove(id), index.Remove(id));
                        }
                    }

                    float[] query = UnitVectors.Random(random, dimension);
                    Neighbour[] expected =
                    [
                        .. truth.Select(v => new Neighbour(v.Key, InnerProduct.Of(query, v.Value)))
                            .OrderByDescending(n => n.Similarity).ThenBy(n => n.Id).Take(k),
                    ];
                    Assert.Equal(truth.Count, index.Count);
                    Assert.Equal(expected, Search(index, query, k));
                },
                iter: 2000);

    /// <summary>A subset is found whether it is walked id by id or picked out of all rows, and ids that nobody holds are passed over.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(40)]
    [InlineData(500)]
    [InlineData(1000)]
    public void Search_AmongSomeIds_EqualsNaiveLoopOverThem(int allowed)
    {
        Random random = new(allowed);
        using IVectorIndex index = Create(7);
        List<(long Id, float[] Vector)> truth = [.. Enumerable.Range(0, 1000).Select(i => ((long)i, UnitVectors.Random(random, 7)))];
        truth.ForEach(v => index.Add(v.Id, v.Vector));
        HashSet<long> among = [.. truth.Select(v => v.Id).OrderBy(_ => random.Next()).Take(allowed)];
        float[] query = UnitVectors.Random(random, 7);
        Neighbour[] expected =
        [
            .. truth.Where(v => among.Contains(v.Id)).Select(v => new Neighbour(v.Id, InnerProduct.Of(query, v.Vector)))
                .OrderByDescending(n => n.Similarity).ThenBy(n => n.Id).Take(50),
        ];

        Assert.Equal(expected, Search(index, query, 50, [.. among, -1, 5000]));
    }

    [Fact]
    public void Search_AmongNoIds_ReturnsNone()
    {
        using IVectorIndex index = Create(2);
        index.Add(1, East);
        Assert.Empty(Search(index, East, 3, []));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Search_Cancelled_Throws(bool among)
    {
        using IVectorIndex index = Create(2);
        for (int id = 0; id < 100; id++)
        {
            index.Add(id, East);
        }

        HashSet<long>? ids = among ? [1] : null;
        Assert.Throws<OperationCanceledException>(() => index.Search(East, new Neighbour[1], ids, new CancellationToken(canceled: true)));
        Assert.Single(Search(index, East, 1));
    }

    [Fact]
    public void Search_Warm_AllocatesNothing()
    {
        using IVectorIndex index = Create(2);
        index.Add(1, East);
        Neighbour[] nearest = new Neighbour[1];
        index.Search(East, nearest, cancel: CancellationToken.None);

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            index.Search(East, nearest, cancel: CancellationToken.None);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    /// <summary>Searches beside a writer see each vector whole: every similarity is one of the two that were ever stored.</summary>
    [Fact]
    public void Search_BesideAWriter_SeesWholeRows()
    {
        using IVectorIndex index = Create(64);
        float[] plus = UnitVectors.Normalise([.. Enumerable.Repeat(1f, 64)]);
        float[] minus = [.. plus.Select(x => -x)];
        using CancellationTokenSource written = new();
        Thread writer = new(() =>
        {
            for (int i = 0; i < 20_000; i++)
            {
                index.Add(i, i % 3 == 0 ? plus : minus);
                index.Remove(i / 2);
            }

            written.Cancel();
        });
        writer.Start();
        Neighbour[] nearest = new Neighbour[300];
        bool whole = true;
        while (!written.IsCancellationRequested)
        {
            int found = index.Search(plus, nearest, cancel: CancellationToken.None);
            whole &= nearest[..found].All(n => MathF.Abs(MathF.Abs(n.Similarity) - 1) < 1e-5f);
        }

        writer.Join();
        Assert.True(whole);
    }

    /// <summary>The fewest dimensions in which some dozen vectors are found without fail.</summary>
    protected virtual int LeastDimension => 1;

    /// <summary>Makes an empty index.</summary>
    protected abstract IVectorIndex Create(int dimension);

    private static Neighbour[] Search(IVectorIndex index, float[] query, int k, HashSet<long>? among = null)
    {
        Neighbour[] nearest = new Neighbour[k];
        return nearest[..index.Search(query, nearest, among, TestContext.Current.CancellationToken)];
    }
}
