using Gyo.Collections;
using Gyo.Ranking;
using Gyo.Tests.Indexing;

namespace Gyo.Tests;

/// <summary>A gallery learns from its own labels, and keeps up with what comes and goes.</summary>
public sealed class GalleryLearnsTests : IDisposable
{
    private const float Rounding = 1e-5f;
    private const int Each = 8;

    private readonly GalleryFixture _fixture = new();

    public GalleryLearnsTests()
    {
        var random = new Random(4);
        foreach ((string name, int red, int green, int blue) in new[] { ("red", 200, 60, 60), ("lime", 120, 200, 60), ("sky", 60, 120, 200) })
        {
            for (int i = 0; i < Each; i++)
            {
                _fixture.Draw($"{name}/{i}.png", red + random.Next(50), green + random.Next(50), blue + random.Next(10));
            }
        }
    }

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public void Search_SeveralPicturesEach_ComparesAsTheLabelsTeach()
    {
        using Gallery gallery = Indexed();
        Dictionary<string, (string Character, float[] Vector)> stored = Stored(gallery);
        string[] paths = [.. stored.Keys];
        CharacterSpace space = CharacterSpace.Fit(gallery.Dimension, [.. paths.Select(p => stored[p].Character)], i => stored[paths[i]].Vector);
        string query = _fixture.Path("lime/3.png");

        SearchAnswer answer = gallery.Search(query, new() { Pictures = 3 * Each });

        Assert.Equal("lime", answer.Characters[0].Name);
        Assert.Equal(3 * Each, answer.Pictures.Count);
        Assert.All(answer.Pictures, p => Assert.Equal(UnitVectors.Dot(Direction(query), Direction(p.Path)), p.Similarity, Rounding));

        float[] Direction(string path) => space.Direction(space.Project(stored[path].Vector));
    }

    /// <summary>Three colours, eight pictures each, and colours that are none of them.</summary>
    [Fact]
    public void Search_RateOfFalseAccepts_DecidesWhoIsUnknown()
    {
        using Gallery gallery = Indexed();
        string known = _fixture.Draw("../known.png", 225, 85, 65);
        string stranger = _fixture.Draw("../stranger.png", 10, 10, 250);

        Assert.False(gallery.Search(known).Unknown);
        Assert.Equal("red", gallery.Search(known).Characters[0].Name);
        Assert.True(gallery.Search(stranger).Unknown);
        Assert.InRange(gallery.Search(stranger).StrangerRate, 0.05, 1);
        Assert.False(gallery.Search(stranger, new() { FalseAcceptRate = 1 }).Unknown);
        Assert.Throws<ArgumentOutOfRangeException>(() => gallery.Search(known, new() { FalseAcceptRate = 2 }));
    }

    /// <summary>One picture between two characters, one that decides: together they are asked with the mean of their vectors.</summary>
    [Fact]
    public void SearchTogether_TwoPictures_AnswersForTheirMean()
    {
        using Gallery gallery = Indexed();
        string between = _fixture.Draw("../between.png", 170, 150, 65);
        string clear = _fixture.Draw("../clear.png", 225, 85, 65);

        SearchAnswer one = gallery.SearchTogether([clear]);
        SearchAnswer both = gallery.SearchTogether([between, clear]);

        Assert.Equal(gallery.Search(clear).Characters.Select(c => (c.Name, c.Confidence)), one.Characters.Select(c => (c.Name, c.Confidence)));
        Assert.Equal("red", both.Characters[0].Name);
        Assert.Equal($"{between} + {clear}", both.Query);
        float Red(SearchAnswer answer) => answer.Pictures.First(p => p.Path.Contains("red")).Similarity;
        Assert.InRange(Red(both), Red(gallery.Search(between)), Red(one));
        Assert.Throws<ArgumentException>(() => gallery.SearchTogether([]));
    }

    [Fact]
    public void Add_ManyPictures_AnswersAsTheReopenedGallery()
    {
        string query = _fixture.Path("lime/3.png");
        SearchAnswer answer;
        using (Gallery gallery = Indexed())
        {
            var random = new Random(9);
            for (int i = 0; i < 3 * Each; i++)
            {
                gallery.Add(_fixture.Draw($"../more/{i}.png", random.Next(256), random.Next(256), random.Next(256)), i % 2 == 0 ? "odd" : "even");
            }

            gallery.Refresh();
            answer = gallery.Search(query);
        }

        using Gallery again = FakeModels.OpenExisting(_fixture.Directory);
        Assert.Equal(answer.Pictures, again.Search(query).Pictures);
    }

    /// <summary>Pictures added one by one are at last seen by a space that knows them, without anybody asking for it.</summary>
    [Fact]
    public void Add_OneByOneToAnEmptyGallery_LearnsAtLast()
    {
        using Gallery gallery = FakeModels.Open(_fixture.Directory);
        foreach (string name in new[] { "red", "lime", "sky" })
        {
            for (int i = 0; i < Each; i++)
            {
                gallery.Add(_fixture.Path($"{name}/{i}.png"), name);
            }
        }

        Dictionary<string, (string Character, float[] Vector)> stored = Stored(gallery);
        (float[] one, float[] other) = (stored[_fixture.Path("red/0.png")].Vector, stored[_fixture.Path("sky/0.png")].Vector);
        PictureMatch match = gallery.Search(_fixture.Path("red/0.png"), new() { Pictures = 3 * Each }).Pictures.First(p => p.Path == _fixture.Path("sky/0.png"));

        Assert.NotEqual(UnitVectors.Dot(one, other), match.Similarity, Rounding);
    }

    /// <summary>The first pictures of an empty gallery are seen as those of a gallery that was opened with them.</summary>
    [Fact]
    public void Add_FirstPictures_AnswersAsTheReopenedGallery()
    {
        string query = _fixture.Path("red/0.png");
        SearchAnswer answer;
        using (Gallery gallery = FakeModels.Open(_fixture.Directory))
        {
            gallery.Add(query, "red");
            gallery.Add(_fixture.Path("sky/0.png"), "sky");
            answer = gallery.Search(query);
        }

        using Gallery again = FakeModels.OpenExisting(_fixture.Directory);
        Assert.Equal(again.Search(query).Characters.Select(c => (c.Name, c.Confidence)), answer.Characters.Select(c => (c.Name, c.Confidence)));
    }

    [Fact]
    public void Add_APictureAgainUnderAnotherName_MovesIt()
    {
        using Gallery gallery = FakeModels.Open(_fixture.Directory);
        gallery.Add(_fixture.Path("red/0.png"), "red");
        gallery.Add(_fixture.Path("sky/0.png"), "sky");

        gallery.Add(_fixture.Path("red/0.png"), "crimson");

        Assert.Equal(["crimson", "sky"], gallery.Characters.Keys.Order());
        Assert.Equal(["crimson", "sky"], gallery.Search(_fixture.Path("red/0.png")).Characters.Select(c => c.Name));
    }

    private Gallery Indexed()
    {
        Gallery gallery = FakeModels.Open(_fixture.Directory);
        gallery.IndexNow(_fixture.Pictures);
        return gallery;
    }

    private Dictionary<string, (string Character, float[] Vector)> Stored(Gallery gallery)
    {
        Dictionary<string, (string, float[])> stored = [];
        using GalleryStore store = GalleryStore.Open(_fixture.Directory);
        store.ReadVectors(gallery.ModelId, gallery.Dimension, (id, character, vector) => stored.Add(store.Find([id])[id].Path, (character!, vector)));
        return stored;
    }
}
