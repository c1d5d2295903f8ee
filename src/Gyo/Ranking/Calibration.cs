namespace Gyo.Ranking;

/// <summary>
/// Turns similarities into probabilities: a softmax over all characters and one more outcome, "unknown". With s the
/// similarities, T the temperature and u the similarity of the unknown, p(c) = exp(s_c/T) / (exp(u/T) + Σ_k exp(s_k/T)).
/// </summary>
/// <remarks>
/// Temperature scaling after Guo et al., "On Calibration of Modern Neural Networks", ICML 2017, section 4.2, with the unknown as
/// one more class of constant logit.
/// </remarks>
public sealed record Calibration
{
    /// <summary>T, in units of similarity, above 0: what makes the odds e times larger. Default 0.05, for want of a fit.</summary>
    public float Temperature { get; init; } = 0.05f;

    /// <summary>
    /// u, −1 to 1: the similarity that a character must exceed to be more probable than "unknown". Default −1: without a fit,
    /// nothing is called unknown.
    /// </summary>
    public float UnknownSimilarity { get; init; } = -1f;

    /// <summary>The calibration under which the given answers are most likely (maximum likelihood).</summary>
    /// <param name="queries">Queries with their answers, known and unknown; with one kind only, u goes as far as −1 or 1.</param>
    /// <returns>T within 0.001 to 1 and u within −1 to 1.</returns>
    /// <exception cref="ArgumentException">There is no query, a similarity is not finite, or an answer is out of range.</exception>
    public static Calibration Fit(IReadOnlyList<ScoredQuery> queries) => CalibrationFit.MaximumLikelihood(queries);

    /// <summary>The probabilities of every character and of "unknown"; together they are 1.</summary>
    /// <param name="similarities">The similarity of every character, N floats.</param>
    /// <param name="confidences">Receives N probabilities.</param>
    /// <returns>The probability of "unknown".</returns>
    /// <exception cref="InvalidOperationException">The temperature is not above 0, or a parameter is not finite.</exception>
    public float Confidences(ReadOnlySpan<float> similarities, Span<float> confidences)
    {
        if (!(Temperature > 0) || !float.IsFinite(Temperature) || !float.IsFinite(UnknownSimilarity))
        {
            throw new InvalidOperationException($"A calibration needs a temperature above 0 and finite numbers; this is {this}.");
        }

        double highest = UnknownSimilarity; // subtracted before exp, so that nothing overflows
        foreach (float similarity in similarities)
        {
            highest = Math.Max(highest, similarity);
        }

        double unknown = Math.Exp((UnknownSimilarity - highest) / Temperature);
        double sum = unknown;
        foreach (float similarity in similarities)
        {
            sum += Math.Exp((similarity - highest) / Temperature);
        }

        for (int i = 0; i < similarities.Length; i++)
        {
            confidences[i] = (float)(Math.Exp((similarities[i] - highest) / Temperature) / sum);
        }

        return (float)(unknown / sum);
    }
}
