using Gyo.Ranking;

namespace Gyo.Tests.Ranking;

public sealed class CalibrationTests
{
    private const float Rounding = 1e-6f;

    [Fact]
    public void Confidences_ByHand_AreASoftmax()
    {
        float[] confidences = new float[2];

        new Calibration { Temperature = 2 }.Confidences([2 * MathF.Log(3), 0], confidences);

        Assert.Equal(0.75f, confidences[0], Rounding);
        Assert.Equal(0.25f, confidences[1], Rounding);
    }

    [Fact]
    public void Confidences_ScoresFarApart_DoNotOverflow()
    {
        float[] confidences = new float[3];

        new Calibration { Temperature = 1 }.Confidences([1e6f, -1e6f, 1e6f], confidences);

        Assert.Equal([0.5f, 0, 0.5f], confidences);
        new Calibration { Temperature = 1 }.Confidences([], []);
    }

    [Theory]
    [InlineData(0.5f, 1)]
    [InlineData(1f, 1)]
    [InlineData(1.5f, 0.75)]
    [InlineData(2f, 0.75)]
    [InlineData(2.5f, 0.25)]
    [InlineData(4f, 0.25)]
    [InlineData(5f, 0)]
    public void StrangerRate_ByHand_CountsThoseAsHigh(float score, double rate) =>
        Assert.Equal(rate, new Calibration { Temperature = 1, StrangerScores = [1, 2, 2, 4] }.StrangerRate(score));

    [Fact]
    public void StrangerRate_NoStrangerTried_IsZero() => Assert.Equal(0, new Calibration { Temperature = 1 }.StrangerRate(-1e9f));

    [Theory]
    [InlineData(new float[0])]
    [InlineData(new[] { -1.5f, 1f / 3, 4e7f })]
    public void Read_WhatWasWritten_IsTheSameToTheLastBit(float[] strangers)
    {
        Calibration calibration = new() { Temperature = 10f / 3, StrangerScores = strangers };

        Calibration read = Kept.Read(Kept.Bytes(calibration.Write), Calibration.Read);

        Assert.Equal(calibration.Temperature, read.Temperature);
        Assert.Equal(strangers, read.StrangerScores);
    }

    [Fact]
    public void Read_BrokenBytes_Refuses() =>
        Kept.AssertBrokenIsRefused(Kept.Bytes(new Calibration { Temperature = 2, StrangerScores = [1, 2, 3] }.Write), Calibration.Read);
}
