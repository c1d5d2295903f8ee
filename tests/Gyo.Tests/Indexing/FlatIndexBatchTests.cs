using CsCheck;
using Gyo.Indexing;

namespace Gyo.Tests.Indexing;

/// <summary>Many queries at once: nothing may differ from one after another, not one bit of a similarity.</summary>
public sealed class FlatIndexBatchTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Shapes around 6 rows to a kernel, 64 queries to a panel and 96 rows to a block.</summary>
    [Theory]
    [InlineData(0, 70, 3)]
    [InlineData(1, 70, 3)]
    [InlineData(5, 6, 3)]
    [InlineData(6, 5, 3)]
    [InlineData(7, 63, 7)]
    [InlineData(95, 64, 10)]
    [InlineData(96, 65, 10)]
    [InlineData(97, 128, 1)]
    [InlineData(500, 300, 10)]
    [InlineData(1200, 70, 1000)]
    public void SearchMany_EveryShape_EqualsSearchOfEach(int rows, int queries, int k)
    {
        using FlatIndex index = Filled(new Random(rows), rows, 19);
        float[] asked = Rows(new Random(queries), queries, 19);

        foreach (int? threads in new int?[] { 1, 2, 3, null })
        {
            AssertEqualsSearchOfEach(index, asked, k, among: null, threads);
        }
    }

    [Fact]
    public void SearchMany_AnySequence_EqualsSearchOfEach() =>
        Gen.Select(Gen.Int[1, 40], Gen.Int[0, 300], Gen.Int[1, 150], Gen.Int[1, 30], Gen.Int[0, 1_000_000], Gen.Double[0, 1]).Sample(
            (dimension, rows, queries, k, seed, share) =>
            {
                Random random = new(seed);
                using FlatIndex index = Filled(random, rows, dimension);
                HashSet<long> some = [.. Enumerable.Range(0, rows).Where(_ => random.NextDouble() < share).Select(i => (long)i)];
                HashSet<long>? among = share > 0.5 ? null : some;
                AssertEqualsSearchOfEach(index, Rows(random, queries, dimension), k, among, threads: 2);
            },
            iter: 100);

    /// <summary>Rows that differ in their last bits stand on both sides of the k-th place, where rounded sums may not choose.</summary>
    [Fact]
    public void SearchMany_RowsWithinRounding_EqualsSearchOfEach()
    {
        Random random = new(1);
        using FlatIndex index = new(128);
        float[] centre = UnitVectors.Random(random, 128);
        for (int id = 0; id < 2000; id++)
        {
            index.Add(id, [.. centre.Select(x => x * (1 + (random.Next(-3, 4) * 6e-8f)))]);
        }

        AssertEqualsSearchOfEach(index, Rows(random, 64, 128), k: 10, among: null, threads: 1);
        AssertEqualsSearchOfEach(index, [.. Enumerable.Repeat(centre, 64).SelectMany(x => x)], k: 10, among: null, threads: 1);
    }

    [Fact]
    public void SearchMany_NoQueriesOrNoPlaces_FindsNone()
    {
        using FlatIndex index = Filled(new Random(1), 10, 4);
        Assert.Equal(0, index.SearchMany(default, default, cancel: Cancel));
        Assert.Equal(0, index.SearchMany(Rows(new Random(1), 7, 4), default, cancel: Cancel));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(70)]
    public void SearchMany_Cancelled_Throws(int queries)
    {
        using FlatIndex index = Filled(new Random(1), 10, 4);
        CancellationToken cancelled = new(canceled: true);
        Assert.ThrowsAny<OperationCanceledException>(
            () => index.SearchMany(Rows(new Random(1), queries, 4), new Neighbour[queries], cancel: cancelled));
        Assert.True(index.Remove(0)); // the lock is free again
    }

    [Fact]
    public void SearchMany_ArgumentsThatDontFit_Throw()
    {
        using FlatIndex index = Filled(new Random(1), 10, 4);
        float[] queries = Rows(new Random(1), 8, 4);
        Assert.Throws<ArgumentException>(() => index.SearchMany(queries.AsMemory(1), new Neighbour[8], cancel: Cancel));
        Assert.Throws<ArgumentException>(() => index.SearchMany(queries, new Neighbour[9], cancel: Cancel));
        Assert.Throws<ArgumentException>(() => index.SearchMany(default, new Neighbour[1], cancel: Cancel));
        Assert.Throws<ArgumentException>(() => index.SearchMany(new float[32], new Neighbour[8], cancel: Cancel));
        Assert.Throws<ArgumentOutOfRangeException>(() => index.SearchMany(queries, new Neighbour[8], threads: 0, cancel: Cancel));
    }

    private static void AssertEqualsSearchOfEach(FlatIndex index, float[] queries, int k, HashSet<long>? among, int? threads)
    {
        int count = queries.Length / index.Dimension;
        Neighbour[] nearest = new Neighbour[count * k];
        int found = index.SearchMany(queries, nearest, among, threads, Cancel);
        Neighbour[] expected = new Neighbour[k];
        for (int query = 0; query < count; query++)
        {
            Assert.Equal(found, index.Search(queries.AsSpan(query * index.Dimension, index.Dimension), expected, among, Cancel));
            Assert.Equal(expected.AsSpan(0, found), nearest.AsSpan(query * k, found));
        }
    }

    private static FlatIndex Filled(Random random, int rows, int dimension)
    {
        FlatIndex index = new(dimension);
        for (int id = 0; id < rows; id++)
        {
            index.Add(id, UnitVectors.Random(random, dimension));
        }

        return index;
    }

    private static float[] Rows(Random random, int count, int dimension) =>
        [.. Enumerable.Range(0, count).SelectMany(_ => UnitVectors.Random(random, dimension))];
}
