namespace Gyo.Training.Optimisation;

/// <summary>Linear warm-up, then a half cosine down to zero (Loshchilov &amp; Hutter 2017, without restarts).</summary>
internal static class LearningRateSchedule
{
    /// <summary>The share, 0–1, of the peak rate at a step.</summary>
    /// <param name="step">Counted from 0.</param>
    /// <param name="steps">All steps of the training.</param>
    /// <param name="warmUp">Share of the steps spent rising; null keeps the rate at its peak throughout.</param>
    public static double At(int step, int steps, double? warmUp)
    {
        if (warmUp is not { } share)
        {
            return 1;
        }

        double rising = share * steps;
        return step < rising
            ? (step + 1) / (rising + 1)
            : 0.5 * (1 + Math.Cos(Math.PI * (step - rising) / (steps - rising)));
    }
}
