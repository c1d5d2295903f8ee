using Gyo.Collections;
using Gyo.Imaging;

namespace Gyo.Tests;

public sealed class GalleryImportTests : IDisposable
{
    private readonly GalleryFixture _fixture = new();
    private Gallery _gallery;

    public GalleryImportTests()
    {
        _fixture.Draw("red/0.png", 200, 0, 0);
        _fixture.Draw("green/0.png", 0, 200, 0);
        _gallery = FakeModels.Open(_fixture.Directory);
        _gallery.IndexNow(_fixture.Pictures);
    }

    private string Own => Path.Combine(_fixture.Directory, "pictures");

    public void Dispose()
    {
        _gallery.Dispose();
        _fixture.Dispose();
    }

    [Fact]
    public void Import_IsFoundAtOnce_KeptAndRemembered()
    {
        byte[] blue = Bytes(0, 0, 200);

        GalleryPicture picture = _gallery.Import(blue, "sea.png", " blue ");

        Assert.Equal(("blue", "sea.png"), (picture.Character, picture.Name));
        Assert.Equal(blue, File.ReadAllBytes(picture.Path));
        Assert.Equal($"{picture.Sha256}.png", Path.GetFileName(picture.Path));
        SearchAnswer answer = _gallery.Search(blue, "question");
        Assert.Equal((picture.Id, "blue"), (answer.Pictures[0].Id, answer.Characters[0].Name));
        Reopen();
        Assert.Equal(picture, _gallery.FindPicture(picture.Id));
        Assert.Equal(3, _gallery.Count);
    }

    [Fact]
    public void Import_SameContent_IsTheSamePicture()
    {
        GalleryPicture first = _gallery.Import(Bytes(0, 0, 200), "a.png");
        GalleryPicture again = _gallery.Import(Bytes(0, 0, 200), "b.png", "blue");

        Assert.Equal((first.Id, "blue", "a.png"), (again.Id, again.Character, again.Name));
        Assert.Equal(3, _gallery.Count);
        Assert.Null(_gallery.Import(Bytes(0, 0, 200), "c.png") is { Character: "blue" } ? null : "its character was lost");
        Assert.Equal("Added b.png to blue", _gallery.LastChange!.Words); // the third changed nothing
    }

    [Fact]
    public void Import_ContentOfAFolder_IsThatPicture_AndIsKeptWhenItsFileIsGone()
    {
        byte[] red = File.ReadAllBytes(_fixture.Path("red/0.png"));
        GalleryPicture there = _gallery.Import(red, "again.png");
        Assert.Equal((_fixture.Path("red/0.png"), "0.png"), (there.Path, there.Name));
        Assert.False(Directory.Exists(Own));

        File.Delete(_fixture.Path("red/0.png"));
        GalleryPicture kept = _gallery.Import(red, "again.png");
        _gallery.IndexNow(_fixture.Pictures);

        Assert.Equal((there.Id, "red"), (kept.Id, _gallery.FindPicture(kept.Id)!.Character));
        Assert.Equal(red, File.ReadAllBytes(kept.Path));
    }

    [Fact]
    public void Import_TakenOut_ComesBack()
    {
        GalleryPicture picture = _gallery.Import(Bytes(0, 0, 200), "a.png", "blue");
        _gallery.Hide([picture.Id]);
        Assert.Equal(picture, _gallery.Import(Bytes(0, 0, 200), "a.png"));
        _gallery.Undo();
        Assert.Null(_gallery.FindPicture(picture.Id));
    }

    [Fact]
    public void Import_Undone_IsOut_AndItsFileStays()
    {
        GalleryPicture picture = _gallery.Import(Bytes(0, 0, 200), "a.png", "blue");
        Assert.Equal("Added a.png to blue", _gallery.Undo()!.Words);
        Assert.Equal(2, _gallery.Count);
        Assert.True(File.Exists(picture.Path));
    }

    [Fact]
    public void Import_NoPicture_ChangesNothing()
    {
        Assert.Throws<ImageDecodeException>(() => _gallery.Import("words"u8.ToArray(), "words.png"));
        Assert.Equal(2, _gallery.Count);
        Assert.False(Directory.Exists(Own));
        Assert.Null(_gallery.LastChange);
    }

    [Fact]
    public void Import_OutlastsIndexingModelChangeAndAMoveOfTheGallery()
    {
        GalleryPicture picture = _gallery.Import(Bytes(0, 0, 200), "a.png", "blue");
        _gallery.Dispose();
        string elsewhere = _fixture.Directory + "-moved";
        Directory.Move(_fixture.Directory, elsewhere);
        _gallery = FakeModels.Open(elsewhere, version: 2);
        _gallery.IndexNow(_fixture.Pictures);

        Assert.Equal([_fixture.Pictures], _gallery.Folders);
        Assert.Equal("blue", _gallery.FindPicture(picture.Id)!.Character);
        Assert.StartsWith(elsewhere, _gallery.FindPicture(picture.Id)!.Path, StringComparison.Ordinal);
        Assert.Equal(picture.Id, _gallery.Search(Bytes(0, 0, 200), "question").Pictures[0].Id);
    }

    [Fact]
    public void Index_FolderAroundTheGallery_LeavesItsOwnPicturesAlone()
    {
        string around = Path.GetDirectoryName(_fixture.Directory)!;
        _gallery.Remove(_fixture.Pictures);
        GalleryPicture picture = _gallery.Import(Bytes(0, 0, 200), "a.png", "blue");

        _gallery.IndexNow(around);

        Assert.Equal((3, "blue"), (_gallery.Count, _gallery.FindPicture(picture.Id)!.Character));
        Assert.Throws<GalleryException>(() => _gallery.IndexNow(Own));
    }

    private byte[] Bytes(int red, int green, int blue)
    {
        string path = _fixture.Draw("../drawn.png", red, green, blue);
        byte[] bytes = File.ReadAllBytes(path);
        File.Delete(path);
        return bytes;
    }

    private void Reopen()
    {
        _gallery.Dispose();
        _gallery = FakeModels.OpenExisting(_fixture.Directory);
    }
}
