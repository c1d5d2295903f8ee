namespace Gyo.Tests;

/// <summary>Pictures without a character become candidates; a name makes one of them a character.</summary>
public sealed class GalleryClusterTests : IDisposable
{
    private const int Each = 6;

    private readonly GalleryFixture _fixture = new();

    public GalleryClusterTests()
    {
        var random = new Random(4);
        foreach ((string name, int red, int green, int blue) in new[] { ("sky/", 40, 120, 220), ("red/", 220, 40, 40), ("lime", 120, 220, 40) })
        {
            for (int i = 0; i < Each; i++)
            {
                _fixture.Draw($"{name}{i}.png", red + random.Next(30), green + random.Next(30), blue + random.Next(30));
            }
        }

        using Gallery gallery = FakeModels.Open(_fixture.Directory);
        gallery.IndexNow(_fixture.Pictures);
    }

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public void Cluster_UnnamedPictures_AreEachInOnePlaceAndNothingChanges()
    {
        using Gallery gallery = FakeModels.OpenExisting(_fixture.Directory);

        GalleryClusters found = Cluster(gallery);

        string[] unnamed = [.. gallery.Pictures(new PictureFilter(), 0, int.MaxValue).Pictures.Where(p => p.Character is null).Select(p => p.Path).Order()];
        Assert.Equal(Each, unnamed.Length);
        Assert.Equal(unnamed, found.Matches.Select(m => m.Picture.Path).Concat(found.Clusters.SelectMany(c => c.Pictures).Concat(found.Alone).Select(p => p.Path)).Order());
        Assert.Null(gallery.LastChange);
    }

    [Fact]
    public void Cluster_Again_GivesTheSameIds()
    {
        using Gallery gallery = FakeModels.OpenExisting(_fixture.Directory);

        string[] ids = [.. Cluster(gallery).Clusters.Select(c => c.Id)];
        gallery.Refresh();

        Assert.Equal(ids, Cluster(gallery).Clusters.Select(c => c.Id));
    }

    [Fact]
    public void Cluster_WhatDoesNotShowACharacter_IsNotProposedForIt()
    {
        using Gallery gallery = FakeModels.OpenExisting(_fixture.Directory);
        long[] unnamed = [.. gallery.Pictures(new PictureFilter(), 0, int.MaxValue).Pictures.Where(p => p.Character is null).Select(p => p.Id)];
        gallery.SayDoesNotShow(unnamed, "sky");
        gallery.SayDoesNotShow(unnamed, "red");

        GalleryClusters found = Cluster(gallery);

        Assert.Empty(found.Matches);
        Assert.All(found.Clusters, c => Assert.Null(c.Resembles));
    }

    [Fact]
    public void Relabel_OfACluster_MakesACharacterAndUndoTakesItBack()
    {
        for (int i = 0; i < 3; i++)
        {
            _fixture.Draw($"copy{i}.png", 10, 10, 250, size: 20 + i);
        }

        using Gallery gallery = FakeModels.OpenExisting(_fixture.Directory);
        gallery.IndexNow(_fixture.Pictures);
        gallery.SayDoesNotShow([.. gallery.Pictures(new PictureFilter(), 0, int.MaxValue).Pictures.Where(p => p.Character is null).Select(p => p.Id)], "sky");
        PictureCluster cluster = Cluster(gallery).Clusters[0];

        gallery.Relabel([.. cluster.Pictures.Select(p => p.Id)], "New");

        Assert.Equal(cluster.Pictures.Count, gallery.Characters["New"]);
        Assert.DoesNotContain(Cluster(gallery).Clusters, c => c.Id == cluster.Id);
        gallery.Undo();
        Assert.False(gallery.Characters.ContainsKey("New"));
    }

    private static GalleryClusters Cluster(Gallery gallery) => gallery.Cluster(cancel: TestContext.Current.CancellationToken);
}
