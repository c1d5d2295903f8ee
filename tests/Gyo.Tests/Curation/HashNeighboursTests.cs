using System.Numerics;
using Gyo.Curation;

namespace Gyo.Tests.Curation;

public sealed class HashNeighboursTests
{
    [Fact]
    public void Find_AgainstEveryPair_FindsTheSame()
    {
        Random random = new(1);
        ulong?[] hashes = new ulong?[600];
        for (int i = 0; i < hashes.Length; i++)
        {
            hashes[i] = i % 50 == 7 ? null : (ulong)random.NextInt64();
            if (i % 3 == 2 && hashes[i - 1] is { } other) // every third is near the one before: up to ten bits differ
            {
                hashes[i] = Enumerable.Range(0, random.Next(1, 11)).Aggregate(other, (hash, _) => hash ^ (1UL << random.Next(64)));
            }
        }

        HashSet<(int, int)> found = [];
        HashNeighbours.Find(hashes, hashes, (a, b) => found.Add((a, b)), TestContext.Current.CancellationToken);

        (int, int)[] expected = [.. from a in Enumerable.Range(0, hashes.Length)
                                    from b in Enumerable.Range(0, hashes.Length)
                                    where a != b && hashes[a] is not null && hashes[b] is not null
                                        && BitOperations.PopCount(hashes[a]!.Value ^ hashes[b]!.Value) <= HashNeighbours.Distance
                                    select (a, b)];
        Assert.NotEmpty(expected);
        Assert.Equal(expected.Order(), found.Order());
    }
}
