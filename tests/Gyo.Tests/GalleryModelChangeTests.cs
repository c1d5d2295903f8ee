using Gyo.Collections;

namespace Gyo.Tests;

public sealed class GalleryModelChangeTests : IDisposable
{
    private const string VectorsByModel = "SELECT model, count(*) FROM vector GROUP BY model ORDER BY model";

    private readonly GalleryFixture _fixture = new();

    public GalleryModelChangeTests()
    {
        for (int i = 0; i < 40; i++)
        {
            _fixture.Draw($"red/{i:00}.png", 250, i, 0);
        }

        using Gallery gallery = FakeModels.Open(_fixture.Directory, version: 1);
        gallery.IndexNow(_fixture.Pictures);
    }

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public void OpenOrCreate_AnotherModel_OldOneAnswersUntilIndexed()
    {
        using Gallery gallery = FakeModels.Open(_fixture.Directory, version: 2);
        Assert.Equal(("mean-colour-1", "mean-colour-2"), (gallery.ModelId, gallery.NextModelId));
        Assert.Equal(40, gallery.Count);
        Assert.Equal("red", gallery.Search(_fixture.Path("red/00.png")).Characters[0].Name);

        IndexResult result = gallery.IndexNow(_fixture.Pictures);

        Assert.Equal(40, result.Updated);
        Assert.Equal(("mean-colour-2", null), (gallery.ModelId, gallery.NextModelId));
        Assert.Equal(40, gallery.Count);
        Assert.Equal("red", gallery.Search(_fixture.Path("red/00.png")).Characters[0].Name);
        Assert.Equal(["mean-colour-2|40"], _fixture.Rows(VectorsByModel));
        Assert.Equal(["mean-colour-2"], Models());
    }

    [Fact]
    public void Index_ChangeInterrupted_OldOneAnswersAndTheNextRunGoesOn()
    {
        int embedded = 0;
        using CancellationTokenSource cancel = new();
        using (Gallery gallery = FakeModels.Open(_fixture.Directory, version: 2, embedding: _ =>
        {
            if (Interlocked.Increment(ref embedded) == 10)
            {
                cancel.Cancel();
            }
        }))
        {
            Assert.Throws<OperationCanceledException>(() => gallery.Index(_fixture.Pictures, progress: null, cancel.Token));
            Assert.Equal(("mean-colour-1", 40), (gallery.ModelId, gallery.Count));
        }

        Assert.Equal(["mean-colour-1|40", $"mean-colour-2|{embedded}"], _fixture.Rows(VectorsByModel));
        using Gallery again = FakeModels.OpenExisting(_fixture.Directory);
        Assert.Equal(("mean-colour-1", "mean-colour-2"), (again.ModelId, again.NextModelId));

        IndexResult result = again.IndexNow(_fixture.Pictures);

        Assert.InRange(embedded, 10, 39); // what was begun is finished
        Assert.Equal((40 - embedded, embedded), (result.Updated, result.Unchanged));
        Assert.Equal(["mean-colour-2|40"], _fixture.Rows(VectorsByModel));
    }

    [Fact]
    public void OpenOrCreate_BackToTheOldModel_CallsTheChangeOff()
    {
        FakeModels.Open(_fixture.Directory, version: 2).Dispose();
        using Gallery gallery = FakeModels.Open(_fixture.Directory, version: 1);

        Assert.Equal(("mean-colour-1", null), (gallery.ModelId, gallery.NextModelId));
        Assert.Equal(40, gallery.IndexNow(_fixture.Pictures).Unchanged);
        Assert.Equal(["mean-colour-1"], Models());
    }

    [Fact]
    public void Index_SeveralFoldersAndSingles_AllAreEmbeddedAgain()
    {
        string single = _fixture.Draw("../single.png", 0, 0, 250);
        string other = Path.GetDirectoryName(Path.GetDirectoryName(_fixture.Draw("../other/green/1.png", 0, 250, 0)))!;
        using (Gallery first = FakeModels.OpenExisting(_fixture.Directory))
        {
            first.Add(single, "blue");
            first.IndexNow(other);
        }

        using Gallery gallery = FakeModels.Open(_fixture.Directory, version: 2);
        gallery.IndexNow(other);

        Assert.Equal(["mean-colour-2|42"], _fixture.Rows(VectorsByModel));
        Assert.Equal("blue", gallery.Search(single).Characters[0].Name);
    }

    [Fact]
    public void Index_AnotherFolderIsMissing_ChangesNothing()
    {
        string other = Path.GetDirectoryName(Path.GetDirectoryName(_fixture.Draw("../other/green/1.png", 0, 250, 0)))!;
        using Gallery gallery = FakeModels.Open(_fixture.Directory, version: 2);
        Directory.Move(_fixture.Pictures, _fixture.Pictures + "-away");

        Assert.Throws<GalleryException>(() => gallery.IndexNow(other));

        Assert.Equal(["mean-colour-1|40"], _fixture.Rows(VectorsByModel));
    }

    private string[] Models() =>
        [.. Directory.GetDirectories(Path.Combine(_fixture.Directory, "model")).Select(d => Path.GetFileName(d)!).Order()];
}
