namespace Gyo.Tests;

public sealed class GalleryPicturesTests : IDisposable
{
    private static readonly DateTime Day = new(2024, 5, 1, 0, 0, 0, DateTimeKind.Utc);

    private readonly GalleryFixture _fixture = new();
    private readonly Gallery _gallery;

    public GalleryPicturesTests()
    {
        string[] names = ["red/100%.png", "red/1000.png", "red/a_b.png", "red/aXb.png", "green/Leaf.png", "loose.png"];
        for (int i = 0; i < names.Length; i++)
        {
            File.SetLastWriteTimeUtc(_fixture.Draw(names[i], i * 40, 100, 0), Day.AddDays(i));
        }

        _fixture.WriteBroken("red/broken.png");
        _gallery = FakeModels.Open(_fixture.Directory);
        _gallery.IndexNow(_fixture.Pictures);
    }

    public void Dispose()
    {
        _gallery.Dispose();
        _fixture.Dispose();
    }

    [Fact]
    public void Pictures_PageByPage_AreAllThatCanBeFound_NewestFirst()
    {
        List<long> ids = [];
        for (int offset = 0; offset < 8; offset += 4)
        {
            PicturePage page = _gallery.Pictures(PictureFilter.All, offset, 4);
            Assert.Equal(6, page.Total);
            ids.AddRange(page.Pictures.Select(p => p.Id));
        }

        Assert.Equal(6, ids.Distinct().Count());
        Assert.Equal(ids.OrderDescending(), ids);
        Assert.Equal(ids, _gallery.PictureIds(PictureFilter.All));
        Assert.Equal((0, 6), (_gallery.Pictures(PictureFilter.All, 0, 0).Pictures.Count, _gallery.Pictures(PictureFilter.All, 99, 4).Total));
    }

    [Theory]
    [InlineData("100%", "100%.png")] // no wildcards
    [InlineData("a_b", "a_b.png")]
    [InlineData("leaf", "Leaf.png")]
    [InlineData("GREEN  png", "Leaf.png")]
    [InlineData("red 1000", "1000.png")]
    [InlineData("'", "")]
    [InlineData("\\", "")]
    public void Pictures_ByText_HoldEveryWord(string text, string expected) =>
        Assert.Equal(expected, string.Join(' ', Names(new PictureFilter { Text = text })));

    [Fact]
    public void Pictures_ByCharacterOrNobody()
    {
        Assert.Equal(["100%.png", "1000.png", "aXb.png", "a_b.png"], Names(new PictureFilter { Character = "red" }));
        Assert.Equal(["loose.png"], Names(new PictureFilter { Unlabelled = true }));
        Assert.Empty(Names(new PictureFilter { Character = "nobody" }));
        _gallery.Hide(_gallery.PictureIds(new PictureFilter { Unlabelled = true }).ToArray());
        Assert.Empty(Names(new PictureFilter { Unlabelled = true }));
    }

    [Fact]
    public void Pictures_ByDate_FromIsWithin_BeforeIsNot() =>
        Assert.Equal(["1000.png", "a_b.png"], Names(new PictureFilter { FromUtc = Day.AddDays(1), BeforeUtc = Day.AddDays(3) }));

    [Fact]
    public void Pictures_NumbersBelowZero_Throw()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => _gallery.Pictures(PictureFilter.All, -1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => _gallery.Pictures(PictureFilter.All, 0, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => _gallery.Neighbours(1, -1));
    }

    [Fact]
    public void Covers_AreTheFirstPictureOfEach_NobodysBefore()
    {
        Assert.Equal([(null, 1), ("green", 1), ("red", 4)], _gallery.Covers.Select(c => (c.Name, c.Count)));
        Assert.Equal(_gallery.PictureIds(new PictureFilter { Character = "red" })[^1], _gallery.Covers[2].CoverId);
    }

    [Fact]
    public void Neighbours_AreTheNearestOthers()
    {
        long id = _gallery.PictureIds(new PictureFilter { Text = "100%" })[0];
        IReadOnlyList<PictureMatch> neighbours = _gallery.Neighbours(id, 10);
        Assert.Equal(5, neighbours.Count);
        Assert.DoesNotContain(neighbours, n => n.Id == id);
        Assert.EndsWith("1000.png", neighbours[0].Path, StringComparison.Ordinal); // the next shade of red
        Assert.Equal(neighbours.OrderByDescending(n => n.Similarity), neighbours);
        Assert.Empty(_gallery.Neighbours(999, 10));
    }

    private string[] Names(PictureFilter filter) => [.. _gallery.Pictures(filter, 0, 100).Pictures.Select(p => p.Name).Order(StringComparer.Ordinal)];
}
