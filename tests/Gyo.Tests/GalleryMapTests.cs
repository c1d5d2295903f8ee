namespace Gyo.Tests;

/// <summary>The map is computed once, kept, and never believed where it is not of these pictures.</summary>
public sealed class GalleryMapTests : IDisposable
{
    private const int Each = 8;

    private readonly GalleryFixture _fixture = new();

    public GalleryMapTests()
    {
        var random = new Random(4);
        foreach ((string name, int red, int green, int blue) in new[] { ("sky", 40, 120, 220), ("lime", 120, 220, 40), ("red", 220, 40, 40) })
        {
            for (int i = 0; i < Each; i++)
            {
                _fixture.Draw($"{name}/{i}.png", red + random.Next(30), green + random.Next(30), blue + random.Next(30));
            }
        }

        using Gallery gallery = FakeModels.Open(_fixture.Directory);
        gallery.IndexNow(_fixture.Pictures);
    }

    private string MapFile => Path.Combine(_fixture.Directory, MapSnapshot.FileName);

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public void Map_OfAGallery_HoldsEachPictureWithItsCharacter()
    {
        using Gallery gallery = FakeModels.OpenExisting(_fixture.Directory);

        GalleryMap map = gallery.Map(cancel: TestContext.Current.CancellationToken);

        Assert.Equal(["lime", "red", "sky"], map.Names);
        Assert.Equal(3 * Each, map.Count);
        Assert.Equal(map.Ids.ToArray().Order(), map.Ids.ToArray());
        Assert.All(map.Ids.ToArray().Zip(map.Characters.ToArray()), p => Assert.Equal(gallery.FindPicture(p.First)!.Character, map.Names[p.Second]));
        Assert.Same(map, gallery.Map(cancel: TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Map_AskedByAnotherProcess_IsReadAndNotComputed()
    {
        float[] first = Map(out bool computed);
        Assert.True(computed);

        Assert.Equal(first, Map(out computed));

        Assert.False(computed);
    }

    [Fact]
    public void Map_FileDamagedCutOrForeign_IsMadeAgain()
    {
        float[] right = Map(out _);
        byte[] good = File.ReadAllBytes(MapFile);
        byte[] flipped = [.. good];
        flipped[2 * 4096 + 9] ^= 4; // among the ids
        byte[] place = [.. good];
        place[3 * 4096 + 2] ^= 4;
        foreach (byte[] bad in new[] { flipped, place, good[..(good.Length - 1)], "nothing of ours"u8.ToArray(), [], File.ReadAllBytes(Path.Combine(_fixture.Directory, GallerySnapshot.FileName)) })
        {
            File.WriteAllBytes(MapFile, bad);

            Assert.Equal(right, Map(out bool computed));

            Assert.True(computed);
            Assert.Equal(good, File.ReadAllBytes(MapFile));
        }
    }

    [Fact]
    public void Map_OfAnotherModel_IsMadeAgain()
    {
        Map(out _);
        using (Gallery gallery = FakeModels.Open(_fixture.Directory, version: 2))
        {
            gallery.IndexNow(_fixture.Pictures);
        }

        Map(out bool computed);

        Assert.True(computed);
    }

    [Fact]
    public void Map_FewNewPictures_ArePlacedAmongTheirOwnAndNothingElseMoves()
    {
        float[] before = Map(out _);
        string path = _fixture.Draw("../single.png", 235, 55, 55);
        using Gallery gallery = FakeModels.OpenExisting(_fixture.Directory);
        gallery.Map(cancel: TestContext.Current.CancellationToken);
        gallery.Add(path, "red");

        float[] after = Map(gallery, out bool computed);

        Assert.False(computed);
        Assert.Equal(before, after[..before.Length]); // its id is the greatest
        GalleryMap map = gallery.Map(cancel: TestContext.Current.CancellationToken);
        int[] nearest = [.. Enumerable.Range(0, map.Count - 1)
            .OrderBy(i => Math.Pow(after[2 * i] - after[^2], 2) + Math.Pow(after[2 * i + 1] - after[^1], 2)).Take(3)];
        Assert.All(nearest, i => Assert.Equal("red", map.Names[map.Characters.Span[i]]));
        Assert.Equal(after, Map(out computed));
        Assert.False(computed);
    }

    [Fact]
    public void Map_MoreThanAQuarterNew_IsComputedAnew()
    {
        Map(out _);
        for (int i = 0; i <= 3 * Each / 4; i++)
        {
            _fixture.Draw($"grey/{i}.png", 90 + i, 90, 90);
        }

        using Gallery gallery = FakeModels.OpenExisting(_fixture.Directory);
        gallery.IndexNow(_fixture.Pictures);

        Map(gallery, out bool computed);

        Assert.True(computed);
    }

    [Fact]
    public void Map_PictureGoneOrChanged_IsGoneOrPlacedAgain()
    {
        float[] before = Map(out _);
        using Gallery gallery = FakeModels.OpenExisting(_fixture.Directory);
        Assert.Equal(1, gallery.Remove(_fixture.Path("lime/0.png")));
        Assert.Equal(before.Length - 2, Map(gallery, out bool computed).Length);
        Assert.False(computed);
        GalleryMap map = gallery.Map(cancel: TestContext.Current.CancellationToken);
        long id = map.Ids.ToArray().First(i => gallery.FindPicture(i)!.Path == Path.GetFullPath(_fixture.Path("sky/0.png")));
        int place = Array.IndexOf(map.Ids.ToArray(), id);
        float[] old = map.Places[(2 * place)..(2 * place + 2)].ToArray();
        _fixture.Draw("sky/0.png", 245, 60, 50, size: 24); // now a red one
        gallery.IndexNow(_fixture.Pictures);
        map = gallery.Map(cancel: TestContext.Current.CancellationToken);
        place = Array.IndexOf(map.Ids.ToArray(), id);

        Assert.NotEqual(old, map.Places[(2 * place)..(2 * place + 2)].ToArray());
    }

    [Fact]
    public void Map_OfAnEmptyGallery_IsEmpty()
    {
        using TemporaryFolder folder = new();
        using Gallery gallery = FakeModels.Open(folder.Path);

        Assert.Equal(0, gallery.Map(cancel: TestContext.Current.CancellationToken).Count);
    }

    [Fact]
    public void Map_Cancelled_KeepsNothingAndCanBeAskedAgain()
    {
        using CancellationTokenSource cancel = new();
        using Gallery gallery = FakeModels.OpenExisting(_fixture.Directory);

        Assert.ThrowsAny<OperationCanceledException>(() => gallery.Map(new InlineProgress<double>(_ => cancel.Cancel()), cancel.Token));

        Assert.False(File.Exists(MapFile));
        Assert.Equal(6 * Each, Map(gallery, out _).Length);
    }

    private float[] Map(out bool computed)
    {
        using Gallery gallery = FakeModels.OpenExisting(_fixture.Directory);
        return Map(gallery, out computed);
    }

    private static float[] Map(Gallery gallery, out bool computed)
    {
        bool told = false;
        float[] places = gallery.Map(new InlineProgress<double>(_ => told = true), TestContext.Current.CancellationToken).Places.ToArray();
        computed = told;
        return places;
    }
}
