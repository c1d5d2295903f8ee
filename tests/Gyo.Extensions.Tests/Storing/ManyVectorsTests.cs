using System.Collections.Concurrent;
using System.Numerics.Tensors;
using Microsoft.Extensions.VectorData;

namespace Gyo.Extensions.Tests.Storing;

/// <summary>Approximate search, held to the exact one, while records come and go.</summary>
public sealed class ManyVectorsTests
{
    private const int Dimension = 32;

    private static readonly float[][] Centres = DrawCentres(new Random(0));

    /// <summary>Seen: 1. A graph that is broken, or does not follow changes, is far below.</summary>
    private const double RecallFloor = 0.97;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Search_GraphThatGrewShrankAndFilters_FindsNearlyAllOfTheNearest()
    {
        using TestStore test = new(StoreKind.Graph);
        VectorStoreCollection<int, Point> points = test.Store.GetCollection<int, Point>("points");
        await points.EnsureCollectionExistsAsync(Cancel);
        Random random = new(1);
        Dictionary<int, Point> truth = Enumerable.Range(0, 4000).ToDictionary(i => i, i => Draw(random, i));
        await points.UpsertAsync(truth.Values.Take(2000), Cancel);
        await Recall(points, truth.Values.Take(2000), random, _ => true, null);
        await points.UpsertAsync(truth.Values.Skip(2000), Cancel);
        foreach (int id in Enumerable.Range(0, 4000).Where(i => i % 3 == 0))
        {
            truth.Remove(id);
        }

        await points.DeleteAsync(Enumerable.Range(0, 4000).Where(i => i % 3 == 0), Cancel);
        foreach (int id in truth.Keys.Where(i => i % 5 == 0).ToArray())
        {
            truth[id] = Draw(random, id); // elsewhere
        }

        await points.UpsertAsync(truth.Values.Where(p => p.Id % 5 == 0), Cancel);

        Assert.InRange(await Recall(points, truth.Values, random, _ => true, null), RecallFloor, 1);
        Assert.InRange(await Recall(points, truth.Values, random, p => p.Group == 7, p => p.Group == 7), RecallFloor, 1);
        Assert.InRange(await Recall(points, truth.Values, random, p => p.Group != 7, p => p.Group != 7), RecallFloor, 1);
        test.Reopen();
        Assert.InRange(await Recall(test.Store.GetCollection<int, Point>("points"), truth.Values, random, _ => true, null), RecallFloor, 1);
    }

    [Fact]
    public async Task Search_DynamicKindThatOutgrowsTheExact_GoesOnByGraph()
    {
        using GyoVectorStore store = new(new() { MostExact = 100 });
        VectorStoreCollection<int, Point> points = store.GetCollection<int, Point>("points");
        await points.EnsureCollectionExistsAsync(Cancel);
        Random random = new(2);
        List<Point> truth = [];
        for (int batch = 0; batch < 6; batch++)
        {
            Point[] more = [.. Enumerable.Range(batch * 40, 40).Select(i => Draw(random, i))];
            truth.AddRange(more);
            await points.UpsertAsync(more, Cancel);
            Assert.InRange(await Recall(points, truth, random, _ => true, null), RecallFloor, 1);
        }
    }

    [Fact]
    public async Task Calls_SideBySide_NeverSeeHalfARecord()
    {
        using TestStore test = new(StoreKind.Graph);
        VectorStoreCollection<int, Point> points = test.Store.GetCollection<int, Point>("points");
        await points.EnsureCollectionExistsAsync(Cancel);
        Random random = new(3);
        await points.UpsertAsync(Enumerable.Range(0, 300).Select(i => Draw(random, i)), Cancel);
        ConcurrentBag<string> wrong = [];
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        Task[] readers = [.. Enumerable.Range(0, 3).Select(seed => Task.Run(async () =>
        {
            Random own = new(seed);
            while (!stop.IsCancellationRequested)
            {
                float[] query = Draw(own, 0).Vector;
                await foreach (VectorSearchResult<Point> found in points.SearchAsync(query, 10, new() { IncludeVectors = true }, Cancel))
                {
                    double score = TensorPrimitives.CosineSimilarity<float>(query, found.Record.Vector);
                    if (Math.Abs(score - found.Score!.Value) > 1e-4)
                    {
                        wrong.Add($"{found.Record.Id}: {found.Score} is not {score}");
                    }
                }
            }
        }, Cancel))];

        for (int round = 0; round < 150; round++)
        {
            await points.UpsertAsync(Enumerable.Range(0, 10).Select(_ => Draw(random, random.Next(300))), Cancel);
            await points.DeleteAsync(Enumerable.Range(0, 5).Select(_ => random.Next(300)), Cancel);
        }

        await stop.CancelAsync();
        await Task.WhenAll(readers);
        Assert.Empty(wrong);
    }

    /// <summary>A point near one of twenty others, as embeddings of twenty characters lie.</summary>
    private static Point Draw(Random random, int id)
    {
        float[] centre = Centres[random.Next(Centres.Length)];
        return new Point { Id = id, Group = id % 20, Vector = Array.ConvertAll(centre, c => c + (0.7f * Gauss(random))) };
    }

    private static float[][] DrawCentres(Random random) => [.. Enumerable.Range(0, 20).Select(_ => Enumerable.Range(0, Dimension).Select(_ => Gauss(random)).ToArray())];

    private static float Gauss(Random random) => (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));

    /// <summary>Recall@10 over 50 queries.</summary>
    private static async Task<double> Recall(
        VectorStoreCollection<int, Point> points,
        IEnumerable<Point> truth,
        Random random,
        Func<Point, bool> among,
        System.Linq.Expressions.Expression<Func<Point, bool>>? filter)
    {
        Point[] all = [.. truth.Where(among)];
        double found = 0;
        const int Queries = 50;
        for (int i = 0; i < Queries; i++)
        {
            float[] query = Draw(random, 0).Vector;
            HashSet<int> nearest = [.. all.OrderByDescending(p => TensorPrimitives.CosineSimilarity<float>(p.Vector, query)).Take(10).Select(p => p.Id)];
            List<VectorSearchResult<Point>> answer = await points.SearchAsync(query, 10, new() { Filter = filter }, Cancel).ToListAsync(Cancel);
            Assert.Equal(nearest.Count, answer.Count);
            found += answer.Count(r => nearest.Contains(r.Record.Id)) / (double)nearest.Count;
        }

        return found / Queries;
    }

    /// <summary>A record that is mostly a vector.</summary>
    public sealed class Point
    {
        [VectorStoreKey]
        public int Id { get; set; }

        [VectorStoreData(IsIndexed = true)]
        public int Group { get; set; }

        [VectorStoreVector(Dimension)]
        public float[] Vector { get; set; } = [];
    }
}
