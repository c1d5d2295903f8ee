namespace Gyo.Curation;

/// <summary>The progress of a part of some work.</summary>
internal static class PartialProgress
{
    /// <summary>Tells a part's share as one of the whole.</summary>
    /// <param name="whole">Is told the share of the whole; may be null.</param>
    /// <param name="from">The share of the whole that is done when the part begins.</param>
    /// <param name="to">And when it is done.</param>
    public static IProgress<double>? Part(this IProgress<double>? whole, double from, double to) => whole is null ? null : new Progress(whole, from, to);

    private sealed class Progress(IProgress<double> whole, double from, double to) : IProgress<double>
    {
        public void Report(double value) => whole.Report(from + (to - from) * value);
    }
}
