namespace Gyo.Ranking;

/// <summary>What n pictures of a character, whoever it is, tell of how a further one should look.</summary>
internal sealed class PictureOutlook
{
    /// <summary>Works it out.</summary>
    /// <param name="between">The variance b of the characters along each coordinate, above 0: [D].</param>
    /// <param name="count">n, 0 or more.</param>
    public PictureOutlook(ReadOnlySpan<float> between, int count)
    {
        Count = count;
        Share = new float[between.Length];
        Precision = new float[between.Length];
        for (int d = 0; d < between.Length; d++)
        {
            float shrunk = between[d] / (1 + count * between[d]);
            Share[d] = shrunk;
            Precision[d] = 1 / (1 + shrunk);
            LogVariance += MathF.Log(1 + shrunk);
            LogVarianceOfMean += MathF.Log(1 + count * between[d]);
        }
    }

    /// <summary>n, how many pictures there are.</summary>
    public int Count { get; }

    /// <summary>What the sum of the pictures is multiplied by to give the coordinates that are expected, b / (1 + n·b): [D].</summary>
    public float[] Share { get; }

    /// <summary>One over the variance about them, 1 + b / (1 + n·b): [D].</summary>
    public float[] Precision { get; }

    /// <summary>Σ ln of the variance.</summary>
    public float LogVariance { get; }

    /// <summary>Σ ln (1 + n·b): of the variance of the pictures' mean, in units of what it were if they had no character in common.</summary>
    public float LogVarianceOfMean { get; }
}
