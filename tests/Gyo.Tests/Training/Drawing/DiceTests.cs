using Gyo.Training.Drawing;

namespace Gyo.Tests.Training.Drawing;

public sealed class DiceTests
{
    /// <summary>The first outputs of SplitMix64 for seed 1234567, from its reference implementation (Vigna, 2015).</summary>
    [Fact]
    public void Next_ReferenceSeed_ReferenceNumbers()
    {
        Dice dice = new(1234567);

        Assert.Equal([6457827717110365317UL, 3203168211198807973UL, 9817491932198370423UL], [dice.Next(), dice.Next(), dice.Next()]);
    }

    [Fact]
    public void Below_ManyThrows_StaysInRangeAndReachesAll()
    {
        Dice dice = new(1);

        int[] seen = [.. Enumerable.Range(0, 200).Select(_ => dice.Below(6)).Distinct().Order()];

        Assert.Equal([0, 1, 2, 3, 4, 5], seen);
    }

    [Fact]
    public void Between_ManyThrows_StaysInRange()
    {
        Dice dice = new(1);

        Assert.All(Enumerable.Range(0, 200), _ => Assert.InRange(dice.Between(-2, 3), -2, 3));
    }

    [Fact]
    public void Mix_NeighbouringPairs_AllDiffer() =>
        Assert.Equal(400, Enumerable.Range(0, 400).Select(i => Dice.Mix((ulong)(i / 20), (ulong)(i % 20))).Distinct().Count());
}
