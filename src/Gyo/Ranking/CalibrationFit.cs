namespace Gyo.Ranking;

/// <summary>The maximum-likelihood temperature and unknown similarity of a <see cref="Calibration"/>.</summary>
/// <remarks>
/// With b = 1/T and v = u/T every logit is linear in (b, v), so the negative log-likelihood is convex in them: for a fixed T it
/// has one minimum over u, and these minima have one minimum over T. Two nested golden-section searches therefore find the best
/// pair of the whole box, without derivatives or a starting point.
/// </remarks>
internal static class CalibrationFit
{
    private const double LowestTemperature = 0.001;
    private const double HighestTemperature = 1;

    /// <summary>Far below what could be seen in a confidence: both parameters are of the order of 0.1.</summary>
    private const double Precision = 1e-6;

    /// <inheritdoc cref="Calibration.Fit"/>
    public static Calibration MaximumLikelihood(IReadOnlyList<ScoredQuery> queries)
    {
        Check(queries);
        double[] logSums = new double[queries.Count];
        double logTemperature = GoldenSection(
            Math.Log(LowestTemperature),
            Math.Log(HighestTemperature),
            log => BestUnknown(queries, logSums, Math.Exp(log)).Loss);
        double temperature = Math.Exp(logTemperature);
        return new Calibration
        {
            Temperature = (float)temperature,
            UnknownSimilarity = (float)BestUnknown(queries, logSums, temperature).Similarity,
        };
    }

    private static (double Similarity, double Loss) BestUnknown(IReadOnlyList<ScoredQuery> queries, double[] logSums, double temperature)
    {
        // The characters' part of the denominator does not depend on u: computed once a temperature.
        for (int q = 0; q < logSums.Length; q++)
        {
            logSums[q] = LogSumExp(queries[q].Similarities, temperature);
        }

        double similarity = GoldenSection(-1, 1, u => Loss(queries, logSums, temperature, u));
        return (similarity, Loss(queries, logSums, temperature, similarity));
    }

    /// <summary>The mean negative log-likelihood of the true outcomes.</summary>
    private static double Loss(IReadOnlyList<ScoredQuery> queries, double[] logSums, double temperature, double unknown)
    {
        double loss = 0;
        for (int q = 0; q < logSums.Length; q++)
        {
            int truth = queries[q].TrueCharacter;
            double logit = (truth == ScoredQuery.Unknown ? unknown : queries[q].Similarities[truth]) / temperature;
            double other = unknown / temperature;
            double highest = Math.Max(logSums[q], other);
            loss += highest + Math.Log(Math.Exp(logSums[q] - highest) + Math.Exp(other - highest)) - logit;
        }

        return loss / logSums.Length;
    }

    private static double LogSumExp(IReadOnlyList<float> similarities, double temperature)
    {
        if (similarities.Count == 0)
        {
            return double.NegativeInfinity;
        }

        double highest = similarities.Max();
        return (highest / temperature) + Math.Log(similarities.Sum(s => Math.Exp((s - highest) / temperature)));
    }

    /// <summary>The minimum of a function that falls and then rises; at a bound if it only does one of them.</summary>
    private static double GoldenSection(double low, double high, Func<double, double> loss)
    {
        const double Ratio = 0.6180339887498949; // (√5 − 1) / 2
        double left = high - (Ratio * (high - low));
        double right = low + (Ratio * (high - low));
        double lossLeft = loss(left);
        double lossRight = loss(right);
        while (high - low > Precision)
        {
            if (lossLeft <= lossRight)
            {
                (high, right, lossRight) = (right, left, lossLeft);
                left = high - (Ratio * (high - low));
                lossLeft = loss(left);
            }
            else
            {
                (low, left, lossLeft) = (left, right, lossRight);
                right = low + (Ratio * (high - low));
                lossRight = loss(right);
            }
        }

        return (low + high) / 2;
    }

    private static void Check(IReadOnlyList<ScoredQuery> queries)
    {
        if (queries.Count == 0)
        {
            throw new ArgumentException("A calibration needs queries to be fitted to.", nameof(queries));
        }

        foreach (ScoredQuery query in queries)
        {
            if (query.TrueCharacter < ScoredQuery.Unknown || query.TrueCharacter >= query.Similarities.Count)
            {
                throw new ArgumentException(
                    $"The true character is {query.TrueCharacter}, but there are {query.Similarities.Count}.", nameof(queries));
            }

            if (!query.Similarities.All(float.IsFinite))
            {
                throw new ArgumentException("Every similarity must be finite.", nameof(queries));
            }
        }
    }
}
