using Gyo.Evaluation;

namespace Gyo.Tests.Evaluation;

/// <summary>Small reports on random vectors: six characters of five pictures, one of them with a nasty name.</summary>
internal static class Reports
{
    public const string NastyName = "<b>\"O'Neill\" & co</b>";

    public static EvaluationReport TwoRuns() => EvaluationReport.Of("some/folder", "default", null, [Run(0), Run(1)]);

    public static CrossReport Cross()
    {
        EmbeddedPictures pictures = new(Pictures(), Vectors(0));
        return new Evaluator().Cross(pictures, new EmbeddedPictures(Pictures(), Vectors(1)), "some/gallery", "some/queries", "base");
    }

    private static RunResult Run(int seed)
    {
        Split split = Protocol.Split(Pictures(), new ProtocolOptions { Seed = seed });
        return new Evaluator().Run(split, new EmbeddedPictures(split.Pictures, Vectors(seed))) with
        {
            TrainSeconds = 10 + (2 * seed),
            EmbedImagesPerSecond = 100,
            TrainingLoss = [3, 2, 1.5],
        };
    }

    private static Picture[] Pictures() =>
    [
        .. from c in Enumerable.Range(0, 6)
           from i in Enumerable.Range(0, 5)
           select new Picture($"{c}/{i}.png", c == 0 ? NastyName : $"character {c}"),
    ];

    private static float[] Vectors(int seed)
    {
        Random random = new(seed);
        double[] angles = [.. Pictures().Select(_ => random.NextDouble() * 2 * Math.PI)];
        return [.. angles.SelectMany(a => new[] { (float)Math.Cos(a), (float)Math.Sin(a) })];
    }
}
