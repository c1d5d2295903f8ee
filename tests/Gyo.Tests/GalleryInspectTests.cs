using Gyo.Collections;
using NetVips;

namespace Gyo.Tests;

/// <summary>Findings of every kind in a gallery of drawn pictures, what accepting and rejecting them does, and what is remembered.</summary>
public sealed class GalleryInspectTests : IDisposable
{
    private readonly GalleryFixture _fixture = new();
    private readonly Gallery _gallery;

    /// <summary>Three characters that the fake model tells by colour, each picture with a pattern of its own; then what is amiss.</summary>
    public GalleryInspectTests()
    {
        for (int i = 0; i < 9; i++)
        {
            Draw($"red/{i}.png", 220, 20, 20);
            Draw($"green/{i}.png", 20, 220, 20);
            Draw($"blue/{i}.png", 20, 20, 220);
        }

        Draw("blue/wrong.png", 220, 20, 20);
        File.Copy(_fixture.Path("red/0.png"), _fixture.Path("red/copy.png"));
        File.WriteAllBytes(_fixture.Path("green/smaller.jpg"), Halved("green/1.png"));
        _fixture.WriteBroken("red/broken.png");
        _fixture.Draw("green/tiny.png", 20, 220, 20, size: 9);
        _gallery = FakeModels.Open(_fixture.Directory);
        _gallery.IndexNow(_fixture.Pictures);
    }

    public void Dispose()
    {
        _gallery.Dispose();
        _fixture.Dispose();
    }

    [Fact]
    public void Inspect_FindsEveryKind_AndChangesNothing()
    {
        IReadOnlyList<Finding> findings = Inspect();

        Assert.Equal(["broken.png", "tiny.png"], findings.Where(f => f.Kind == FindingKind.Unreadable).Select(f => Name(f.Pictures[0])).Order());
        Assert.Contains("9×9", findings.Single(f => f.Kind == FindingKind.Unreadable && Name(f.Pictures[0]) == "tiny.png").Reason, StringComparison.Ordinal);
        Assert.Equal(
            ["0.png copy.png", "1.png smaller.jpg"],
            findings.Where(f => f.Kind == FindingKind.Duplicates).Select(f => string.Join(' ', f.Pictures.Select(Name).Order())).Order());
        Finding wrong = findings.First(f => f.Kind == FindingKind.Label);
        Assert.Equal(("wrong.png", "blue", "red"), (Name(wrong.Pictures[0]), wrong.Character, wrong.Proposed));
        Assert.Contains(wrong.Evidence, p => p.Character == "red");
        Assert.All(findings, f => Assert.True(f.Reason.Length > 0 && f.Pictures.Count > 0));
        Assert.Equal(findings.Count, findings.Select(f => f.Id).Distinct().Count());
        Assert.Null(_gallery.LastChange);
        Assert.Equal(findings.Select(f => f.Id), Inspect().Select(f => f.Id)); // the same every time
    }

    [Fact]
    public void Accept_Copies_TakesOutAllButTheBest_AndUndoPutsThemBack()
    {
        Finding copies = Of(FindingKind.Duplicates, "smaller.jpg");
        Assert.Equal("1.png", Name(copies.Pictures[0])); // more pixels
        Assert.Contains("72×72", copies.Pictures[0].Words, StringComparison.Ordinal);

        Assert.Equal(1, _gallery.Accept(copies));

        Assert.Null(_gallery.FindPicture(copies.Pictures[1].Id));
        Assert.Equal("Took out 1 copy of 1.png", _gallery.LastChange!.Words);
        Assert.DoesNotContain(Inspect(), f => f.Id == copies.Id);
        Assert.True(File.Exists(_fixture.Path("green/smaller.jpg")));
        _gallery.Undo();
        Assert.Contains(Inspect(), f => f.Id == copies.Id);
    }

    [Fact]
    public void Accept_CopiesWithAnotherToKeep_KeepsThat()
    {
        Finding copies = Of(FindingKind.Duplicates, "smaller.jpg");

        _gallery.Accept(copies, keep: copies.Pictures[1].Id);

        Assert.Null(_gallery.FindPicture(copies.Pictures[0].Id));
        Assert.NotNull(_gallery.FindPicture(copies.Pictures[1].Id));
        Assert.Throws<ArgumentException>(() => _gallery.Accept(copies, keep: 123456));
    }

    [Fact]
    public void Accept_ALabel_MovesThePicture()
    {
        Finding wrong = Of(FindingKind.Label, "wrong.png");

        _gallery.Accept(wrong);

        Assert.Equal("red", _gallery.FindPicture(wrong.Pictures[0].Id)!.Character);
        Assert.DoesNotContain(Inspect(), f => f.Kind == FindingKind.Label && f.Pictures[0].Id == wrong.Pictures[0].Id);
    }

