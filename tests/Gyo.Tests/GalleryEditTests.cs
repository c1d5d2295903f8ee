namespace Gyo.Tests;

public sealed class GalleryEditTests : IDisposable
{
    private readonly GalleryFixture _fixture = new();
    private Gallery _gallery;

    public GalleryEditTests()
    {
        for (int i = 0; i < 4; i++)
        {
            _fixture.Draw($"red/{i}.png", 200 + i, 0, 0);
            _fixture.Draw($"green/{i}.png", 0, 200 + i, 0);
            _fixture.Draw($"blue/{i}.png", 0, 0, 200 + i);
        }

        _gallery = FakeModels.Open(_fixture.Directory);
        _gallery.IndexNow(_fixture.Pictures);
    }

    public void Dispose()
    {
        _gallery.Dispose();
        _fixture.Dispose();
    }

    [Fact]
    public void Relabel_MovesPictures_AndAnswersFollow()
    {
        long[] ids = Ids("red/0.png", "red/1.png");

        Assert.Equal(2, _gallery.Relabel(ids, "scarlet"));

        Assert.Equal((2, 2), (_gallery.Characters["red"], _gallery.Characters["scarlet"]));
        Assert.Equal("scarlet", _gallery.FindPicture(ids[0])!.Character);
        Assert.Equal("Moved 2 pictures to scarlet", _gallery.LastChange!.Words);
        CharacterAnswer scarlet = Ask("red/0.png").Characters.Single(c => c.Name == "scarlet");
        Assert.Equal(ids.Order(), scarlet.Images.Select(i => i.Id).Order());
    }

    [Fact]
    public void Relabel_ToNobody_CountsNobodyAndIsStillFound()
    {
        long[] ids = Ids("red/0.png", "red/1.png", "red/2.png", "red/3.png");

        _gallery.Relabel(ids, null);

        Assert.False(_gallery.Characters.ContainsKey("red"));
        Assert.Equal(12, _gallery.Count);
        Assert.DoesNotContain(Ask("red/0.png").Characters, c => c.Name == "red");
        Assert.Equal(ids[0], Ask("red/0.png").Pictures[0].Id);
    }

    [Fact]
    public void Relabel_AsItIs_ChangesNothing()
    {
        Assert.Equal(0, _gallery.Relabel(Ids("red/0.png"), "red"));
        Assert.Null(_gallery.LastChange);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("two\nlines")]
    public void Relabel_NameThatIsNone_Throws(string name)
    {
        Assert.Throws<ArgumentException>(() => _gallery.Relabel(Ids("red/0.png"), name));
        Assert.Throws<ArgumentException>(() => _gallery.Rename("red", name));
        Assert.Null(_gallery.LastChange);
    }

    [Fact]
    public void Hide_TakesOut_LeavesTheFile_AndANewIndexLeavesItOut()
    {
        long id = Ids("red/0.png")[0];

        Assert.Equal(1, _gallery.Hide([id]));
        _gallery.IndexNow(_fixture.Pictures);

        Assert.Equal((11, 3), (_gallery.Count, _gallery.Characters["red"]));
        Assert.Null(_gallery.FindPicture(id));
        Assert.DoesNotContain(Ask("red/0.png").Pictures, p => p.Id == id);
        Assert.DoesNotContain(_gallery.Neighbours(Ids("red/1.png")[0], 11), p => p.Id == id);
        Assert.True(File.Exists(_fixture.Path("red/0.png")));
    }

    [Fact]
    public void Rename_HoldsForPicturesThatComeLater_AndUndoTakesThemBackToo()
    {
        Assert.Equal(4, _gallery.Rename("red", "scarlet"));
        _fixture.Draw("red/new.png", 250, 0, 0);
        _gallery.IndexNow(_fixture.Pictures);
        Assert.Equal(5, _gallery.Characters["scarlet"]);
        Assert.False(_gallery.Characters.ContainsKey("red"));

        Assert.Equal("Renamed red to scarlet", _gallery.Undo()!.Words);

        Assert.Equal(5, _gallery.Characters["red"]);
        Assert.False(_gallery.Characters.ContainsKey("scarlet"));
    }

    [Fact]
    public void Rename_ToAnother_Merges_AndUndoParts()
    {
        _gallery.Relabel(Ids("blue/0.png"), "red"); // decided, beside those the folder says

        Assert.Equal(5, _gallery.Rename("red", "green"));

        Assert.Equal("Merged red into green", _gallery.LastChange!.Words);
        Assert.Equal(9, _gallery.Characters["green"]);
        _gallery.Undo();
        Assert.Equal((5, 4, 3), (_gallery.Characters["red"], _gallery.Characters["green"], _gallery.Characters["blue"]));
    }

    [Fact]
    public void Rename_ThereAndBack_IsAsBefore()
    {
        _gallery.Rename("red", "scarlet");
        _gallery.Rename("scarlet", "crimson");
        _gallery.Rename("crimson", "red");
        _fixture.Draw("red/new.png", 250, 0, 0);
        _gallery.IndexNow(_fixture.Pictures);

        Assert.Equal(5, _gallery.Characters["red"]);
        Assert.Equal(3, _gallery.Characters.Count);
    }

    [Fact]
    public void Rename_OfNobody_ChangesNothing()
    {
        Assert.Equal(0, _gallery.Rename("nobody", "somebody"));
        Assert.Null(_gallery.LastChange);
    }

