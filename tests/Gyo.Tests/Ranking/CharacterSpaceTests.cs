using Gyo.Ranking;
using Gyo.Tests.Indexing;

namespace Gyo.Tests.Ranking;

public sealed class CharacterSpaceTests
{
    private const int Dimension = 16;
    private const float Rounding = 1e-5f;

    /// <summary>What the class means of so many pictures may be off by; a covariance of 3,000 samples is known to 1/√3000 ≈ 0.02.</summary>
    private const double Chance = 0.1;

    [Fact]
    public void Project_ManyPictures_ScatterByOneAboutCharactersThatScatterAsTold()
    {
        const int Characters = 300;
        const int Each = 10;
        (float[][] vectors, string[] labels) = new CharacterWorld(seed: 1, dimension: 4).Draw(Characters, Each);
        CharacterSpace space = CharacterSpace.Fit(4, labels, i => vectors[i]);

        float[][] coordinates = [.. vectors.Select(v => space.Project(v))];

        ClassMoments moments = ClassMoments.Of(4, labels, i => coordinates[i]);
        for (int row = 0; row < 4; row++)
        {
            for (int column = 0; column < 4; column++)
            {
                double same = row == column ? 1 : 0;
                Assert.Equal(same, moments.Within()[row, column], Chance);
                Assert.Equal(same * (space.Between[row] + 1.0 / Each), moments.Between()[row, column], Chance * (1 + space.Between[row]));
            }
        }
    }

    /// <summary>Pictures differ most along three directions of sixteen: a nuisance, which the labels give away.</summary>
    [Fact]
    public void Direction_LoudNuisance_FindsTheCharacterThatItHid()
    {
        var world = new CharacterWorld(seed: 7);
        float[][] characters = world.New(20);
        (float[][] gallery, string[] labels) = world.Draw(characters, 6);
        (float[][] queries, string[] answers) = world.Draw(characters, 6);
        CharacterSpace space = CharacterSpace.Fit(Dimension, labels, i => gallery[i]);

        double before = NearestIsRight(gallery, queries);
        double after = NearestIsRight([.. gallery.Select(v => space.Direction(space.Project(v)))], [.. queries.Select(v => space.Direction(space.Project(v)))]);

        Assert.InRange(before, 0, 0.6);
        Assert.InRange(after, before + 0.3, 1);

        double NearestIsRight(float[][] held, float[][] asked) =>
            asked.Zip(answers).Average(q => labels[held.Index().MaxBy(g => UnitVectors.Dot(g.Item, q.First)).Index] == q.Second ? 1 : 0);
    }

    /// <summary>With one picture each nothing is told apart: similarity is the cosine about the mean, which counts C/(C + 2).</summary>
    [Fact]
    public void Direction_OnePictureEach_ComparesAboutTheCentre()
    {
        const int Count = 20;
        var random = new Random(1);
        float[][] vectors = [.. Enumerable.Range(0, Count).Select(_ => UnitVectors.Random(random, Dimension))];
        float[] centre = [.. Enumerable.Range(0, Dimension).Select(d => vectors.Average(v => v[d]) * Count / (Count + 2))];
        float[][] unit = [.. vectors.Select(v => UnitVectors.Normalise([.. v.Zip(centre, (x, c) => x - c)]))];
        float[] unitCentre = [.. Enumerable.Range(0, Dimension).Select(d => unit.Average(v => v[d]) * Count / (Count + 2))];
        float[][] expected = [.. unit.Select(v => UnitVectors.Normalise([.. v.Zip(unitCentre, (x, c) => x - c)]))];

        CharacterSpace space = CharacterSpace.Fit(Dimension, [.. Enumerable.Range(0, Count).Select(i => $"{i}")], i => vectors[i]);

        Assert.All(vectors.Zip(expected), v => Assert.Equal(
            UnitVectors.Dot(v.Second, expected[0]),
            UnitVectors.Dot(space.Direction(space.Project(v.First)), space.Direction(space.Project(vectors[0]))),
            Rounding));
    }

