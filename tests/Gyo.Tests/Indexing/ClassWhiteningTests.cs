using Gyo.Indexing;

namespace Gyo.Tests.Indexing;

public sealed class ClassWhiteningTests
{
    private const int Dimension = 16;
    private const float Rounding = 1e-6f;

    [Fact]
    public void Fit_OneVectorAClass_ChangesNothing()
    {
        var random = new Random(1);
        float[][] vectors = [.. Enumerable.Range(0, 20).Select(_ => UnitVectors.Random(random, Dimension))];

        ClassWhitening whitening = Fit(vectors, [.. Enumerable.Range(0, 20).Select(i => $"{i}")]);

        Assert.True(whitening.IsIdentity);
        Assert.Equal(vectors[3], whitening.Apply(vectors[3]));
    }

    [Fact]
    public void Fit_CopiesOnly_ChangesNothing()
    {
        float[] one = UnitVectors.Random(new Random(1), Dimension);
        float[] other = UnitVectors.Random(new Random(2), Dimension);

        Assert.True(Fit([one, one, other, other], ["a", "a", "b", "b"]).IsIdentity);
    }

    [Fact]
    public void Fit_Nothing_ChangesNothing() => Assert.True(Fit([], []).IsIdentity);

    [Theory]
    [InlineData(ClassWhitening.MaxDimension, false)]
    [InlineData(ClassWhitening.MaxDimension + 1, true)]
    public void Fit_LongVectors_AreWhitenedUpToTheLimit(int dimension, bool untouched)
    {
        var random = new Random(1);
        float[] centre = UnitVectors.Random(random, dimension);
        float[][] vectors = [.. Enumerable.Range(0, 40).Select(_ => Noisy(random, centre))];

        Assert.Equal(untouched, ClassWhitening.Fit(dimension, [.. vectors.Select(_ => "a")], i => vectors[i]).IsIdentity);
    }

    /// <summary>
    /// Two classes about (1, 0) and (0, 1), each ±0.3 along the first axis only: 20 vectors, 18 degrees of freedom, S = diag(0.1, 0).
    /// tr S = 0.1, tr S² = 0.01; ρ = (0 · 0.01 + 0.01) / ((18 + 1 − 1)(0.01 − 0.005)) = 1/9, so S becomes diag(0.1 · 8/9 + 0.05/9, 0.05/9).
    /// The centre is (½, ½) · 2/(2 + 2) = (¼, ¼).
    /// </summary>
    [Fact]
    public void Apply_TwoClassesInThePlane_IsAsByHand()
    {
        float[][] vectors = [.. Enumerable.Range(0, 20).Select(i => new[] { (i < 10 ? 1 : 0) + (i % 2 == 0 ? 0.3f : -0.3f), i < 10 ? 0f : 1f })];
        string[] labels = [.. Enumerable.Range(0, 20).Select(i => i < 10 ? "a" : "b")];
        double along = 0.1 * 8 / 9 + 0.05 / 9;
        double across = 0.05 / 9;

        float[] whitened = ClassWhitening.Fit(2, labels, i => vectors[i]).Apply([0.6f, 0.8f]);

        double x = (0.6 - 0.25) / Math.Sqrt(along);
        double y = (0.8 - 0.25) / Math.Sqrt(across);
        Assert.Equal(x / Math.Sqrt(x * x + y * y), whitened[0], 1e-5);
        Assert.Equal(y / Math.Sqrt(x * x + y * y), whitened[1], 1e-5);
    }

    [Fact]
    public void Fit_VectorOfAnotherLength_Throws() =>
        Assert.Throws<ArgumentException>(() => ClassWhitening.Fit(Dimension, ["a", "a"], _ => new float[3]));

    /// <summary>Pictures of a class differ most along three directions of sixteen: a nuisance, which the labels give away.</summary>
    [Fact]
    public void Apply_LoudNuisance_FindsTheClassThatItHid()
    {
        const int Classes = 12;
        const int Each = 6;
        var random = new Random(7);
        float[][] centres = [.. Enumerable.Range(0, Classes).Select(_ => UnitVectors.Random(random, Dimension))];
        (float[][] gallery, string[] labels) = Draw(random, centres, Each);
        (float[][] queries, string[] answers) = Draw(random, centres, Each);
        ClassWhitening whitening = Fit(gallery, labels);

        double before = NearestIsRight(gallery, labels, queries, answers);
        double after = NearestIsRight([.. gallery.Select(v => whitening.Apply(v))], labels, [.. queries.Select(v => whitening.Apply(v))], answers);

        Assert.InRange(before, 0, 0.6);
        Assert.InRange(after, before + 0.3, 1);
    }

    [Fact]
    public void Apply_AnyVector_IsOfUnitNormAndRepeats()
    {
        var random = new Random(3);
        (float[][] gallery, string[] labels) = Draw(random, [UnitVectors.Random(random, Dimension), UnitVectors.Random(random, Dimension)], 5);
        ClassWhitening whitening = Fit(gallery, labels);

        Assert.False(whitening.IsIdentity);
        Assert.All(gallery, v =>
        {
            float[] whitened = whitening.Apply(v);
            Assert.Equal(1, MathF.Sqrt(whitened.Sum(x => x * x)), Rounding);
            Assert.Equal(whitened, whitening.Apply(v));
        });
    }

    [Fact]
    public void Apply_AnotherLength_Throws() =>
        Assert.Throws<ArgumentException>(() => Fit([UnitVectors.Random(new Random(1), Dimension)], ["a"]).Apply(new float[3]));

    private static (float[][] Vectors, string[] Labels) Draw(Random random, float[][] centres, int each)
    {
        (float[] Vector, string Label)[] drawn =
        [
            .. from c in Enumerable.Range(0, centres.Length)
               from i in Enumerable.Range(0, each)
               select (Noisy(random, centres[c]), $"{c}"),
        ];
        return ([.. drawn.Select(d => d.Vector)], [.. drawn.Select(d => d.Label)]);
    }

    private static float[] Noisy(Random random, float[] centre)
    {
        float[] vector = [.. centre.Select(x => x + 0.1f * (random.NextSingle() - 0.5f))];
        for (int d = 0; d < 3; d++)
        {
            vector[d] += 12 * (random.NextSingle() - 0.5f);
        }

        return UnitVectors.Normalise(vector);
    }

    private static double NearestIsRight(float[][] gallery, string[] labels, float[][] queries, string[] answers) =>
        queries.Zip(answers).Average(q => labels[gallery.Index().MaxBy(g => g.Item.Zip(q.First).Sum(v => v.First * v.Second)).Index] == q.Second ? 1 : 0);

    private static ClassWhitening Fit(float[][] vectors, string[] labels) => ClassWhitening.Fit(Dimension, labels, i => vectors[i]);
}
