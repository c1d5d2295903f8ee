using Gyo.Curation;

namespace Gyo.Tests.Curation;

public sealed class FuzzyGraphTests
{
    private const double Tolerance = 1e-4; // ten times what the bisection stops at

    [Fact]
    public void Memberships_OfAnyDistances_SumToTheirLogarithm()
    {
        float[] memberships = FuzzyGraph.Memberships([0.1f, 0.2f, 0.25f, 0.3f, 0.5f, 0.6f, 0.7f, 0.8f]);

        Assert.Equal(1, memberships[0]);
        Assert.Equal(3, memberships.Sum(m => (double)m), Tolerance); // log2 8
        Assert.Equal(memberships.OrderDescending(), memberships);
    }

    [Fact]
    public void Memberships_Copies_BelongWholly()
    {
        float[] memberships = FuzzyGraph.Memberships([0, 0, 0.1f, 0.4f]);

        Assert.Equal([1, 1, 1], memberships[..3]);
        Assert.InRange(memberships[3], 0, 0.01);
    }

    [Fact]
    public void Memberships_OfNoneOrOne_AreThoseOfIt()
    {
        Assert.Empty(FuzzyGraph.Memberships([]));
        Assert.Equal([1], FuzzyGraph.Memberships([0.3f]));
    }
}
