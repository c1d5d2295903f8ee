using Gyo.Indexing;

namespace Gyo.Tests;

/// <summary>The snapshot answers as the database would, and is never believed against it.</summary>
public sealed class GallerySnapshotTests : IDisposable
{
    private const int Each = 6;

    private readonly GalleryFixture _fixture = new();
    private readonly string _query;

    public GallerySnapshotTests()
    {
        var random = new Random(4);
        foreach ((string name, int red, int green, int blue) in new[] { ("red", 200, 60, 60), ("lime", 120, 200, 60), ("sky", 60, 120, 200) })
        {
            for (int i = 0; i < Each; i++)
            {
                _fixture.Draw($"{name}/{i}.png", red + random.Next(50), green + random.Next(50), blue + random.Next(10));
            }
        }

        _query = _fixture.Draw("../query.png", 130, 210, 65);
        using Gallery gallery = FakeModels.Open(_fixture.Directory);
        gallery.IndexNow(_fixture.Pictures);
    }

    private string Snapshot => Path.Combine(_fixture.Directory, GallerySnapshot.FileName);

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public void Open_AfterIndex_AnswersFromTheSnapshotAsFromTheDatabase()
    {
        Assert.True(File.Exists(Snapshot));
        DateTime written = File.GetLastWriteTimeUtc(Snapshot);
        string kept = Ask(out _);

        File.Delete(Snapshot);

        Assert.Equal(kept, Ask(out _));
        Assert.True(File.Exists(Snapshot)); // kept again once it was needed
        Assert.Equal(kept, Ask(out IndexFormatException? problem));
        Assert.Null(problem);
        Assert.NotEqual(written, File.GetLastWriteTimeUtc(Snapshot));
    }

    [Fact]
    public void Open_SnapshotDamagedCutOrForeign_IsMadeAgainAndSaysSo()
    {
        string right = Ask(out _);
        byte[] good = File.ReadAllBytes(Snapshot);
        byte[] flipped = [.. good];
        flipped[good.Length / 2] ^= 4;
        foreach (byte[] bad in new[] { flipped, good[..(good.Length - 1)], "nothing of ours"u8.ToArray(), [] })
        {
            File.WriteAllBytes(Snapshot, bad);

            Assert.Equal(right, Ask(out IndexFormatException? problem));

            Assert.Equal(Snapshot, problem!.Path);
            Assert.Equal(good.Length, new FileInfo(Snapshot).Length);
        }
    }

    [Fact]
    public void Open_SnapshotOfAnEarlierState_IsNotBelieved()
    {
        byte[] earlier = File.ReadAllBytes(Snapshot);
        using (Gallery gallery = FakeModels.OpenExisting(_fixture.Directory))
        {
            Assert.Equal(1, gallery.Remove(_fixture.Path("lime/0.png")));
        }

        File.WriteAllBytes(Snapshot, earlier);

        using Gallery again = FakeModels.OpenExisting(_fixture.Directory);

        Assert.Equal(3 * Each - 1, again.Count);
        Assert.DoesNotContain(again.Search(_query, new() { Pictures = 100 }).Pictures, p => p.Path == _fixture.Path("lime/0.png"));
        Assert.Null(again.SnapshotProblem);
    }

    [Fact]
    public void Add_AfterOpeningASnapshot_IsFoundAtOnceAndLater()
    {
        string single = Path.GetFullPath(_fixture.Draw("../single.png", 90, 90, 90));
        using (Gallery gallery = FakeModels.OpenExisting(_fixture.Directory))
        {
            gallery.Add(single, "grey");
            Assert.Equal(single, gallery.Search(single).Pictures[0].Path);
            Assert.Equal(1, gallery.Characters["grey"]);
        }

        using Gallery again = FakeModels.OpenExisting(_fixture.Directory);
        Assert.Equal(single, again.Search(single).Pictures[0].Path);
        Assert.Equal(1, again.Characters["grey"]);
    }

    [Fact]
    public void Labels_OfAnyPicture_AreThoseItCameWith()
    {
        PictureLabels labels = PictureLabels.Of([(3, "a"), (5, null), (9, "b"), (12, "a")]);
        labels.Set(20, "b");
        labels.Set(21, null);

        Assert.Equal(["a", null, "b", "a", "b", null, null], new long[] { 3, 5, 9, 12, 20, 21, 4 }.Select(labels.CharacterOf));
        Assert.Equal([3, 12], labels.IdsOf("a").Order());
        Assert.Equal([9, 20], labels.IdsOf("b").Order());
        Assert.Empty(labels.IdsOf("c"));
        Assert.Equal([true, true, false], new long[] { 5, 21, 4 }.Select(labels.Contains));
        Assert.Equal((2, 2), (labels.Counts["a"], labels.Counts["b"]));

        labels.Set(3, "c");
        labels.Remove(9);
        labels.Remove(20);
        Assert.Equal(["c", null, null], new long[] { 3, 9, 20 }.Select(labels.CharacterOf));
        Assert.Equal([12], labels.IdsOf("a"));
        Assert.Equal([3], labels.IdsOf("c"));
        Assert.Empty(labels.IdsOf("b"));
        Assert.False(labels.Contains(9));
        Assert.Equal(["a 1", "c 1"], labels.Counts.Select(c => $"{c.Key} {c.Value}").Order());
    }

    /// <summary>A process's answer, without the time it took.</summary>
    private string Ask(out IndexFormatException? problem)
    {
        using Gallery gallery = FakeModels.OpenExisting(_fixture.Directory);
        SearchAnswer answer = gallery.Search(_query, new() { Pictures = 5 });
        problem = gallery.SnapshotProblem;
        return $"{answer.Unknown} {answer.StrangerRate} "
            + string.Join(' ', answer.Characters.Select(c => $"{c.Name} {c.Confidence} {string.Join(' ', c.Images)}")) + string.Join(' ', answer.Pictures);
    }
}
