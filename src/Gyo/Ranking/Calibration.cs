namespace Gyo.Ranking;

/// <summary>
/// What a gallery's scores mean: how probable the best characters are, and how often a stranger scores as high. Learned from the gallery
/// itself (<see cref="CalibrationFit"/>), so it holds for any model and any number of characters and pictures.
/// </summary>
public sealed record Calibration
{
    /// <summary>
    /// What scores are divided by before they become probabilities, at least 1: the score is a log-likelihood ratio of a model that takes
    /// each of many dimensions for independent news, and so is surer than it should be.
    /// </summary>
    /// <remarks>Guo et al., "On Calibration of Modern Neural Networks", ICML 2017, section 4.2.</remarks>
    public required float Temperature { get; init; }

    /// <summary>The best scores of pictures whose characters were taken out of the gallery, ascending; none if that could not be tried.</summary>
    public IReadOnlyList<float> StrangerScores { get; init; } = [];

    /// <summary>The probability of each character, given that the picture shows one of them: the softmax of score over temperature.</summary>
    /// <param name="scores">The score of every character, N floats.</param>
    /// <param name="confidences">Receives N probabilities, together 1. May be the scores' own place.</param>
    public void Confidences(ReadOnlySpan<float> scores, Span<float> confidences)
    {
        // In plain loops: the vector primitives would spend more time in the compiler than a process of one question spends here.
        float highest = float.NegativeInfinity;
        foreach (float score in scores)
        {
            highest = Math.Max(highest, score);
        }

        float sum = 0;
        for (int i = 0; i < scores.Length; i++)
        {
            confidences[i] = MathF.Exp((scores[i] - highest) / Temperature); // the highest becomes 1, and nothing overflows
            sum += confidences[i];
        }

        for (int i = 0; i < scores.Length; i++)
        {
            confidences[i] /= sum;
        }
    }

    /// <summary>
    /// How often a picture of nobody in the gallery scores this high, 0–1: the rate of strangers that are let in if whoever scores so is.
    /// 0 if no stranger could be tried.
    /// </summary>
    /// <param name="score">The best score of a picture.</param>
    public double StrangerRate(float score)
    {
        int low = 0;
        int high = StrangerScores.Count;
        while (low < high) // the first that is not below
        {
            int middle = (low + high) / 2;
            (low, high) = StrangerScores[middle] < score ? (middle + 1, high) : (low, middle);
        }

        return StrangerScores.Count == 0 ? 0 : (StrangerScores.Count - low) / (double)StrangerScores.Count;
    }

    /// <summary>Reads a calibration that <see cref="Write"/> wrote.</summary>
    /// <exception cref="InvalidDataException">The bytes are no calibration, or end too soon.</exception>
    internal static Calibration Read(BinaryReader reader) => BinaryForm.Read(reader, static r => new Calibration
    {
        Temperature = r.ReadSingle(),
        StrangerScores = r.ReadNumbers<float>(r.ReadCount(least: 0, bytesEach: sizeof(float))),
    });

    /// <summary>Writes the calibration so that <see cref="Read"/> gives one that is the same to the last bit.</summary>
    internal void Write(BinaryWriter writer)
    {
        writer.Write(Temperature);
        writer.Write(StrangerScores.Count);
        writer.WriteNumbers<float>([.. StrangerScores]);
    }
}
