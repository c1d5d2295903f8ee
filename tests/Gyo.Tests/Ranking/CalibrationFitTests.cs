using Gyo.Ranking;

namespace Gyo.Tests.Ranking;

public sealed class CalibrationFitTests
{
    private const int Dimension = 16;
    private const float Default = 8;

    /// <summary>
    /// A gallery says what its scores mean of pictures and characters that it never saw. 5 % of 1,000 strangers are let in, give or take what
    /// 200 trials of its own can tell (a deviation of 0.015) and what a space without an eighth of the characters sees otherwise.
    /// </summary>
    [Theory]
    [InlineData(8, 4)]
    [InlineData(20, 3)]
    [InlineData(40, 5)]
    public void Fit_GalleryOfItsOwn_HoldsForNewPicturesAndStrangers(int characters, int each)
    {
        var world = new CharacterWorld(seed: 3);
        float[][] known = world.New(characters);
        (float[][] gallery, string[] labels) = world.Draw(known, each);
        (float[][] queries, string[] answers) = world.Draw(known, 1000 / characters);
        (float[][] strangers, _) = world.Draw(200, 5);
        CharacterSpace space = CharacterSpace.Fit(Dimension, labels, i => gallery[i]);
        var models = new CharacterModels(space);
        for (int i = 0; i < gallery.Length; i++)
        {
            models.Add(labels[i], space.Project(gallery[i]));
        }

        Calibration calibration = CalibrationFit.Fit(Dimension, labels, i => gallery[i], Default, TestContext.Current.CancellationToken);

        (double Confidence, double Right)[] asked = [.. queries.Zip(answers, (q, a) => Ask(q, a))];
        Assert.Equal(asked.Average(a => a.Right), asked.Average(a => a.Confidence), 0.08);
        double accepted = strangers.Average(s => calibration.StrangerRate(models.Score(space.Project(s)).Max(c => c.Score)) <= 0.05 ? 1.0 : 0);
        Assert.InRange(accepted, 0.01, 0.13);

        (double, double) Ask(float[] query, string answer)
        {
            CharacterScore[] scores = [.. models.Score(space.Project(query)).OrderByDescending(s => s.Score)];
            float[] confidences = new float[scores.Length];
            calibration.Confidences(scores.Select(s => s.Score).ToArray(), confidences);
            return (confidences[0], scores[0].Name == answer ? 1 : 0);
        }
    }

    [Fact]
    public void Temperature_AnswersDrawnAtOne_FindsIt()
    {
        const float Truth = 5;
        var random = new Random(1);
        ScoredQuery[] queries = [.. Enumerable.Range(0, 4000).Select(_ => Draw())];

        Assert.Equal(Truth, CalibrationFit.Temperature(queries, Default), 0.3);

        ScoredQuery Draw()
        {
            float[] scores = [.. Enumerable.Range(0, 5).Select(_ => 30 * random.NextSingle())];
            float[] shares = new float[5];
            new Calibration { Temperature = Truth }.Confidences(scores, shares);
            double at = random.NextDouble();
            int drawn = 0;
            while (drawn < 4 && (at -= shares[drawn]) > 0)
            {
                drawn++;
            }

            return new ScoredQuery(scores, drawn);
        }
    }

    [Fact]
    public void Temperature_FewAnswers_StaysNearTheDefault()
    {
        Assert.Equal(Default, CalibrationFit.Temperature([], Default), 1e-4);
        Assert.InRange(CalibrationFit.Temperature([new([30, 0], 0)], Default), Default / 2, Default);
    }

    [Fact]
    public void Fit_OnePictureEach_TriesStrangersAndTakesTheDefaultTemperature()
    {
        (float[][] gallery, string[] labels) = new CharacterWorld(seed: 1).Draw(12, 1);

        Calibration calibration = CalibrationFit.Fit(Dimension, labels, i => gallery[i], Default, TestContext.Current.CancellationToken);

        Assert.Equal(Default, calibration.Temperature, 1e-4);
        Assert.Equal(12, calibration.StrangerScores.Count);
        Assert.Equal(calibration.StrangerScores.Order(), calibration.StrangerScores);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    public void Fit_NobodyElse_TriesNoStranger(int pictures)
    {
        (float[][] gallery, string[] labels) = new CharacterWorld(seed: 1).Draw(1, pictures);

        Calibration calibration = CalibrationFit.Fit(Dimension, labels, i => gallery[i], Default, TestContext.Current.CancellationToken);

        Assert.Empty(calibration.StrangerScores);
        Assert.Equal(0, calibration.StrangerRate(0));
    }

    [Fact]
    public void Fit_Cancelled_Throws()
    {
        (float[][] gallery, string[] labels) = new CharacterWorld(seed: 1).Draw(3, 3);

        Assert.Throws<OperationCanceledException>(
            () => CalibrationFit.Fit(Dimension, labels, i => gallery[i], Default, new CancellationToken(canceled: true)));
    }
}
