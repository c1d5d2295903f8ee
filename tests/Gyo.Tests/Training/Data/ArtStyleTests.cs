using Gyo.Training.Data;

namespace Gyo.Tests.Training.Data;

public sealed class ArtStyleTests
{
    private const int Side = 16;

    [Fact]
    public void Draw_Never_LeavesThePictureAsItIs()
    {
        float[] picture = Picture();
        for (int seed = 0; seed < 50; seed++)
        {
            Assert.Equal(picture, Styled(picture, 0, seed));
        }
    }

    [Fact]
    public void Draw_Always_StaysInRangeRepeatsAndMostlyChangesThePicture()
    {
        float[] picture = Picture();
        float[][] styled = [.. Enumerable.Range(0, 100).Select(seed => Styled(picture, 1, seed))];

        Assert.All(styled, planes => Assert.All(planes, v => Assert.InRange(v, 0, 255)));
        Assert.True(Enumerable.Range(0, 100).All(seed => styled[seed].SequenceEqual(Styled(picture, 1, seed))));
        Assert.True(styled.Count(planes => !planes.SequenceEqual(picture)) > 95);
        Assert.True(styled.Count(IsGrey) is > 10 and < 60, "Grey and lines are two of seven styles.");
    }

    [Fact]
    public void Draw_Anything_TakesTheSameNumberOfDraws()
    {
        var (never, always) = (new Random(3), new Random(3));
        ArtStyle.Draw(0, never);
        ArtStyle.Draw(1, always);

        Assert.Equal(never.Next(), always.Next());
    }

    [Fact]
    public void Apply_FlatGrey_KeepsItWhereThereIsNothingToDraw()
    {
        float[] flat = [.. Enumerable.Repeat(255f, Side * Side * 3)]; // white has no hue, no edge and no dots
        for (int seed = 0; seed < 50; seed++)
        {
            Assert.All(Styled(flat, 1, seed), v => Assert.InRange(v, 254, 255));
        }
    }

    private static bool IsGrey(float[] planes)
    {
        int plane = Side * Side;
        return Enumerable.Range(0, plane).All(i => planes[i] == planes[i + plane] && planes[i] == planes[i + 2 * plane]);
    }

    private static float[] Styled(float[] picture, double probability, int seed)
    {
        float[] planes = [.. picture];
        ArtStyle.Draw(probability, new Random(seed)).Apply(planes, Side);
        return planes;
    }

    private static float[] Picture()
    {
        var random = new Random(1);
        return [.. Enumerable.Range(0, Side * Side * 3).Select(_ => (float)random.Next(256))];
    }
}
