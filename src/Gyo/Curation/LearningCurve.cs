namespace Gyo.Curation;

/// <summary>
/// How often characters of a collection are missed with so many pictures of each: measured by leaving pictures away, and carried on beyond
/// what there are.
/// </summary>
/// <remarks>
/// Characters have different numbers of pictures, and those with many need not be like those with few. So each step of the curve is the
/// ratio of errors of the very same characters with fewer and with more, and the curve the product of the steps. Beyond the last step the
/// error falls as a power of the number of pictures, which is how learning curves fall (Hestness and others, "Deep Learning Scaling is
/// Predictable, Empirically", 2017), with the exponent of the last steps. Immutable.
/// </remarks>
public sealed class LearningCurve
{
    /// <summary>The exponent where nothing is known: the error of a mean of n falls as n to the power of −½.</summary>
    private const double UnknownExponent = 0.5;

    /// <summary>A step is drawn towards <see cref="UnknownExponent"/> as by so many characters that are always missed.</summary>
    private const double StepsOfPrior = 0.5;

    /// <summary>The exponent is that of the steps over the last so manieth part of the numbers of pictures.</summary>
    private const int LastPart = 4;

    private readonly double[] _errors;

    private LearningCurve(double[] errors, double exponent) => (_errors, Exponent) = (errors, exponent);

    /// <summary>The numbers of pictures that are tried, ascending from 1.</summary>
    public static IReadOnlyList<int> Steps { get; } = [1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64];

    /// <summary>The power of the number of pictures by which the error falls beyond what was measured, above 0.</summary>
    public double Exponent { get; }

    /// <summary>The last of <see cref="Steps"/> that is no more than a number of pictures.</summary>
    /// <param name="pictures">The number, at least 1.</param>
    /// <returns>Its place among the steps.</returns>
    public static int StepOf(int pictures) => Steps.Index().Last(s => s.Item <= pictures).Index;

    /// <summary>Makes the curve of a collection.</summary>
    /// <param name="errors">For each character the share of its pictures, 0 to 1, that is missed at each of the first <see cref="Steps"/>; null where it was not tried.</param>
    public static LearningCurve Of(IReadOnlyList<double?[]> errors)
    {
        ArgumentNullException.ThrowIfNull(errors);
        double[] first = [.. errors.Where(e => e.Length > 0).Select(e => e[0]).OfType<double>()];
        List<double> curve = [(first.Sum() + StepsOfPrior * 0.5) / (first.Length + StepsOfPrior)];
        for (int step = 1; step < Steps.Count; step++)
        {
            double?[][] both = [.. errors.Where(e => e.Length > step && e[step] is not null && e[step - 1] is not null)];
            if (both.Length == 0)
            {
                break;
            }

            double expected = Math.Pow((double)Steps[step - 1] / Steps[step], UnknownExponent);
            double ratio = (both.Sum(e => e[step]!.Value) + StepsOfPrior * expected) / (both.Sum(e => e[step - 1]!.Value) + StepsOfPrior);
            curve.Add(curve[^1] * Math.Min(1, ratio));
        }

        int last = curve.Count - 1;
        int from = Math.Min(Math.Max(0, last - 1), Steps.Index().First(s => s.Item * LastPart >= Steps[last]).Index);
        double exponent = last == 0 ? UnknownExponent : Math.Log(curve[from] / curve[last]) / Math.Log((double)Steps[last] / Steps[from]);
        return new LearningCurve([.. curve], Math.Clamp(exponent, UnknownExponent / 4, UnknownExponent * 4));
    }

    /// <summary>The share of pictures that is missed when there are so many others of their character, 0 to 1.</summary>
    /// <param name="pictures">How many, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than one.</exception>
    public double ErrorAt(int pictures)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(pictures, 1);
        int last = _errors.Length - 1;
        if (pictures >= Steps[last])
        {
            return _errors[last] * Math.Pow((double)Steps[last] / pictures, Exponent);
        }

        int step = StepOf(pictures);
        double share = Math.Log((double)pictures / Steps[step]) / Math.Log((double)Steps[step + 1] / Steps[step]);
        return _errors[step] + share * (_errors[step + 1] - _errors[step]);
    }
}