    [Fact]
    public void Fit_CopiesOnly_StillTellsThemApart()
    {
        float[] one = UnitVectors.Random(new Random(1), Dimension);
        float[] other = UnitVectors.Random(new Random(2), Dimension);
        float[][] vectors = [one, one, other, other];

        CharacterSpace space = CharacterSpace.Fit(Dimension, ["a", "a", "b", "b"], i => vectors[i]);

        Assert.Equal(1, UnitVectors.Dot(space.Direction(space.Project(one)), space.Direction(space.Project(one))), Rounding);
        Assert.InRange(UnitVectors.Dot(space.Direction(space.Project(one)), space.Direction(space.Project(other))), -1.001f, 0);
    }

    /// <summary>In one dimension unit vectors are 1 or −1: pictures that differ before they are brought to unit length are the same after.</summary>
    [Fact]
    public void Fit_OneDimension_GivesFiniteCoordinates()
    {
        float[][] vectors = [[1], [0.9f], [-1], [-0.9f]];

        CharacterSpace space = CharacterSpace.Fit(1, ["a", "a", "b", "b"], i => vectors[i]);

        Assert.All(vectors, v => Assert.True(float.IsFinite(space.Project(v)[0])));
        Assert.Equal([1], space.Direction(space.Project([1])));
        Assert.Equal([-1], space.Direction(space.Project([-1])));
    }

    [Fact]
    public void Fit_Nothing_LeavesUnitVectorsAsTheyAre()
    {
        float[] vector = UnitVectors.Random(new Random(1), Dimension);
        CharacterSpace space = CharacterSpace.Fit(Dimension, [], _ => throw new InvalidOperationException());

        Assert.Equal(vector, space.Direction(space.Project(vector)), (x, y) => Math.Abs(x - y) < Rounding);
    }

    [Fact]
    public void Direction_OfTheOnlyPicture_IsAUnitVector()
    {
        float[] vector = UnitVectors.Random(new Random(1), Dimension);
        CharacterSpace space = CharacterSpace.Fit(Dimension, ["a"], _ => vector);

        Assert.Equal(1, UnitVectors.Dot(space.Direction(space.Project(vector)), space.Direction(space.Project(vector))), Rounding);
    }

    [Theory]
    [InlineData(CharacterSpace.MaxDimension, true)]
    [InlineData(CharacterSpace.MaxDimension + 1, false)]
    public void Fit_LongVectors_TellsDirectionsApartUpToTheLimit(int dimension, bool apart)
    {
        (float[][] vectors, string[] labels) = new CharacterWorld(seed: 1, dimension).Draw(20, 8);

        CharacterSpace space = CharacterSpace.Fit(dimension, labels, i => vectors[i]);

        Assert.Equal(apart, space.Between.Distinct().Count() > 1);
    }

    [Fact]
    public void Project_AnotherLength_Throws()
    {
        CharacterSpace space = CharacterSpace.Fit(Dimension, [], _ => throw new InvalidOperationException());

        Assert.Throws<ArgumentException>(() => space.Project(new float[3]));
        Assert.Throws<ArgumentException>(() => CharacterSpace.Fit(Dimension, ["a", "a"], _ => new float[3]));
    }

    [Theory]
    [InlineData(12, 4)] // with whitening and rotation
    [InlineData(12, 1)] // without either
    [InlineData(1, 6)] // one character has no between
    [InlineData(0, 0)]
    public void Read_WhatWasWritten_IsTheSameToTheLastBit(int characters, int each)
    {
        (float[][] vectors, string[] labels) = new CharacterWorld(seed: 1).Draw(characters, each);
        CharacterSpace space = CharacterSpace.Fit(Dimension, labels, i => vectors[i]);
        float[] query = UnitVectors.Random(new Random(2), Dimension);

        CharacterSpace read = Kept.Read(Kept.Bytes(space.Write), CharacterSpace.Read);

        Assert.Equal(space.Between, read.Between);
        Assert.Equal(space.Project(query), read.Project(query));
        Assert.Equal(space.Direction(space.Project(query)), read.Direction(read.Project(query)));
    }

    [Fact]
    public void Read_BrokenBytes_Refuses()
    {
        (float[][] vectors, string[] labels) = new CharacterWorld(seed: 1, dimension: 6).Draw(8, 3);

        Kept.AssertBrokenIsRefused(Kept.Bytes(CharacterSpace.Fit(6, labels, i => vectors[i]).Write), CharacterSpace.Read);
    }
}
