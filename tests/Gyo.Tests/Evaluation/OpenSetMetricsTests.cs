using CsCheck;
using Gyo.Evaluation;

namespace Gyo.Tests.Evaluation;

public sealed class OpenSetMetricsTests
{
    private const int Digits = 12; // sums of halves are exact; the division rounds once

    // Few distinct values, so that ties are common.
    private static readonly Gen<OpenSetScores[]> Scores =
        Gen.Select(Gen.Int[0, 9], Gen.Int[0, 9], (known, unknown) => new OpenSetScores(known / 10f, unknown / 10f)).Array[1, 60];

    [Fact]
    public void Auroc_Case_IsAsByHand()
    {
        // Known 0.9 beats 0.5 and 0.7; known 0.5 ties with 0.5 and loses to 0.7: (2 + ½) / 4.
        Assert.Equal(0.625, OpenSetMetrics.Auroc([new(0.9f, 0.5f), new(0.5f, 0.7f)]), Digits);
        Assert.Equal(1, OpenSetMetrics.Auroc([new(0.9f, 0.1f), new(0.8f, 0.2f)]), Digits);
        Assert.Equal(0, OpenSetMetrics.Auroc([new(0.1f, 0.9f), new(0.2f, 0.8f)]), Digits);
        Assert.Equal(0.5, OpenSetMetrics.Auroc([new(0.3f, 0.3f), new(0.3f, 0.3f)]), Digits);
    }

    [Fact]
    public void Auroc_AnyScores_EqualsTheNaivePairCount() => Scores.Sample(scores =>
    {
        double wins = 0;
        foreach (OpenSetScores k in scores)
        {
            foreach (OpenSetScores u in scores)
            {
                wins += k.Known > u.Unknown ? 1 : k.Known == u.Unknown ? 0.5 : 0;
            }
        }

        Assert.Equal(wins / scores.Length / scores.Length, OpenSetMetrics.Auroc(scores), Digits);
    });

    [Fact]
    public void Auroc_RolesSwapped_IsTheComplement() => Scores.Sample(scores =>
        Assert.Equal(1, OpenSetMetrics.Auroc(scores)
            + OpenSetMetrics.Auroc([.. scores.Select(s => new OpenSetScores(s.Unknown, s.Known))]), Digits));

    [Fact]
    public void FprAt95Tpr_TwentyQueries_AcceptsNineteen()
    {
        // Known 1…20: the threshold that keeps 19 of 20 is 2. Unknown −17…2: only the 2 is still accepted.
        OpenSetScores[] scores = [.. Enumerable.Range(1, 20).Select(i => new OpenSetScores(i, i - 18))];

        Assert.Equal(1.0 / 20, OpenSetMetrics.FprAt95Tpr(scores), Digits);
    }

    [Fact]
    public void FprAt95Tpr_FewerThanTwenty_AcceptsAll() =>
        Assert.Equal(0.5, OpenSetMetrics.FprAt95Tpr([new(0.9f, 0.4f), new(0.5f, 0.5f)]), Digits);

    [Fact]
    public void FprAt95Tpr_AnyScores_EqualsTheNaiveThresholdSearch() => Scores.Sample(scores =>
    {
        float threshold = scores.Select(s => s.Known)
            .Where(t => 100 * scores.Count(s => s.Known >= t) >= 95 * scores.Length)
            .Max();

        Assert.Equal((double)scores.Count(s => s.Unknown >= threshold) / scores.Length, OpenSetMetrics.FprAt95Tpr(scores), Digits);
    });

    [Fact]
    public void Auroc_NoScores_Throws() => Assert.Throws<ArgumentException>(() => OpenSetMetrics.Auroc([]));
}
