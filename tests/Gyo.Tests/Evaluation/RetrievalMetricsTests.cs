using CsCheck;
using Gyo.Evaluation;

namespace Gyo.Tests.Evaluation;

public sealed class RetrievalMetricsTests
{
    private const int Digits = 12; // sums of a few doubles differ in the last bits only

    [Theory]
    [InlineData("1", 1, 1.0)]
    [InlineData("0", 1, 0.0)]
    [InlineData("01", 1, 0.0)]                          // only the first R count
    [InlineData("101", 3, (1.0 + (2.0 / 3.0)) / 3.0)]   // P(1) = 1, P(3) = 2/3
    [InlineData("0110", 4, ((1.0 / 2.0) + (2.0 / 3.0)) / 4.0)]
    [InlineData("1", 4, 0.25)]                          // a ranking shorter than R
    [InlineData("1111111111", 10, 1.0)]
    [InlineData("1000000001", 10, 0.12)]                // Musgrave et al. 2020: recall@1 100 %, MAP@R 12 %
    public void AveragePrecisionAtR_Case_IsAsByHand(string relevant, int r, double expected) =>
        Assert.Equal(expected, RetrievalMetrics.AveragePrecisionAtR([.. relevant.Select(c => c == '1')], r), Digits);

    [Fact]
    public void AveragePrecisionAtR_AnyRanking_EqualsTheNaiveSum() =>
        Gen.Select(Gen.Bool.Array[0, 30], Gen.Int[1, 30]).Sample((relevant, r) =>
        {
            double expected = Enumerable.Range(1, r)
                .Where(i => i <= relevant.Length && relevant[i - 1])
                .Sum(i => relevant.Take(i).Count(x => x) / (double)i) / r;

            Assert.Equal(expected, RetrievalMetrics.AveragePrecisionAtR(relevant, r), Digits);
        });

    [Fact]
    public void AveragePrecisionAtR_RBelowOne_Throws() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => RetrievalMetrics.AveragePrecisionAtR([true], 0));

    [Fact]
    public void Figures_FourQueries_AreAsByHand()
    {
        QueryOutcome[] outcomes = [new(1, 0.9), new(4, 0.3), new(10, 0.1), new(20, 0.0)];

        Assert.Equal(0.25, RetrievalMetrics.TopK(outcomes, 1));
        Assert.Equal(0.5, RetrievalMetrics.TopK(outcomes, 5));
        Assert.Equal(0.75, RetrievalMetrics.TopK(outcomes, 10));
        Assert.Equal(0.325, RetrievalMetrics.MapAtR(outcomes), Digits);
        Assert.Equal((1 + 0.25 + 0.1 + 0.05) / 4, RetrievalMetrics.MeanReciprocalRank(outcomes), Digits);
    }

    [Fact]
    public void Figures_AnyRanks_KeepTheirOrder() =>
        Gen.Int[1, 40].Array[1, 50].Sample(ranks =>
        {
            QueryOutcome[] outcomes = [.. ranks.Select(r => new QueryOutcome(r, 0))];
            double top1 = RetrievalMetrics.TopK(outcomes, 1);
            double mrr = RetrievalMetrics.MeanReciprocalRank(outcomes);

            Assert.True(top1 <= RetrievalMetrics.TopK(outcomes, 5));
            Assert.InRange(mrr, top1, 1);
            Assert.Equal(1, RetrievalMetrics.TopK(outcomes, 40));
        });

    [Fact]
    public void TopK_NoQueries_Throws() => Assert.Throws<ArgumentException>(() => RetrievalMetrics.TopK([], 1));
}