    [Fact]
    public void Undo_StepByStep_AlsoAfterReopening_IsTheBeginning()
    {
        string[] before = Labels();
        _gallery.Relabel(Ids("red/0.png", "blue/0.png"), "violet");
        _gallery.Rename("violet", "purple");
        _gallery.Hide(Ids("blue/0.png", "blue/1.png"));
        _gallery.Rename("blue", "purple");

        Reopen();
        List<string> undone = [];
        while (_gallery.Undo() is { } change)
        {
            undone.Add(change.Words);
        }

        Assert.Equal(["Merged blue into purple", "Took out 2 pictures", "Renamed violet to purple", "Moved 2 pictures to violet"], undone);
        Assert.Equal(before, Labels());
        Assert.Equal(12, _gallery.Count);
        Assert.Null(_gallery.LastChange);
    }

    [Fact]
    public void Decisions_OutlastMovesReindexingAndAnotherModel()
    {
        long moved = Ids("red/0.png")[0];
        long hidden = Ids("red/1.png")[0];
        _gallery.Relabel([moved], "scarlet");
        _gallery.Hide([hidden]);
        Directory.CreateDirectory(_fixture.Path("green"));
        File.Move(_fixture.Path("red/0.png"), _fixture.Path("green/moved.png"));
        File.Move(_fixture.Path("red/1.png"), _fixture.Path("blue/moved.png"));
        _gallery.Dispose();
        _gallery = FakeModels.Open(_fixture.Directory, version: 2);
        _gallery.IndexNow(_fixture.Pictures);

        Assert.Equal("scarlet", _gallery.FindPicture(moved)!.Character);
        Assert.EndsWith("green/moved.png", _gallery.FindPicture(moved)!.Path, StringComparison.Ordinal);
        Assert.Null(_gallery.FindPicture(hidden));
        Assert.Equal(11, _gallery.Count);
    }

    [Fact]
    public void Decisions_AboutFilesThatWentAndCameBack_AreRemembered()
    {
        _gallery.Relabel(Ids("red/0.png"), "scarlet");
        _gallery.Hide(Ids("red/1.png"));
        Directory.Move(_fixture.Path("red"), _fixture.Path("../elsewhere"));
        _gallery.IndexNow(_fixture.Pictures);
        Assert.Equal(8, _gallery.Count);

        Directory.Move(_fixture.Path("../elsewhere"), _fixture.Path("red"));
        _gallery.IndexNow(_fixture.Pictures);

        Assert.Equal((11, 1, 2), (_gallery.Count, _gallery.Characters["scarlet"], _gallery.Characters["red"]));
    }

    [Fact]
    public void Add_UnderARenamedCharacter_IsShownByTheNewName()
    {
        _gallery.Rename("red", "scarlet");
        string file = _fixture.Draw("../single.png", 255, 0, 0);
        _gallery.Add(file, "red");
        Assert.Equal(5, _gallery.Characters["scarlet"]);
    }

    [Fact]
    public async Task Edits_BesideSearches_DisturbNone()
    {
        using CancellationTokenSource done = new();
        Task[] searches = [.. Enumerable.Range(0, 3).Select(_ => Task.Run(() =>
        {
            int asked = 0;
            while (!done.IsCancellationRequested || asked == 0)
            {
                SearchAnswer answer = Ask("green/0.png");
                Assert.Equal("green", answer.Characters[0].Name);
                Assert.EndsWith("green/0.png", answer.Pictures[0].Path, StringComparison.Ordinal);
                asked++;
            }
        }))];
        long[] ids = Ids("red/0.png", "red/1.png");
        for (int i = 0; i < 30; i++)
        {
            _gallery.Relabel(ids, $"scarlet {i}");
            _gallery.Hide(ids);
            _gallery.Undo();
            _gallery.Rename($"scarlet {i}", "red");
        }

        await done.CancelAsync();
        await Task.WhenAll(searches);
        Assert.Equal((12, 4), (_gallery.Count, _gallery.Characters["red"]));
    }

    [Fact]
    public void Edits_AnswerAsAGalleryLoadedAnewDoes()
    {
        for (int i = 0; i < 40; i++)
        {
            _fixture.Draw($"grey/{i}.png", 100, 100, 100, size: 17 + i); // so many that a few changes don't load it anew
        }

        _gallery.IndexNow(_fixture.Pictures);
        _gallery.Relabel(Ids("red/0.png", "grey/0.png"), "scarlet");
        _gallery.Hide(Ids("red/1.png"));
        _gallery.Rename("blue", "navy");
        (string, int)[] here = [.. _gallery.Characters.Select(c => (c.Key, c.Value)).Order()];
        long[] nearest = [.. Ask("red/2.png").Pictures.Select(p => p.Id)];

        Reopen();

        Assert.Equal([.. _gallery.Characters.Select(c => (c.Key, c.Value)).Order()], here);
        Assert.Equal(Ask("red/2.png").Pictures.Select(p => p.Id).Order(), nearest.Order());
    }

    private SearchAnswer Ask(string name) => _gallery.Search(_fixture.Path(name), new SearchOptions { Pictures = 11 });

    private long[] Ids(params string[] names) => [.. names.Select(name =>
        _gallery.Pictures(PictureFilter.All, 0, 1000).Pictures.Single(p => p.Path.EndsWith($"/{name}", StringComparison.Ordinal)).Id)];

    private string[] Labels() => [.. _gallery.Pictures(PictureFilter.All, 0, 1000).Pictures.Select(p => $"{p.Path} {p.Character}")];

    private void Reopen()
    {
        _gallery.Dispose();
        _gallery = FakeModels.OpenExisting(_fixture.Directory);
    }
}
