using Gyo.Curation;
using Gyo.Indexing;
using Gyo.Tests.Indexing;

namespace Gyo.Tests.Curation;

public sealed class EmbeddingMapTests
{
    private const int Dimension = 32;
    private const int K = 15;

    private static readonly EmbeddingMapOptions Defaults = new();

    /// <summary>
    /// Of a vector's 15 nearest, so many are among its 15 nearest on the map. Chance would give 0.04 of 400; three seeds gave 0.53 to 0.55
    /// (bench/mapping.cs --count 400 --dimension 32).
    /// </summary>
    private const double KeptFloor = 0.4;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Compute_Clusters_KeepsTheirNeighbours(int seed)
    {
        VectorMixture mixture = new(400, Dimension, seed);

        double kept = Kept(mixture, Compute(mixture));

        Assert.True(kept >= KeptFloor, $"only {kept:f3} of the neighbours were kept");
    }

    [Fact]
    public void Compute_NoEpochsToSpeakOf_KeepsFewer()
    {
        VectorMixture mixture = new(400, Dimension);

        Assert.True(Kept(mixture, Compute(mixture, Defaults with { Epochs = 1 })) < KeptFloor);
    }

    [Fact]
    public void Compute_BlobsFarApart_StayApart()
    {
        (float[] rows, long[] ids) = Blobs(blobs: 3, each: 50);

        float[] places = Compute(rows, ids);

        foreach (int i in Enumerable.Range(0, ids.Length))
        {
            int[] nearest = [.. Nearest(places, i, 10)];
            Assert.All(nearest, j => Assert.Equal(i / 50, j / 50));
        }
    }

