using Gyo.Ranking;

namespace Gyo.Tests.Ranking;

public sealed class CharacterModelsTests
{
    private const double Rounding = 1e-3; // floats, and the steps of the integral

    // Without pictures the characters' variance is 1 along each coordinate.
    private static readonly CharacterSpace Plane = CharacterSpace.Fit(2, [], _ => throw new InvalidOperationException());

    /// <summary>
    /// The ratio by its definition, integrated over where a character may lie: its pictures and the query are each normal about it with
    /// variance 1, and it is normal about 0 with variance 1. The two coordinates are independent.
    /// </summary>
    [Fact]
    public void Score_ThreePictures_EqualsTheIntegral()
    {
        float[][] pictures = [[1.2f, -0.4f], [0.7f, 0.1f], [1.9f, -1.1f]];
        float[] query = [1.5f, 0.3f];
        var models = new CharacterModels(Plane);
        foreach (float[] picture in pictures)
        {
            models.Add("a", picture);
        }

        double expected = Enumerable.Range(0, 2).Sum(d =>
        {
            double[] known = [.. pictures.Select(p => (double)p[d])];
            return Math.Log(Evidence([.. known, query[d]]) / Evidence(known) / Evidence([query[d]]));
        });

        Assert.Equal(expected, Assert.Single(models.Score(query)).Score, Rounding);
    }

    [Fact]
    public void Score_MorePictures_AreSurer()
    {
        var models = new CharacterModels(Plane);
        models.Add("one", [2, 0]);
        for (int i = 0; i < 10; i++)
        {
            models.Add("ten", [2, 0]);
        }

        Dictionary<string, float> near = models.Score([2, 0]).ToDictionary(s => s.Name, s => s.Score);
        Dictionary<string, float> far = models.Score([-2, 0]).ToDictionary(s => s.Name, s => s.Score);

        Assert.True(near["ten"] > near["one"] && near["one"] > 0);
        Assert.True(far["ten"] < far["one"] && far["one"] < 0);
    }

    [Fact]
    public void Score_OfItsOwnPicture_IsAsIfItWereNotThere()
    {
        var without = new CharacterModels(Plane);
        without.Add("a", [1, 1]);
        without.Add("b", [-1, 1]);
        var with = new CharacterModels(Plane);
        with.Add("a", [1, 1]);
        with.Add("a", [0.5f, 1]);
        with.Add("b", [-1, 1]);

        Assert.Equal(
            without.Score([0.5f, 1]).OrderBy(s => s.Name).Select(s => (s.Name, MathF.Round(s.Score, 4))),
            with.Score([0.5f, 1], own: "a").OrderBy(s => s.Name).Select(s => (s.Name, MathF.Round(s.Score, 4))));
    }

    [Fact]
    public void Score_OnlyPictureOfItsCharacter_LeavesItOut()
    {
        var models = new CharacterModels(Plane);
        models.Add("a", [1, 1]);
        models.Add("b", [-1, 1]);

        Assert.Equal(["b"], models.Score([1, 1], own: "a").Select(s => s.Name));
        Assert.Empty(new CharacterModels(Plane).Score([1, 1]));
    }

    /// <summary>100 pictures of one character are more than a space remembers the outlook of.</summary>
    [Fact]
    public void Read_WhatWasWritten_ScoresTheSameToTheLastBit()
    {
        var world = new CharacterWorld(seed: 1);
        (float[][] vectors, string[] labels) = world.Draw(8, 5, "ゴン, \"é\" ");
        (float[][] many, string[] name) = world.Draw(1, 100, "many");
        CharacterSpace space = CharacterSpace.Fit(16, labels, i => vectors[i]);
        var models = CharacterModels.Of(space, [.. labels, .. name], i => i < vectors.Length ? vectors[i] : many[i - vectors.Length]);

        CharacterModels read = Kept.Read(Kept.Bytes(models.Write), reader => CharacterModels.Read(reader, space));

        Assert.All([.. vectors, many[0]], v => Assert.Equal(Sorted(models.Score(space.Project(v))), Sorted(read.Score(space.Project(v)))));
        Assert.All(vectors.Zip(labels), p => Assert.Equal(
            Sorted(models.Score(space.Project(p.First), own: p.Second)), Sorted(read.Score(space.Project(p.First), own: p.Second))));

        read.Add(labels[0], space.Project(vectors[9]));
        models.Add(labels[0], space.Project(vectors[9]));
        Assert.Equal(Sorted(models.Score(space.Project(vectors[3]))), Sorted(read.Score(space.Project(vectors[3]))));

        static CharacterScore[] Sorted(CharacterScore[] scores) => [.. scores.OrderBy(s => s.Name, StringComparer.Ordinal)];
    }

    [Fact]
    public void Read_NoModels_ScoresNothing() =>
        Assert.Empty(Kept.Read(Kept.Bytes(new CharacterModels(Plane).Write), reader => CharacterModels.Read(reader, Plane)).Score([1, 1]));

    [Fact]
    public void Read_BrokenBytes_Refuses()
    {
        var models = new CharacterModels(Plane);
        models.Add("Gon", [1, 1]);
        models.Add("Killua", [1, 2]);
        models.Add("Kurapika", [0, 1]);

        Kept.AssertBrokenIsRefused(Kept.Bytes(models.Write), reader => CharacterModels.Read(reader, Plane));
    }

    /// <summary>∫ N(y; 0, 1) Π N(x; y, 1) dy by the trapezium rule.</summary>
    private static double Evidence(double[] pictures)
    {
        const double Step = 1e-3;
        double sum = 0;
        for (double y = -10; y <= 10; y += Step)
        {
            sum += Normal(y) * pictures.Aggregate(1.0, (product, x) => product * Normal(x - y));
        }

        return sum * Step;

        static double Normal(double x) => Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI);
    }
}
