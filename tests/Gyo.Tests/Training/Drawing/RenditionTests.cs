using Gyo.Training.Drawing;

namespace Gyo.Tests.Training.Drawing;

public sealed class RenditionTests
{
    [Fact]
    public void Create_SameSeed_SameRendition() => Assert.Equal(Rendition.Create(9), Rendition.Create(9));

    [Fact]
    public void Create_ManySeeds_EveryValueAppears()
    {
        Rendition[] all = [.. Enumerable.Range(0, 500).Select(i => Rendition.Create((ulong)i))];

        AssertAll(all.Select(r => r.Style));
        AssertAll(all.Select(r => r.Backdrop));
        AssertAll(all.Select(r => r.Shot));
        AssertAll(all.Select(r => r.Pose.Kind));
        AssertAll(all.Select(r => r.Expression));
        Assert.Equal(2, all.Select(r => r.Mirrored).Distinct().Count());
        Assert.Equal(2, all.Select(r => r.Wear.Coat).Distinct().Count());
    }

    private static void AssertAll<T>(IEnumerable<T> seen) where T : struct, Enum =>
        Assert.Equal(Enum.GetValues<T>(), seen.Distinct().Order());
}
