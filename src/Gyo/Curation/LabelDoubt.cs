using Gyo.Ranking;

namespace Gyo.Curation;

/// <summary>How probable it is that a label is wrong, given what the other pictures make of it.</summary>
/// <remarks>
/// <para>
/// A picture with a wrong label is one with the right label seen from its true character: its margin is as much above 0 as those of the others are
/// below. If these are normal about −μ with variance σ², the logarithm of the odds is the margin over T = σ² / 2μ, plus that of the share of
/// wrong labels, which is estimated by expectation and maximisation.
/// </para>
/// <para>
/// T is taken from the median and the spread on either side, which a tenth of wrong labels moves little, and is no less than the temperature that
/// makes the believed labels most likely. That a picture shows nobody is a tenth as probable beforehand as that it shows somebody else.
/// </para>
/// </remarks>
internal sealed class LabelDoubt
{
    private const double NobodyToSomebody = 0.1;

    /// <summary>How much surer "nobody" must be, in log-odds, than the best name, which a person can correct: ten to one.</summary>
    private const double LogNobodyOverOther = 2.3;

    private const double ShareAtFirst = 0.1;
    private const double LeastShare = 1e-4;
    private const double MostShare = 0.5; // beyond, no label would mean anything
    private const int Iterations = 100;

    /// <summary>The share of a normal distribution that is more than a standard deviation below its mean.</summary>
    private const double BelowDeviation = 0.1587;

    private readonly double _temperature;
    private readonly double _prior; // the logarithm of the odds of a wrong label

    private LabelDoubt(double temperature, double share) => (_temperature, _prior) = (temperature, Math.Log(share / (1 - share)));

    /// <summary>Doubts nothing much; where there is nothing to learn from.</summary>
    public static LabelDoubt None { get; } = new(1, LeastShare);

    /// <summary>Learns what margins mean.</summary>
    /// <param name="believed">Opinions of pictures that are taken to be labelled rightly, most of them rightly.</param>
    /// <param name="all">All opinions.</param>
    /// <param name="first">Whether nobody was doubted before, so that wrong labels are among the believed and would blur the upper side.</param>
    public static LabelDoubt Fit(IReadOnlyList<LabelOpinion> believed, IReadOnlyList<LabelOpinion> all, bool first)
    {
        if (believed.Count == 0)
        {
            return None;
        }

        double[] margins = [.. believed.Select(o => (double)o.Margin).Order()];
        double middle = margins[margins.Length / 2];
        double below = middle - margins[(int)(margins.Length * BelowDeviation)];
        double above = margins[(int)(margins.Length * (1 - BelowDeviation))] - middle;
        double deviation = first ? below : Math.Max(below, above);
        double temperature = Math.Max(1, middle < 0 ? deviation * deviation / (-2 * middle) : deviation);
        if (!first)
        {
            temperature = Math.Max(temperature, Likeliest(believed));
        }

        double share = ShareAtFirst;
        for (int i = 0; i < Iterations; i++)
        {
            LabelDoubt doubt = new(temperature, share);
            share = Math.Clamp(all.Average(o => (double)doubt.Of(o)), LeastShare, MostShare);
        }

        return new LabelDoubt(temperature, share);
    }

    /// <summary>The probability that a label is wrong, 0–1.</summary>
    public float Of(LabelOpinion opinion) => (float)(1 / (1 + Math.Exp(-LogOdds(opinion))));

    /// <summary>The logarithm of its odds.</summary>
    public double LogOdds(LabelOpinion opinion) => _prior + LogSum(opinion.Margin / _temperature, LogNobody(opinion));

    /// <summary>Whether the picture rather looks like nobody than like the other.</summary>
    public bool IsNobody(LabelOpinion opinion) => LogNobody(opinion) - LogNobodyOverOther > opinion.Margin / _temperature;

    private double LogNobody(LabelOpinion opinion) => Math.Log(NobodyToSomebody) - opinion.Own / _temperature;

    private static double LogSum(double a, double b) => Math.Max(a, b) + Math.Log(1 + Math.Exp(-Math.Abs(a - b)));

    /// <summary>The temperature that makes the labels most likely against the best other.</summary>
    private static float Likeliest(IReadOnlyList<LabelOpinion> believed) => CalibrationFit.Temperature(
        [.. believed.Select(o => new ScoredQuery([o.Own, o.OtherScore], TrueCharacter: 0))], defaultTemperature: 1);
}
