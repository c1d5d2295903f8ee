namespace Gyo.Evaluation;

/// <summary>An axis: its range, and what is written beside it.</summary>
/// <param name="Label">What it measures.</param>
/// <param name="Min">Value at the origin.</param>
/// <param name="Max">Value at the far end.</param>
/// <param name="Ticks">Where to write a value.</param>
/// <param name="Format">How to write it.</param>
internal sealed record Axis(string Label, double Min, double Max, IReadOnlyList<double> Ticks, string Format)
{
    /// <summary>An axis that starts at a round number, ends at one and has about five steps of 1, 2 or 5 times a power of ten.</summary>
    public static Axis Rounded(string label, double min, double max, string format)
    {
        double span = max > min ? max - min : 1;
        double power = Math.Pow(10, Math.Floor(Math.Log10(span / 5)));
        double step = power * (span / 5 / power) switch { <= 1 => 1, <= 2 => 2, <= 5 => 5, _ => 10 };
        int first = (int)Math.Floor(min / step);
        int last = (int)Math.Ceiling((min + span) / step);
        return new Axis(label, first * step, last * step, [.. Enumerable.Range(first, last - first + 1).Select(i => i * step)], format);
    }
}
