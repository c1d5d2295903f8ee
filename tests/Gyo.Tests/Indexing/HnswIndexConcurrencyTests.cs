using Gyo.Indexing;

namespace Gyo.Tests.Indexing;

public sealed class HnswIndexConcurrencyTests
{
    [Theory]
    [InlineData(16)]
    [InlineData(4)] // a quarter of all nodes is in higher layers, and searches often stand on one that goes
    public async Task Search_WhileVectorsComeAndGo_NeverAnswersWrong(int links)
    {
        const int Stable = 1000;
        const int Changes = 6000;
        VectorMixture mixture = new(Stable + 500, 24);
        using HnswIndex index = new(24, new HnswOptions { Links = links });
        for (int i = 0; i < Stable; i++)
        {
            index.Add(i, mixture.Vectors[i]);
        }

        // The same places and ids change hands again and again, with other vectors each time: id % 500 tells which one an id has.
        float[] VectorOf(long id) => mixture.Vectors[id < Stable ? id : Stable + (id - Stable) % 500];
        float[][] queries = [.. Enumerable.Range(0, 64).Select(_ => mixture.Draw())];
        using CancellationTokenSource done = new();
        Task<int>[] readers = [.. Enumerable.Range(0, 3).Select(reader => Task.Run(() =>
        {
            Neighbour[] nearest = new Neighbour[10];
            int searches = 0;
            for (; !done.IsCancellationRequested || searches == 0; searches++)
            {
                float[] query = queries[(searches + reader) % queries.Length];
                int found = index.Search(query, nearest, candidates: 30);
                Assert.Equal(nearest.Length, found);
                for (int i = 0; i < found; i++)
                {
                    Assert.Equal(UnitVectors.Dot(query, VectorOf(nearest[i].Id)), nearest[i].Similarity, 1e-5f);
                }
            }

            return searches;
        }))];

        long next = Stable;
        Queue<long> held = [];
        Random random = new(5);
        for (int change = 0; change < Changes; change++)
        {
            if (held.Count > 300 || (held.Count > 0 && random.Next(3) == 0))
            {
                Assert.True(index.Remove(held.Dequeue()));
            }
            else
            {
                index.Add(next, VectorOf(next));
                held.Enqueue(next++);
            }
        }

        await done.CancelAsync();
        Assert.All(await Task.WhenAll(readers), searches => Assert.True(searches > 0));
        Assert.Equal(Stable + held.Count, index.Count);
        Assert.All(held, id => Assert.Equal(id, Nearest(index, VectorOf(id), id)));
    }

    // Several ids may have the same vector: whichever of them is found first, this one is among them.
    private static long Nearest(HnswIndex index, float[] vector, long id)
    {
        Neighbour[] nearest = new Neighbour[20];
        int found = index.Search(vector, nearest);
        return nearest.Take(found).Select(n => n.Id).Contains(id) ? id : -1;
    }
}
