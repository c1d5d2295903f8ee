using Gyo.Training.Data;

namespace Gyo.Tests.Training.Data;

public sealed class BatchSamplerTests
{
    private static readonly int[] Labels = [.. Enumerable.Range(0, 72).SelectMany(c => Enumerable.Repeat(c, 25))];

    [Fact]
    public void RandomBatches_AllPictures_EachOnceAndTheLastBatchSmaller()
    {
        IReadOnlyList<int[]> batches = BatchSampler.RandomBatches(1800, 64, new Random(1));

        Assert.Equal(Enumerable.Range(0, 1800), batches.SelectMany(b => b).Order());
        Assert.Equal([.. Enumerable.Repeat(64, 28), 8], batches.Select(b => b.Length));
    }

    [Fact]
    public void ClassBalanced_EveryBatch_HasSixteenClassesOfFourDifferentPictures()
    {
        IReadOnlyList<int[]> batches = BatchSampler.ClassBalanced(Labels, 16, 4, new Random(1));

        Assert.Equal(29, batches.Count); // 1800 / 64, rounded up
        Assert.All(batches, batch =>
        {
            Assert.Equal(64, batch.Distinct().Count());
            Assert.All(batch.GroupBy(i => Labels[i]), c => Assert.Equal(4, c.Count()));
        });
    }

    [Fact]
    public void ClassBalanced_ManyEpochs_FavoursNoClass()
    {
        var random = new Random(1);
        int[] shown = new int[72];
        for (int epoch = 0; epoch < 20; epoch++)
        {
            foreach (int i in BatchSampler.ClassBalanced(Labels, 16, 4, random).SelectMany(b => b))
            {
                shown[Labels[i]]++;
            }
        }

        double mean = shown.Average();
        Assert.All(shown, n => Assert.InRange(n, mean * 0.8, mean * 1.2));
    }

    [Fact]
    public void ClassBalanced_FewClassesAndPictures_RepeatsPictures()
    {
        IReadOnlyList<int[]> batches = BatchSampler.ClassBalanced([0, 0, 0, 1], 16, 4, new Random(1));

        Assert.Equal([0, 0, 0, 0, 1, 1, 1, 1], batches[0].Select(i => i == 3 ? 1 : 0).Order());
    }

    [Fact]
    public void Batches_SameSeed_AreTheSame() => Assert.Equal(
        BatchSampler.ClassBalanced(Labels, 16, 4, new Random(3)), BatchSampler.ClassBalanced(Labels, 16, 4, new Random(3)));
}