    [Fact]
    public void Accept_Unreadable_TakesItOut_AndRestoreBringsItBack()
    {
        Finding broken = Of(FindingKind.Unreadable, "broken.png");

        _gallery.Accept(broken);

        Assert.DoesNotContain(Inspect(), f => f.Id == broken.Id);
        GalleryPicture picture = Assert.Single(_gallery.Pictures(new PictureFilter { TakenOut = true }, 0, 10).Pictures);
        Assert.Contains("broken.png", _gallery.WhyTakenOut(picture.Id), StringComparison.Ordinal);
        Assert.Equal(1, _gallery.Restore([picture.Id]));
        Assert.Contains(Inspect(), f => f.Id == broken.Id);
    }

    [Fact]
    public void Reject_Everything_IsRememberedThroughANewIndexAnotherModelAndNewNames()
    {
        foreach (Finding finding in Inspect())
        {
            _gallery.Reject(finding);
        }

        Assert.Empty(Inspect());

        // Every file under another name, one character's folder too; then another model.
        foreach (string folder in new[] { "red", "green", "blue" })
        {
            Directory.Move(_fixture.Path(folder), _fixture.Path($"{folder}-before"));
            Directory.CreateDirectory(_fixture.Path(folder));
            foreach ((int i, string file) in Directory.GetFiles(_fixture.Path($"{folder}-before")).Index())
            {
                File.Move(file, _fixture.Path($"{folder}/renamed-{i}{Path.GetExtension(file)}"));
            }

            Directory.Delete(_fixture.Path($"{folder}-before"));
        }

        Directory.Move(_fixture.Path("blue"), _fixture.Path("azure"));
        IndexResult moved = _gallery.IndexNow(_fixture.Pictures);
        Assert.Equal((0, 0), (moved.Added, moved.Removed));
        Assert.Empty(Inspect());

        _gallery.Dispose();
        using Gallery retrained = FakeModels.Open(_fixture.Directory, version: 2);
        retrained.IndexNow(_fixture.Pictures);
        Assert.Equal("mean-colour-2", retrained.ModelId);
        Assert.Empty(retrained.Inspect(progress: null, TestContext.Current.CancellationToken));

        // And all of it can still be taken back.
        while (retrained.Undo() is not null)
        {
        }

        Assert.Contains(retrained.Inspect(progress: null, TestContext.Current.CancellationToken), f => f.Kind == FindingKind.Duplicates);
    }

    [Fact]
    public void Inspect_GalleryFromBeforeLooksWereKept_LooksNow()
    {
        using (var store = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(_fixture.Directory, GalleryStore.FileName)};Pooling=False"))
        {
            store.Open();
            using Microsoft.Data.Sqlite.SqliteCommand command = store.CreateCommand();
            command.CommandText = "DELETE FROM content";
            command.ExecuteNonQuery();
        }

        Assert.NotNull(Of(FindingKind.Duplicates, "smaller.jpg"));
        Assert.Equal(["0"], _fixture.Rows("SELECT count(*) FROM image i WHERE problem IS NULL AND NOT EXISTS (SELECT 1 FROM content c WHERE c.sha256 = i.sha256)"));
    }

    [Fact]
    public void Inspect_Cancelled_Throws() =>
        Assert.Throws<OperationCanceledException>(() => _gallery.Inspect(progress: null, new CancellationToken(canceled: true)));

    [Fact]
    public void SayDoesNotShow_KeepsThatProposalAway()
    {
        Finding wrong = Of(FindingKind.Label, "wrong.png");

        _gallery.SayDoesNotShow([wrong.Pictures[0].Id], "red");

        Assert.DoesNotContain(Inspect(), f => f.Kind == FindingKind.Label && f.Pictures[0].Id == wrong.Pictures[0].Id && f.Proposed == "red");
        _gallery.Undo();
        Assert.NotNull(Of(FindingKind.Label, "wrong.png"));
    }

    private IReadOnlyList<Finding> Inspect() => _gallery.Inspect(progress: null, TestContext.Current.CancellationToken);

    private Finding Of(FindingKind kind, string name) => Inspect().First(f => f.Kind == kind && f.Pictures.Any(p => Name(p) == name));

    private static string Name(FoundPicture picture) => Path.GetFileName(picture.Path);

    private byte[] Halved(string name)
    {
        using Image whole = Image.NewFromFile(_fixture.Path(name));
        using Image half = whole.Resize(0.5);
        return half.JpegsaveBuffer(q: 80);
    }

    /// <summary>A colour under a coarse pattern that no other picture has.</summary>
    private void Draw(string name, int red, int green, int blue)
    {
        string path = _fixture.Path(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        int seed = name.Aggregate(7, (sum, c) => unchecked(sum * 31 + c)) & 0xFFFFFF;
        using Image cells = Image.Gaussnoise(6, 6, seed: seed, mean: 1, sigma: 0.35);
        using Image pattern = cells.Resize(12, kernel: Enums.Kernel.Cubic);
        using Image picture = (pattern * new[] { red, green, (double)blue }).Cast(Enums.BandFormat.Uchar).Copy(interpretation: Enums.Interpretation.Srgb);
        File.WriteAllBytes(path, picture.PngsaveBuffer());
    }
}