    [Fact]
    public void Compute_WithAnyNumberOfThreads_IsTheSame()
    {
        VectorMixture mixture = new(2100, Dimension); // fewer are moved by one thread

        float[] one = Compute(mixture, Defaults with { Threads = 1, Epochs = 10 });

        Assert.Equal(one, Compute(mixture, Defaults with { Threads = 4, Epochs = 10 }));
        Assert.NotEqual(one, Compute(mixture, Defaults with { Threads = 1, Epochs = 10, Seed = 2 }));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Compute_FewerVectorsThanNeighbours_PlacesThemAll(int count)
    {
        VectorMixture mixture = new(Math.Max(1, count), Dimension);

        float[] places = Compute(mixture.Rows[..(count * Dimension)], mixture.Ids[..count]);

        Assert.Equal(2 * count, places.Length);
        Assert.All(places, x => Assert.True(float.IsFinite(x)));
    }

    [Fact]
    public void Compute_CopiesOfOneVector_AreFiniteAndApart()
    {
        float[] vector = new VectorMixture(1, Dimension).Rows;
        float[] rows = [.. Enumerable.Repeat(vector, 40).SelectMany(v => v)];

        float[] places = Compute(rows, [.. Enumerable.Range(0, 40).Select(i => (long)i)]);

        Assert.All(places, x => Assert.True(float.IsFinite(x)));
        Assert.Equal(40, places.Chunk(2).Select(p => (p[0], p[1])).Distinct().Count());
    }

    [Fact]
    public void Compute_Graph_PlacesByWhatItFinds()
    {
        VectorMixture mixture = new(400, Dimension);
        using HnswIndex graph = mixture.Build();

        float[] places = EmbeddingMap.Compute(graph, mixture.Ids, mixture.Rows, cancel: TestContext.Current.CancellationToken);

        Assert.True(Kept(mixture, places) >= KeptFloor);
    }

    [Fact]
    public void Compute_Progress_GrowsToAll()
    {
        List<double> told = [];
        VectorMixture mixture = new(1200, Dimension);
        using FlatIndex index = Index(mixture.Rows, mixture.Ids);

        EmbeddingMap.Compute(
            index, mixture.Ids, mixture.Rows, Defaults with { Epochs = 20 }, new InlineProgress<double>(told.Add), TestContext.Current.CancellationToken);

        Assert.Equal(told.Order(), told);
        Assert.InRange(told[0], 0.01, 0.5);
        Assert.Equal(1, told[^1]);
        Assert.True(told.Count > 20);
    }

    [Fact]
    public void Compute_CancelledOnTheWay_Stops()
    {
        using CancellationTokenSource cancel = new();
        VectorMixture mixture = new(300, Dimension);
        using FlatIndex index = Index(mixture.Rows, mixture.Ids);
        double last = 0;

        Assert.ThrowsAny<OperationCanceledException>(() => EmbeddingMap.Compute(
            index, mixture.Ids, mixture.Rows, options: null, new InlineProgress<double>(done =>
            {
                last = done;
                if (done > 0.5)
                {
                    cancel.Cancel();
                }
            }), cancel.Token));

        Assert.InRange(last, 0.5, 0.6);
    }

    [Fact]
    public void Compute_WrongShapesOrOptions_AreRefused()
    {
        VectorMixture mixture = new(10, Dimension);
        using FlatIndex index = Index(mixture.Rows, mixture.Ids);

        Assert.Throws<ArgumentException>(() => ComputeOn(mixture.Rows[1..], Defaults));
        Assert.Throws<ArgumentOutOfRangeException>(() => ComputeOn(mixture.Rows, Defaults with { Neighbours = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => ComputeOn(mixture.Rows, Defaults with { Epochs = 0 }));

        void ComputeOn(float[] rows, EmbeddingMapOptions options) =>
            EmbeddingMap.Compute(index, mixture.Ids, rows, options, progress: null, TestContext.Current.CancellationToken);
    }

    [Fact]
    public void Place_VectorOfABlob_LiesAmongIt()
    {
        (float[] rows, long[] ids) = Blobs(blobs: 3, each: 50);
        int[] kept = [.. Enumerable.Range(0, ids.Length).Where(i => i % 10 != 0)]; // every tenth comes later
        int[] later = [.. Enumerable.Range(0, ids.Length).Where(i => i % 10 == 0)];
        float[] mappedRows = [.. kept.SelectMany(i => rows[(i * Dimension)..((i + 1) * Dimension)])];
        long[] mapped = [.. kept.Select(i => ids[i])];
        float[] places = Compute(mappedRows, mapped);
        using FlatIndex all = Index(rows, ids);

        float[] found = EmbeddingMap.Place(
            all, mapped, places, later.SelectMany(i => rows[(i * Dimension)..((i + 1) * Dimension)]).ToArray(), cancel: TestContext.Current.CancellationToken);

        for (int n = 0; n < later.Length; n++)
        {
            float[] with = [.. places, found[2 * n], found[2 * n + 1]];
            Assert.All(Nearest(with, mapped.Length, 10), j => Assert.Equal(later[n] / 50, kept[j] / 50));
        }
    }

    [Fact]
    public void Place_OnAnEmptyMap_IsItsOrigin()
    {
        VectorMixture mixture = new(2, Dimension);
        using FlatIndex index = Index(mixture.Rows, mixture.Ids);

        Assert.Equal(new float[4], EmbeddingMap.Place(index, Array.Empty<long>(), [], mixture.Rows, cancel: TestContext.Current.CancellationToken));
    }

    /// <summary>Tight blobs around axes of the space.</summary>
    private static (float[] Rows, long[] Ids) Blobs(int blobs, int each)
    {
        var random = new Random(5);
        float[] rows = [.. Enumerable.Range(0, blobs * each).SelectMany(i => UnitVectors.Normalise(
            [.. Enumerable.Range(0, Dimension).Select(d => (d == i / each ? 1 : 0) + 0.05f * (random.NextSingle() - 0.5f))]))];
        return (rows, [.. Enumerable.Range(0, blobs * each).Select(i => 1000L + i)]);
    }

    private static float[] Compute(VectorMixture mixture, EmbeddingMapOptions? options = null) => Compute(mixture.Rows, mixture.Ids, options);

    private static float[] Compute(float[] rows, long[] ids, EmbeddingMapOptions? options = null)
    {
        using FlatIndex index = Index(rows, ids);
        return EmbeddingMap.Compute(index, ids, rows, options, progress: null, TestContext.Current.CancellationToken);
    }

    private static FlatIndex Index(float[] rows, long[] ids)
    {
        FlatIndex index = new(Dimension, ids.Length);
        for (int i = 0; i < ids.Length; i++)
        {
            index.Add(ids[i], rows.AsSpan(i * Dimension, Dimension));
        }

        return index;
    }

    private static IEnumerable<int> Nearest(float[] places, int i, int count) => Enumerable.Range(0, places.Length / 2).Where(j => j != i)
        .OrderBy(j => Math.Pow(places[2 * i] - places[2 * j], 2) + Math.Pow(places[2 * i + 1] - places[2 * j + 1], 2)).Take(count);

    private static double Kept(VectorMixture mixture, float[] places)
    {
        using FlatIndex exact = Index(mixture.Rows, mixture.Ids);
        Neighbour[] nearest = new Neighbour[K + 1];
        return Enumerable.Range(0, mixture.Vectors.Length).Average(i =>
        {
            exact.Search(mixture.Vectors[i], nearest);
            return (double)Nearest(places, i, K).Intersect(nearest.Select(n => (int)n.Id).Where(j => j != i)).Count() / K;
        });
    }
}
