using Gyo.Collections;
using Gyo.Evaluation;

namespace Gyo.Tests;

/// <summary>What a gallery gives a training.</summary>
public sealed class GalleryTrainingTests : IDisposable
{
    private readonly GalleryFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public void LabelledPictures_AfterDecisions_AreAsDecided()
    {
        _fixture.Draw("red/1.png", 200, 0, 0);
        _fixture.Draw("red/2.png", 190, 0, 0);
        _fixture.Draw("blue/3.png", 0, 0, 200);
        _fixture.Draw("blue/4.png", 0, 0, 190);
        _fixture.Draw("green/5.png", 0, 200, 0);
        _fixture.Draw("unsorted.png", 9, 9, 9);
        using Gallery gallery = FakeModels.Open(_fixture.Directory);
        gallery.IndexNow(_fixture.Pictures);
        Dictionary<string, long> ids = gallery.Pictures(PictureFilter.All, 0, 100).Pictures.ToDictionary(p => Path.GetFileName(p.Path), p => p.Id);
        gallery.Relabel([ids["3.png"]], "red");
        gallery.Rename("green", "verdant");
        gallery.Hide([ids["4.png"]]);
        File.Delete(_fixture.Path("red/2.png"));

        FolderPictures pictures = gallery.LabelledPictures(TestContext.Current.CancellationToken);

        Assert.Equal(
            ["blue/3.png red", "green/5.png verdant", "red/1.png red"],
            pictures.Pictures.Select(p => $"{p.Path} {p.Character}"));
        Assert.Equal(["2.png"], pictures.Skipped.Select(s => Path.GetFileName(s.Path)));
        Assert.Equal(StoredFolder.FullPath(_fixture.Pictures), pictures.Folder);
    }

    [Fact]
    public void LabelledPictures_OfAFolderAsItIs_AreThoseOfTheFolder()
    {
        _fixture.Draw("red/1.png", 200, 0, 0);
        _fixture.Draw("red/2.png", 190, 0, 0);
        _fixture.Draw("blue/3.png", 0, 0, 200);
        using Gallery gallery = FakeModels.Open(_fixture.Directory);
        gallery.IndexNow(_fixture.Pictures);

        FolderPictures ofGallery = gallery.LabelledPictures(TestContext.Current.CancellationToken);
        FolderPictures ofFolder = FolderPictures.Read(_fixture.Pictures, TestContext.Current.CancellationToken);

        Assert.Equal(ofFolder.Pictures, ofGallery.Pictures); // and so the same split, and the same model
        Assert.Equal(ofFolder.Fingerprint(), ofGallery.Fingerprint());
    }

    [Fact]
    public void LabelledPictures_OfNothingLabelled_SaysWhatToDo()
    {
        _fixture.Draw("unsorted.png", 9, 9, 9);
        using Gallery gallery = FakeModels.Open(_fixture.Directory);
        gallery.IndexNow(_fixture.Pictures);

        GalleryException e = Assert.Throws<GalleryException>(() => gallery.LabelledPictures(TestContext.Current.CancellationToken));

        Assert.Contains("one sub-folder per character", e.Message, StringComparison.Ordinal);
    }
}
