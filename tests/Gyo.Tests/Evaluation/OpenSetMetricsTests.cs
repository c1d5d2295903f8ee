using CsCheck;
using Gyo.Evaluation;

namespace Gyo.Tests.Evaluation;

public sealed class OpenSetMetricsTests
{
    private const int Digits = 12; // sums of halves are exact; the division rounds once

    // Few distinct values, so that ties are common.
    private static readonly Gen<OpenSetScores[]> Scores =
        Gen.Select(Gen.Int[0, 9], Gen.Int[0, 9], (known, unknown) => Scored(known / 10f, unknown / 10f)).Array[1, 60];

    [Fact]
    public void Auroc_Case_IsAsByHand()
    {
        // Known 0.9 beats 0.5 and 0.7; known 0.5 ties with 0.5 and loses to 0.7: (2 + ½) / 4.
        Assert.Equal(0.625, OpenSetMetrics.Auroc([Scored(0.9f, 0.5f), Scored(0.5f, 0.7f)]), Digits);
        Assert.Equal(1, OpenSetMetrics.Auroc([Scored(0.9f, 0.1f), Scored(0.8f, 0.2f)]), Digits);
        Assert.Equal(0, OpenSetMetrics.Auroc([Scored(0.1f, 0.9f), Scored(0.2f, 0.8f)]), Digits);
        Assert.Equal(0.5, OpenSetMetrics.Auroc([Scored(0.3f, 0.3f), Scored(0.3f, 0.3f)]), Digits);
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
            + OpenSetMetrics.Auroc([.. scores.Select(s => Scored(s.Unknown, s.Known))]), Digits));

    [Fact]
    public void FprAt95Tpr_TwentyQueries_AcceptsNineteen()
    {
        // Known 1…20: the threshold that keeps 19 of 20 is 2. Unknown −17…2: only the 2 is still accepted.
        OpenSetScores[] scores = [.. Enumerable.Range(1, 20).Select(i => Scored(i, i - 18))];

        Assert.Equal(1.0 / 20, OpenSetMetrics.FprAt95Tpr(scores), Digits);
    }

    [Fact]
    public void FprAt95Tpr_FewerThanTwenty_AcceptsAll() =>
        Assert.Equal(0.5, OpenSetMetrics.FprAt95Tpr([Scored(0.9f, 0.4f), Scored(0.5f, 0.5f)]), Digits);

    [Fact]
    public void FprAt95Tpr_AnyScores_EqualsTheNaiveThresholdSearch() => Scores.Sample(scores =>
    {
        float threshold = scores.Select(s => s.Known)
            .Where(t => 100 * scores.Count(s => s.Known >= t) >= 95 * scores.Length)
            .Max();

        Assert.Equal((double)scores.Count(s => s.Unknown >= threshold) / scores.Length, OpenSetMetrics.FprAt95Tpr(scores), Digits);
    });

    [Fact]
    public void IdentifiedAt5Fpr_TwentyQueries_LetsOneStrangerIn()
    {
        // Unknown 1…20: one of twenty lies above 19. Known 10…29: those above 19 are 20…29, and every second answer is right.
        OpenSetScores[] scores = [.. Enumerable.Range(1, 20).Select(i => Scored(i + 9, i) with { Right = i % 2 == 0 })];

        Assert.Equal(5.0 / 20, OpenSetMetrics.IdentifiedAt5Fpr(scores), Digits);
    }

    [Fact]
    public void IdentifiedAt5Fpr_FewerThanTwenty_LetsNoStrangerIn() =>
        Assert.Equal(0.5, OpenSetMetrics.IdentifiedAt5Fpr([Scored(0.9f, 0.4f), Scored(0.5f, 0.5f)]), Digits);

    [Fact]
    public void AsTheGalleryDecides_Case_IsAsByHand()
    {
        OpenSetScores[] scores =
        [
            Scored(1, 0) with { Right = true, Accepted = true },
            Scored(1, 0) with { Right = true, Accepted = false },
            Scored(1, 0) with { Right = false, Accepted = true, StrangerAccepted = true },
            Scored(1, 0) with { Right = false, Accepted = false },
        ];

        Assert.Equal(0.25, OpenSetMetrics.Identified(scores));
        Assert.Equal(0.25, OpenSetMetrics.FalseAccepts(scores));
    }

    [Fact]
    public void Auroc_NoScores_Throws() => Assert.Throws<ArgumentException>(() => OpenSetMetrics.Auroc([]));

    private static OpenSetScores Scored(float known, float unknown) => new(known, unknown, Right: true, Accepted: true, StrangerAccepted: false);
}
