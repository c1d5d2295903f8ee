using System.Collections.Concurrent;
using Gyo.Collections;

namespace Gyo.Tests;

/// <summary>Real files in a real folder; what is waited for always comes, so no test has a time limit.</summary>
public sealed class FolderWatchTests : IDisposable
{
    private readonly GalleryFixture _fixture = new();
    private readonly BlockingCollection<PictureChange> _changes = [];
    private readonly BlockingCollection<string> _waits = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly Gallery _gallery;
    private Task? _watching;

    public FolderWatchTests()
    {
        Directory.CreateDirectory(_fixture.Pictures);
        _gallery = FakeModels.Open(_fixture.Directory);
    }

    [Fact]
    public void Run_FilesComeChangeMoveAndGo_TellsEachOnce()
    {
        Watch();
        Assert.Contains("there is no picture", NextWait(), StringComparison.Ordinal);
        string red = _fixture.Draw("Gon/red.png", 200, 0, 0);
        Assert.Equal(Is(PictureChangeKind.Added, red, "Gon"), Next());
        Assert.Equal(1, _gallery.Count);

        _fixture.Draw("Gon/red.png", 0, 200, 0, size: 20);
        Assert.Equal(Is(PictureChangeKind.Updated, red, "Gon"), Next());

        string moved = _fixture.Path("Killua/green.png");
        Directory.CreateDirectory(Path.GetDirectoryName(moved)!);
        File.Move(red, moved);
        Assert.Equal(Is(PictureChangeKind.Moved, moved, "Killua") with { From = StoredFolder.FullPath(red) }, Next());

        string other = _fixture.Draw("Killua/blue.png", 0, 0, 200);
        Assert.Equal(Is(PictureChangeKind.Added, other, "Killua"), Next());
        File.Delete(moved);
        Assert.Equal(Is(PictureChangeKind.Removed, moved, "Killua"), Next());
        Assert.Equal(1, _gallery.Count);
    }

    [Fact]
    public void Run_ManyAtOnce_TellsAll()
    {
        Watch();
        string[] drawn = [.. Enumerable.Range(0, 60).Select(n => _fixture.Draw($"c{n % 5}/{n:00}.png", n * 4, 255 - n * 4, n % 7 * 30, size: 16 + n))];

        string[] told = [.. drawn.Select(_ => Next().Path).Order(StringComparer.Ordinal)];

        Assert.Equal(drawn.Select(StoredFolder.FullPath).Order(StringComparer.Ordinal), told);
        Assert.Equal(5, _gallery.Characters.Count);
    }

    [Fact]
    public void Run_FileStillBeingWritten_IsWaitedFor()
    {
        string whole = _fixture.Draw("whole.png", 10, 20, 30, size: 200);
        Watch(Patient);
        Next();
        byte[] bytes = File.ReadAllBytes(whole);
        string slow = _fixture.Path("Gon/slow.png");
        Directory.CreateDirectory(Path.GetDirectoryName(slow)!);
        File.Delete(whole); // would be "moved" to the slow one once that is whole
        using (FileStream file = new(slow, FileMode.Create, FileAccess.Write, FileShare.Read))
        {
            foreach (byte[] part in bytes.Chunk(bytes.Length / 4 + 1))
            {
                file.Write(part);
                file.Flush();
                Thread.Sleep(Fast.Quiet); // longer would a hasty watch not wait; far from what this patient one does, however slow the machine
                Assert.Equal(1, _gallery.Count); // the deletion waits too
            }
        }

        Assert.Equal(PictureChangeKind.Moved, Next().Kind);
        Assert.Empty(_changes);
    }

    [Fact]
    public void Run_BadFile_IsToldOnceAndAgainWhenItIsGood()
    {
        Watch();
        _fixture.Draw("good.png", 1, 2, 3);
        string bad = _fixture.WriteBroken("Gon/bad.png");
        PictureChange[] first = [Next(), Next()];
        PictureChange skipped = Assert.Single(first, c => c.Kind == PictureChangeKind.Skipped);
        Assert.Contains("not a JPEG", skipped.Reason, StringComparison.Ordinal);
        _fixture.Draw("another.png", 3, 2, 1);
        Assert.Equal(PictureChangeKind.Added, Next().Kind); // and not the bad one again
        _fixture.Draw("Gon/bad.png", 9, 9, 9);
        PictureChange repaired = Next();
        Assert.Equal(StoredFolder.FullPath(bad), repaired.Path);
        Assert.NotEqual(PictureChangeKind.Skipped, repaired.Kind);
    }

    [Fact]
    public void Run_FolderGoneOrEmpty_DropsNothingAndGoesOnWhenItIsBack()
    {
        _fixture.Draw("Gon/red.png", 200, 0, 0);
        Watch();
        Next();
        string elsewhere = _fixture.Pictures + "-unmounted";
        Directory.Move(_fixture.Pictures, elsewhere);
        Assert.Contains("There is no folder", NextWait(), StringComparison.Ordinal);
        Directory.CreateDirectory(_fixture.Pictures);
        Assert.Contains("is its disk mounted", NextWait(), StringComparison.Ordinal);
        Assert.Equal(1, _gallery.Count);
        Directory.Delete(_fixture.Pictures);
        Directory.Move(elsewhere, _fixture.Pictures);
        string blue = _fixture.Draw("Gon/blue.png", 0, 0, 200);
        Assert.Equal(Is(PictureChangeKind.Added, blue, "Gon"), Next());
        Assert.Equal(2, _gallery.Count);
    }

    [Fact]
    public void Run_GalleryBeingChangedByAnother_WaitsAndTriesAgain()
    {
        Watch();
        NextWait(); // empty
        using (new GalleryLock(_fixture.Directory))
        {
            _fixture.Draw("Gon/red.png", 200, 0, 0);
            Assert.Contains("another process is changing", NextWait(), StringComparison.Ordinal);
            Assert.Empty(_changes);
        }

        Assert.Equal(PictureChangeKind.Added, Next().Kind);
    }

    public void Dispose()
    {
        _stop.Cancel();
        _watching?.GetAwaiter().GetResult();
        _gallery.Dispose();
        _fixture.Dispose();
        _stop.Dispose();
        _changes.Dispose();
        _waits.Dispose();
    }

    private static readonly WatchOptions Fast = new() { Quiet = TimeSpan.FromMilliseconds(300), Rescan = TimeSpan.FromSeconds(2) };

    /// <summary>A machine that is busy may hold up the hand that writes.</summary>
    private static readonly WatchOptions Patient = Fast with { Quiet = TimeSpan.FromSeconds(20) };

    private static PictureChange Is(PictureChangeKind kind, string path, string character) => new(kind, StoredFolder.FullPath(path), character);

    private PictureChange Next() => _changes.Take(TestContext.Current.CancellationToken);

    private string NextWait() => _waits.Take(TestContext.Current.CancellationToken);

    private void Watch(WatchOptions? options = null) => _watching = Task.Factory.StartNew(
        () => new FolderWatch(_gallery, _fixture.Pictures, _changes.Add, _waits.Add, options ?? Fast).Run(_stop.Token),
        TestContext.Current.CancellationToken,
        TaskCreationOptions.LongRunning,
        TaskScheduler.Default);
}
