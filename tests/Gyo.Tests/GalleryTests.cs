using Gyo.Collections;
using Gyo.Imaging;

namespace Gyo.Tests;

public sealed class GalleryTests : IDisposable
{
    private readonly GalleryFixture _fixture = new();

    public GalleryTests()
    {
        _fixture.Draw("red/1.png", 250, 0, 0);
        _fixture.Draw("red/2.png", 240, 10, 0);
        _fixture.Draw("green/1.png", 0, 250, 0);
        _fixture.Draw("blue/1.png", 0, 0, 250);
        _fixture.Draw("grey.png", 120, 120, 120);
    }

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public void OpenOrCreate_NameOfAFile_SaysSo()
    {
        string file = _fixture.Draw("a.png", 1, 2, 3);

        Assert.Contains("is a file", Assert.Throws<GalleryException>(() => FakeModels.Open(file)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Search_KnownColour_RanksItsCharacterWithEvidence()
    {
        using Gallery gallery = Indexed();
        string query = _fixture.Draw("../query.png", 255, 5, 5);

        SearchAnswer answer = gallery.Search(query);

        Assert.Equal(query, answer.Query);
        Assert.False(answer.Unknown);
        CharacterAnswer first = answer.Characters[0];
        Assert.Equal(("red", 1), (first.Name, first.Rank));
        Assert.InRange(first.Confidence, 0.99f, 1f);
        Assert.Equal([_fixture.Path("red/1.png"), _fixture.Path("red/2.png")], first.Images.Select(i => i.Path).Order());
        Assert.Equal(first.Images.Average(i => i.Similarity), first.Similarity, 1e-6f);
        Assert.Equal(3, answer.Characters.Count);
        Assert.Equal(5, answer.Pictures.Count);
        Assert.True(answer.Milliseconds.Decode > 0 && answer.Milliseconds.Embed > 0 && answer.Milliseconds.Search > 0);
    }

    [Fact]
    public void Search_NearestIsUnlabelled_IsAmongThePicturesButNoCharacter()
    {
        using Gallery gallery = Indexed();

        SearchAnswer answer = gallery.Search(File.ReadAllBytes(_fixture.Path("grey.png")), "grey");

        Assert.Equal(_fixture.Path("grey.png"), answer.Pictures[0].Path);
        Assert.DoesNotContain(answer.Characters, c => c.Images.Any(i => i.Path == _fixture.Path("grey.png")));
    }

    [Fact]
    public void Search_EmptyGallery_IsUnknown()
    {
        using Gallery gallery = FakeModels.Open(_fixture.Directory);

        SearchAnswer answer = gallery.Search(_fixture.Path("grey.png"));

        Assert.True(answer.Unknown);
        Assert.Empty(answer.Characters);
        Assert.Empty(answer.Pictures);
    }

    [Fact]
    public void Search_Options_BoundTheAnswer()
    {
        using Gallery gallery = Indexed();

        SearchAnswer answer = gallery.Search(_fixture.Path("red/1.png"), new() { Top = 2, BestPictures = 1, Pictures = 0 });

        Assert.Equal(2, answer.Characters.Count);
        Assert.Single(answer.Characters[0].Images);
        Assert.Empty(answer.Pictures);
        Assert.Throws<ArgumentOutOfRangeException>(() => gallery.Search(_fixture.Path("red/1.png"), new() { Top = 0 }));
    }

    [Fact]
    public void Search_NotAPicture_Throws()
    {
        using Gallery gallery = Indexed();
        Assert.Throws<ImageDecodeException>(() => gallery.Search(_fixture.WriteBroken("../query.png")));
    }

    [Fact]
    public void Open_AfterIndexing_AnswersTheSame()
    {
        SearchAnswer before;
        using (Gallery gallery = Indexed())
        {
            before = gallery.Search(_fixture.Path("red/1.png"));
        }

        using Gallery again = FakeModels.OpenExisting(_fixture.Directory);

        Assert.Equal(5, again.Count);
        Assert.Equal([_fixture.Pictures], again.Folders);
        Assert.Equal(new Dictionary<string, int> { ["red"] = 2, ["green"] = 1, ["blue"] = 1 }, again.Characters.ToDictionary());
        SearchAnswer after = again.Search(_fixture.Path("red/1.png"));
        Assert.Equal(before.Pictures, after.Pictures);
        Assert.Equal(before.Characters.Select(c => (c.Name, c.Similarity)), after.Characters.Select(c => (c.Name, c.Similarity)));
    }

    [Fact]
    public void Open_NoGallery_SaysWhatToDo()
    {
        GalleryException e = Assert.Throws<GalleryException>(() => Gallery.Open(_fixture.Directory));
        Assert.Contains("gyo index", e.Reason, StringComparison.Ordinal);
    }

    /// <summary>A kill between the file's first page and its tables must leave something that the next run completes.</summary>
    [Fact]
    public void Exists_MakingWasCutShort_IsNoGalleryYetAndCanBeMade()
    {
        Directory.CreateDirectory(_fixture.Directory);
        _fixture.Rows("PRAGMA journal_mode = WAL");

        Assert.False(Gallery.Exists(_fixture.Directory));
        using (Gallery gallery = Indexed())
        {
            Assert.Equal(5, gallery.Count);
        }

        Assert.True(Gallery.Exists(_fixture.Directory));
        File.WriteAllText(Path.Combine(_fixture.Directory, "gallery.db"), "no database");
        Assert.True(Gallery.Exists(_fixture.Directory)); // and Open says what it is
    }

    [Fact]
    public void Add_OnePicture_IsFoundAtOnceAndAfterReopening()
    {
        string yellow = _fixture.Draw("../yellow.png", 250, 250, 0);
        using (Gallery gallery = Indexed())
        {
            gallery.Add(yellow, "yellow");
            gallery.Add(yellow, "gold"); // replaces
            Assert.Equal("gold", gallery.Search(yellow).Characters[0].Name);
            Assert.Equal(6, gallery.Count);
            Assert.False(gallery.Characters.ContainsKey("yellow"));
        }

        using Gallery again = FakeModels.OpenExisting(_fixture.Directory);
        Assert.Equal("gold", again.Search(yellow).Characters[0].Name);
        Assert.Equal([_fixture.Pictures], again.Folders);
    }

    [Fact]
    public void Add_WithinAnIndexedFolder_IsRefused()
    {
        using Gallery gallery = Indexed();
        Assert.Throws<GalleryException>(() => gallery.Add(_fixture.Draw("red/3.png", 200, 0, 0)));
        Assert.Throws<ArgumentException>(() => gallery.Add(_fixture.Path("red/3.png"), " "));
    }

    [Fact]
    public void Remove_OnePictureOrAFolder_IsFoundNoMore()
    {
        using Gallery gallery = Indexed();

        Assert.Equal(0, gallery.Remove(_fixture.Path("none.png")));
        Assert.Equal(1, gallery.Remove(_fixture.Path("blue/1.png")));
        Assert.Equal(4, gallery.Count);
        Assert.DoesNotContain(gallery.Search(_fixture.Path("blue/1.png")).Characters, c => c.Name == "blue");
        Assert.Equal(4, gallery.Remove(_fixture.Pictures));

        Assert.Equal(0, gallery.Count);
        Assert.Empty(gallery.Folders);
        Assert.Empty(_fixture.Rows("SELECT * FROM vector"));
    }

    [Fact]
    public void Refresh_SeesWhatAnotherGalleryChanged()
    {
        using Gallery reader = FakeModels.Open(_fixture.Directory);
        using Gallery writer = Indexed();

        Assert.Equal(0, reader.Count);
        reader.Refresh();

        Assert.Equal(5, reader.Count);
    }

    [Fact]
    public void Index_AnotherProcessIsChanging_FailsInOneLine()
    {
        using Gallery gallery = FakeModels.Open(_fixture.Directory);
        using GalleryLock taken = new(_fixture.Directory);

        GalleryException e = Assert.Throws<GalleryException>(() => gallery.IndexNow(_fixture.Pictures));

        Assert.Contains("another process", e.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Search_WhilePicturesComeAndGo_AlwaysAnswers()
    {
        using Gallery gallery = Indexed();
        byte[] query = File.ReadAllBytes(_fixture.Path("red/1.png"));
        string single = _fixture.Draw("../single.png", 10, 250, 250);
        Task changes = Task.Run(
            () =>
            {
                for (int i = 0; i < 20; i++)
                {
                    gallery.Add(single, "cyan");
                    gallery.Remove(single);
                    gallery.IndexNow(_fixture.Pictures);
                }
            },
            TestContext.Current.CancellationToken);

        while (!changes.IsCompleted)
        {
            Assert.Equal("red", gallery.Search(query, "query").Characters[0].Name);
        }

        await changes;
    }

    private Gallery Indexed()
    {
        Gallery gallery = FakeModels.Open(_fixture.Directory);
        gallery.IndexNow(_fixture.Pictures);
        return gallery;
    }
}
