using Gyo.Collections;

namespace Gyo.Tests;

/// <summary>What is decided in a gallery with a graph is in its snapshot when it is opened again, without making the graph anew.</summary>
public sealed class LargeGallerySnapshotTests : IDisposable
{
    private const int Characters = 40;
    private const int Pictures = GalleryView.MostExact + 200;

    private readonly GalleryFixture _fixture = new();
    private readonly string _query;

    public LargeGallerySnapshotTests()
    {
        FakeModels.Open(_fixture.Directory).Dispose();
        using GalleryStore store = GalleryStore.Open(_fixture.Directory);
        StoredFolder folder = store.Folder("/pictures");
        var random = new Random(5);
        store.Transaction(() =>
        {
            for (int i = 0; i < Pictures; i++)
            {
                ImageFile file = new($"{i % Characters}/{i}.png", $"{i % Characters}", i, DateTime.UnixEpoch);
                long id = store.Add(folder, file, $"{i:x64}", problem: null);
                store.SetVector(id, store.ModelId, Colour(random, i % Characters));
            }
        });
        _query = _fixture.Draw("../query.png", 130, 210, 65);
    }

    private string Snapshot => Path.Combine(_fixture.Directory, GallerySnapshot.FileName);

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public void Dispose_AfterEdits_KeepsWhatTheyLedTo()
    {
        DateTime first;
        SearchAnswer edited;
        long hidden;
        using (Gallery gallery = FakeModels.OpenExisting(_fixture.Directory))
        {
            hidden = gallery.Search(_query).Pictures[0].Id;
            first = File.GetLastWriteTimeUtc(Snapshot);
            gallery.Hide([hidden]);
            gallery.Rename("7", "seven");
            gallery.Relabel([1, 2, 3], null);
            edited = gallery.Search(_query);
        }

        DateTime second = File.GetLastWriteTimeUtc(Snapshot);
        Assert.NotEqual(first, second);
        using (Gallery gallery = FakeModels.OpenExisting(_fixture.Directory))
        {
            Assert.Equal(Pictures - 1, gallery.Count);
            Assert.Equal(Pictures / Characters, gallery.Characters["seven"]);
            Assert.DoesNotContain("7", gallery.Characters.Keys);
            SearchAnswer again = gallery.Search(_query);
            Assert.Equal(edited.Pictures, again.Pictures);
            Assert.Equal(edited.Characters.Select(c => (c.Name, c.Confidence)), again.Characters.Select(c => (c.Name, c.Confidence)));
            Assert.DoesNotContain(again.Pictures, p => p.Id == hidden);
        }

        Assert.Equal(second, File.GetLastWriteTimeUtc(Snapshot)); // nothing was made again
    }

    [Fact]
    public void Dispose_AfterAnotherProcessChangedIt_KeepsNothingOfItsOwn()
    {
        using (Gallery gallery = FakeModels.OpenExisting(_fixture.Directory))
        {
            gallery.Search(_query);
            using (Gallery other = FakeModels.OpenExisting(_fixture.Directory))
            {
                other.Relabel([5], "theirs");
            }

            gallery.Relabel([6], "ours");
        }

        using Gallery again = FakeModels.OpenExisting(_fixture.Directory);
        Assert.Equal(1, again.Characters["theirs"]);
        Assert.Equal(1, again.Characters["ours"]);
    }

    [Fact]
    public void IsOutdated_CountsWhatChangedBeforeItWasKept()
    {
        const int Half = (int)(Pictures * 0.15); // twice that is more than a quarter
        for (int time = 0; time < 2; time++)
        {
            using Gallery gallery = FakeModels.OpenExisting(_fixture.Directory);
            DateTime before = File.Exists(Snapshot) ? File.GetLastWriteTimeUtc(Snapshot) : default;
            gallery.Relabel([.. Enumerable.Range(1 + time * Half, Half).Select(i => (long)i)], $"new {time}");
            gallery.Search(_query);

            Assert.Equal(time == 1, before != default && before != File.GetLastWriteTimeUtc(Snapshot)); // made anew from the database, and kept
        }
    }

    /// <summary>A vector of the fake model around a character's colour.</summary>
    private static float[] Colour(Random random, int character)
    {
        float[] vector = [0.1f + character % 4 / 4f, 0.1f + character / 4 % 4 / 4f, 0.1f + character / 16 / 4f, 0.1f];
        for (int i = 0; i < 3; i++)
        {
            vector[i] += 0.1f * random.NextSingle();
        }

        float norm = MathF.Sqrt(vector.Sum(x => x * x));
        return [.. vector.Select(x => x / norm)];
    }
}
