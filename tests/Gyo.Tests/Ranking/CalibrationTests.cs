using Gyo.Ranking;

namespace Gyo.Tests.Ranking;

public sealed class CalibrationTests
{
    [Fact]
    public void Confidences_ByHand_AreASoftmaxWithUnknown()
    {
        // Logits 1 and 0 and, for the unknown, 0: e/(e+2), 1/(e+2), 1/(e+2).
        Calibration calibration = new() { Temperature = 0.5f, UnknownSimilarity = 0 };
        float[] confidences = new float[2];

        float unknown = calibration.Confidences([0.5f, 0f], confidences);

        Assert.Equal(0.576117f, confidences[0], 1e-6f);
        Assert.Equal(0.211942f, confidences[1], 1e-6f);
        Assert.Equal(0.211942f, unknown, 1e-6f);
    }

    [Fact]
    public void Confidences_TinyTemperature_StayFinite()
    {
        Calibration calibration = new() { Temperature = 1e-6f, UnknownSimilarity = -1 };
        float[] confidences = new float[2];

        float unknown = calibration.Confidences([1f, 0.999f], confidences);

        Assert.Equal([1f, 0f], confidences);
        Assert.Equal(0f, unknown);
    }

    [Theory]
    [InlineData(0f)]
    [InlineData(-1f)]
    [InlineData(float.NaN)]
    public void Confidences_TemperatureNotAboveZero_Throws(float temperature) =>
        Assert.Throws<InvalidOperationException>(() => new Calibration { Temperature = temperature }.Confidences([0f], new float[1]));

    /// <summary>
    /// One character of similarity 0.5 that is right 3 times in 4, else unknown: the likelihood is greatest where p = 3/4, that
    /// is (0.5 − u)/T = ln 3; a second group at 0.3 right 1 time in 2 fixes u = 0.3, so T = 0.2/ln 3.
    /// </summary>
    [Fact]
    public void Fit_ByHand_FindsTheMaximum()
    {
        ScoredQuery Query(float similarity, bool known) => new([similarity], known ? 0 : ScoredQuery.Unknown);

        Calibration fit = Calibration.Fit(
            [Query(0.5f, true), Query(0.5f, true), Query(0.5f, true), Query(0.5f, false), Query(0.3f, true), Query(0.3f, false)]);

        Assert.Equal(0.3f, fit.UnknownSimilarity, 1e-3f);
        Assert.Equal(0.2f / MathF.Log(3), fit.Temperature, 1e-3f);
    }

    /// <summary>Answers drawn from a known calibration give it back, within the error of 4,000 draws.</summary>
    [Fact]
    public void Fit_AnswersDrawnFromACalibration_FindsIt()
    {
        Calibration truth = new() { Temperature = 0.08f, UnknownSimilarity = 0.45f };
        Random random = new(7);

        Calibration fit = Calibration.Fit([.. Enumerable.Range(0, 4000).Select(_ => Draw(truth, random))]);

        Assert.Equal(truth.Temperature, fit.Temperature, 0.008f);
        Assert.Equal(truth.UnknownSimilarity, fit.UnknownSimilarity, 0.02f);
    }

    [Fact]
    public void Fit_OneKindOfAnswer_StaysInBounds()
    {
        Calibration known = Calibration.Fit([new([0.9f, 0.1f], 0), new([0.8f, 0.2f], 0)]);
        Calibration unknown = Calibration.Fit([new([0.9f, 0.1f], ScoredQuery.Unknown), new([], ScoredQuery.Unknown)]);

        Assert.InRange(known.Temperature, 0.001f, 1f);
        Assert.InRange(known.UnknownSimilarity, -1f, 0.8f);
        Assert.InRange(unknown.UnknownSimilarity, 0.9f, 1f);
    }

    [Fact]
    public void Fit_BadQueries_Throws()
    {
        Assert.Throws<ArgumentException>(() => Calibration.Fit([]));
        Assert.Throws<ArgumentException>(() => Calibration.Fit([new([0.5f], 1)]));
        Assert.Throws<ArgumentException>(() => Calibration.Fit([new([float.NaN], 0)]));
    }

    private static ScoredQuery Draw(Calibration truth, Random random)
    {
        float[] similarities = [.. Enumerable.Range(0, 10).Select(_ => random.NextSingle())];
        float[] confidences = new float[10];
        truth.Confidences(similarities, confidences);
        double left = random.NextDouble();
        for (int c = 0; c < confidences.Length; c++)
        {
            left -= confidences[c];
            if (left < 0)
            {
                return new(similarities, c);
            }
        }

        return new(similarities, ScoredQuery.Unknown);
    }
}
