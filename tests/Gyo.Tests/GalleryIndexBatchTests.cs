namespace Gyo.Tests;

/// <summary>Indexing more pictures than one batch holds, on all cores.</summary>
public sealed class GalleryIndexBatchTests : IDisposable
{
    private const int Pictures = 103; // three batches and a rest

    private readonly GalleryFixture _fixture = new();
    private int _embedded;

    public GalleryIndexBatchTests()
    {
        for (int i = 0; i < Pictures; i++)
        {
            _fixture.Draw($"many/{i:000}.png", i, 2 * i, 50);
        }
    }

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public void Index_Progress_IsToldAfterEachBatch()
    {
        List<(int, int)> told = [];

        using Gallery gallery = FakeModels.Open(_fixture.Directory);
        gallery.Index(_fixture.Pictures, new InlineProgress<IndexProgress>(p => told.Add((p.Done, p.Total))), TestContext.Current.CancellationToken);

        Assert.Equal([(0, Pictures), (32, Pictures), (64, Pictures), (96, Pictures), (Pictures, Pictures)], told);
    }

    [Fact]
    public void Index_Cancelled_KeepsWhatWasBegunAndGoesOn()
    {
        using CancellationTokenSource cancel = new();
        using (Gallery gallery = Open(() =>
        {
            if (_embedded == 60)
            {
                cancel.Cancel();
            }
        }))
        {
            Assert.Throws<OperationCanceledException>(() => gallery.Index(_fixture.Pictures, progress: null, cancel.Token));
            Assert.Equal(_embedded, gallery.Count);
        }

        int kept = _embedded;
        Assert.InRange(kept, 60, 60 + Environment.ProcessorCount);
        using Gallery again = Open();
        IndexResult result = again.IndexNow(_fixture.Pictures);

        Assert.Equal((Pictures - kept, kept), (result.Added, result.Unchanged));
        Assert.Equal(Pictures, _embedded);
    }

    [Fact]
    public void Index_CopiesFarApart_AreEmbeddedOnce()
    {
        const int Copies = 3;
        foreach (string picture in Directory.GetFiles(_fixture.Path("many")))
        {
            for (int i = 0; i < Copies; i++)
            {
                File.Copy(picture, picture.Replace(".png", $"-{i}.png", StringComparison.Ordinal));
            }
        }

        using Gallery gallery = Open();

        Assert.Equal(Pictures * (1 + Copies), gallery.IndexNow(_fixture.Pictures).Added);
        Assert.Equal(Pictures, _embedded);
        Assert.Equal([$"{Pictures}"], _fixture.Rows("SELECT count(DISTINCT value) FROM vector"));
    }

    [Fact]
    public void Index_BrokenPictures_AreToldInTheirOrder()
    {
        string[] broken = [.. Enumerable.Range(0, 100).Select(i => _fixture.WriteBroken($"many/{i:000}-broken.png"))];

        using Gallery gallery = Open();

        Assert.Equal(broken, gallery.IndexNow(_fixture.Pictures).Skipped.Select(s => s.Path));
    }

    private Gallery Open(Action? embedding = null) => FakeModels.Open(_fixture.Directory, embedding: n =>
    {
        Interlocked.Add(ref _embedded, n);
        embedding?.Invoke();
    });
}
