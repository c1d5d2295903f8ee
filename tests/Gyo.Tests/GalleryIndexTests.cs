using Gyo.Collections;
using Gyo.Imaging;

namespace Gyo.Tests;

/// <summary>Indexing again: one case a test, by what happened to the files in between.</summary>
public sealed class GalleryIndexTests : IDisposable
{
    private const string Paths = "SELECT path, character FROM image ORDER BY path";

    private readonly GalleryFixture _fixture = new();
    private int _embedded;

    public GalleryIndexTests()
    {
        _fixture.Draw("red/1.png", 250, 0, 0);
        _fixture.Draw("red/2.png", 200, 0, 0);
        _fixture.Draw("blue/1.png", 0, 0, 250);
    }

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public void Index_First_AddsAll()
    {
        AssertCounts(Index(), added: 3);
        Assert.Equal(["blue/1.png|blue", "red/1.png|red", "red/2.png|red"], _fixture.Rows(Paths));
        Assert.Equal(3, _embedded);
    }

    [Fact]
    public void Index_NothingChanged_DoesNothing()
    {
        Index();
        AssertCounts(Index(), unchanged: 3);
        Assert.Equal(3, _embedded);
    }

    [Fact]
    public void Index_TouchedOnly_IsUnchangedAndNotedDown()
    {
        Index();
        DateTime later = new(2030, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(_fixture.Path("red/1.png"), later);

        AssertCounts(Index(), unchanged: 3);

        Assert.Equal(3, _embedded);
        Assert.Equal([$"{later.Ticks}"], _fixture.Rows("SELECT modified FROM image WHERE path = 'red/1.png'"));
    }

    [Fact]
    public void Index_NewPicture_IsAdded()
    {
        Index();
        _fixture.Draw("red/3.png", 220, 0, 0);

        AssertCounts(Index(), added: 1, unchanged: 3);
        Assert.Equal(4, _embedded);
    }

    [Fact]
    public void Index_ChangedContent_IsEmbeddedAgain()
    {
        Index();
        _fixture.Draw("red/2.png", 0, 250, 0);

        AssertCounts(Index(), updated: 1, unchanged: 2);

        using Gallery gallery = FakeModels.OpenExisting(_fixture.Directory);
        Assert.Equal(_fixture.Path("red/2.png"), gallery.Search(_fixture.Path("red/2.png")).Pictures[0].Path);
        Assert.Equal(4, _embedded);
    }

    [Fact]
    public void Index_ContentsSwapped_VectorsFollow()
    {
        Index();
        File.Move(_fixture.Path("red/1.png"), _fixture.Path("t"));
        File.Move(_fixture.Path("blue/1.png"), _fixture.Path("red/1.png"));
        File.Move(_fixture.Path("t"), _fixture.Path("blue/1.png"));
        Touch("red/1.png", "blue/1.png");

        AssertCounts(Index(), updated: 2, unchanged: 1);

        using Gallery gallery = FakeModels.OpenExisting(_fixture.Directory);
        Assert.Equal(_fixture.Path("red/1.png"), gallery.Search(_fixture.Path("red/1.png")).Pictures[0].Path);
        Assert.Equal(3, _embedded);
    }

    [Fact]
    public void Index_Renamed_KeepsIdAndVectorAndChangesCharacter()
    {
        Index();
        string[] before = VectorOf("red/2.png");
        Directory.CreateDirectory(_fixture.Path("crimson"));
        File.Move(_fixture.Path("red/2.png"), _fixture.Path("crimson/9.png"));

        AssertCounts(Index(), moved: 1, unchanged: 2);

        Assert.Equal(3, _embedded);
        Assert.Equal(["blue/1.png|blue", "crimson/9.png|crimson", "red/1.png|red"], _fixture.Rows(Paths));
        Assert.Equal(before, VectorOf("crimson/9.png"));
    }

    [Fact]
    public void Index_Deleted_IsDropped()
    {
        Index();
        File.Delete(_fixture.Path("red/2.png"));

        AssertCounts(Index(), removed: 1, unchanged: 2);

        Assert.Equal(["blue/1.png|blue", "red/1.png|red"], _fixture.Rows(Paths));
        Assert.Equal(["2"], _fixture.Rows("SELECT count(*) FROM vector"));
    }

    [Fact]
    public void Index_CopyOfAPictureStillThere_CopiesItsVector()
    {
        Index();
        File.Copy(_fixture.Path("red/1.png"), _fixture.Path("blue/copy.png"));

        AssertCounts(Index(), added: 1, unchanged: 3);

        Assert.Equal(3, _embedded);
        Assert.Equal(["4|3"], _fixture.Rows("SELECT count(*), count(DISTINCT value) FROM vector"));
    }

    [Fact]
    public void Index_CopiesWithinABatch_AreEmbeddedOnce()
    {
        File.Copy(_fixture.Path("red/1.png"), _fixture.Path("blue/copy.png"));
        AssertCounts(Index(), added: 4);
        Assert.Equal(3, _embedded);
    }

    [Fact]
    public void Index_BrokenPicture_IsSkippedWithAReasonEveryTime()
    {
        string broken = _fixture.WriteBroken("red/broken.png");

        IndexResult first = Index();
        IndexResult second = Index();

        AssertCounts(first, added: 3, skipped: 1);
        AssertCounts(second, unchanged: 3, skipped: 1);
        Assert.Equal(broken, second.Skipped[0].Path);
        Assert.NotEmpty(second.Skipped[0].Reason);
        Assert.Equal(["red/broken.png"], _fixture.Rows("SELECT path FROM image WHERE problem IS NOT NULL"));
    }

    [Fact]
    public void Index_BreaksAndIsRepaired_IsFoundNoMoreAndAgain()
    {
        Index();
        _fixture.WriteBroken("red/2.png");
        AssertCounts(Index(), unchanged: 2, skipped: 1);
        using (Gallery gallery = FakeModels.OpenExisting(_fixture.Directory))
        {
            Assert.Equal(2, gallery.Count);
        }

        _fixture.Draw("red/2.png", 200, 0, 0);

        AssertCounts(Index(), updated: 1, unchanged: 2);
        Assert.Empty(_fixture.Rows("SELECT path FROM image WHERE problem IS NOT NULL"));
    }

    [Fact]
    public void Index_CannotBeRead_KeepsWhatWasKnown()
    {
        Index();
        using (FileStream file = File.OpenWrite(_fixture.Path("red/2.png")))
        {
            file.SetLength(new DecodeOptions().MaxBytes + 1); // refused before it is read
        }

        AssertCounts(Index(), unchanged: 2, skipped: 1);

        Assert.Equal(["3"], _fixture.Rows("SELECT count(*) FROM vector"));
    }

    [Fact]
    public void Index_EmptyOrMissingFolder_ChangesNothing()
    {
        Index();
        Directory.Move(_fixture.Pictures, _fixture.Pictures + "-away");
        Assert.Throws<DirectoryNotFoundException>(() => Index());
        Directory.CreateDirectory(_fixture.Pictures);
        Assert.Throws<GalleryException>(() => Index());

        Assert.Equal(["3"], _fixture.Rows("SELECT count(*) FROM vector"));
    }

    [Fact]
    public void Index_SeveralFolders_EachDropsOnlyItsOwn()
    {
        string other = Path.Combine(_fixture.Pictures, "..", "other");
        _fixture.Draw("../other/red/1.png", 230, 0, 0);
        Index();
        using Gallery gallery = Open();
        AssertCounts(gallery.IndexNow(other), added: 1);

        File.Delete(_fixture.Path("red/2.png"));
        AssertCounts(gallery.IndexNow(other), unchanged: 1);
        Assert.Equal(4, gallery.Count);
        AssertCounts(gallery.IndexNow(_fixture.Pictures), unchanged: 2, removed: 1);

        Assert.Equal(3, gallery.Count);
        Assert.Equal(2, gallery.Folders.Count);
    }

    [Fact]
    public void Index_FolderWithinAnother_IsRefused()
    {
        Index();
        using Gallery gallery = Open();
        Assert.Throws<GalleryException>(() => gallery.IndexNow(_fixture.Path("red")));
        Assert.Throws<GalleryException>(() => gallery.IndexNow(Path.GetDirectoryName(_fixture.Pictures)!));
        Assert.Equal([_fixture.Pictures], gallery.Folders);
    }

    [Fact]
    public void Index_FolderOfASinglePicture_TakesItOver()
    {
        using Gallery gallery = Open();
        gallery.Add(_fixture.Path("red/1.png"), "someone");

        AssertCounts(gallery.IndexNow(_fixture.Pictures), added: 2, moved: 1);

        Assert.Equal(["blue/1.png|blue", "red/1.png|red", "red/2.png|red"], _fixture.Rows(Paths));
    }

    private static void AssertCounts(
        IndexResult result, int added = 0, int updated = 0, int moved = 0, int removed = 0, int unchanged = 0, int skipped = 0) =>
        Assert.Equal(
            (added, updated, moved, removed, unchanged, skipped),
            (result.Added, result.Updated, result.Moved, result.Removed, result.Unchanged, result.Skipped.Count));

    private Gallery Open() => FakeModels.Open(_fixture.Directory, embedding: n => Interlocked.Add(ref _embedded, n));

    private IndexResult Index()
    {
        using Gallery gallery = Open();
        return gallery.IndexNow(_fixture.Pictures);
    }

    private string[] VectorOf(string path) =>
        _fixture.Rows($"SELECT i.id, hex(v.value) FROM image i JOIN vector v ON v.image_id = i.id WHERE path = '{path}'");

    private void Touch(params string[] names) =>
        Array.ForEach(names, n => File.SetLastWriteTimeUtc(_fixture.Path(n), new DateTime(2031, 1, 1, 0, 0, 0, DateTimeKind.Utc)));
}
