using Gyo.Evaluation;
using Gyo.Ranking;
using Gyo.Tests.Ranking;

namespace Gyo.Tests.Evaluation;

public sealed class LeaveOneOutTests
{
    private const int Dimension = 16;
    private const float Temperature = 3;
    private const float Rounding = 1e-3f; // a picture is taken out of a sum of floats here, and never put in there

    [Fact]
    public void Ask_EveryPicture_AnswersAsAGalleryThatNeverHeldIt()
    {
        (float[][] vectors, string[] labels) = new CharacterWorld(seed: 3, Dimension).Draw(characters: 10, each: 5);

        IReadOnlyList<QueryResult> results = Ask(vectors, labels);

        Assert.Equal(Enumerable.Range(0, 50).Select(i => $"{i}"), results.Select(r => r.Path));
        for (int i = 0; i < labels.Length; i++)
        {
            CharacterFold fold = CharacterFold.Deal(labels, CalibrationFit.Folds).Single(f => f.Holds(labels[i]));
            CharacterSpace space = fold.FitSpace(Dimension, labels, p => vectors[p]);
            int[] others = [.. Enumerable.Range(0, labels.Length).Where(p => p != i)];
            CharacterModels models = CharacterModels.Of(space, [.. others.Select(p => labels[p])], p => vectors[others[p]]);
            CharacterScore[] scores = models.Score(space.Project(vectors[i]));
            float right = scores.Single(s => s.Name == labels[i]).Score;

            Assert.Equal(1 + scores.Count(s => s.Score > right), results[i].Outcome.Rank);
            Assert.Equal(scores.Max(s => s.Score), results[i].OpenSet!.Value.Known, Rounding);
            Assert.Equal(scores.Where(s => s.Name != labels[i]).Max(s => s.Score), results[i].OpenSet!.Value.Unknown, Rounding);
            Assert.DoesNotContain($"{i}", results[i].Answers.Append(results[i].Right).SelectMany(a => a.Evidence));
        }
    }

    [Fact]
    public void Ask_APictureUnderAWrongName_IsTheHardest()
    {
        (float[][] vectors, string[] labels) = new CharacterWorld(seed: 5, Dimension).Draw(characters: 12, each: 8);
        labels[4] = "011"; // it shows 000

        QueryResult hardest = QueryResult.Hardest(Ask(vectors, labels)).First();

        Assert.Equal("4", hardest.Path);
        Assert.Equal("000", hardest.Answers[0].Character);
        Assert.All(hardest.Answers[0].Evidence, path => Assert.InRange(int.Parse(path), 0, 7));
    }

    [Fact]
    public void Ask_CopiesOfOnePicture_FindTheirTwins()
    {
        (float[][] vectors, string[] labels) = new CharacterWorld(seed: 6, Dimension).Draw(characters: 8, each: 1);
        float[][] twice = [.. vectors.Concat(vectors)];

        IReadOnlyList<QueryResult> results = Ask(twice, [.. labels.Concat(labels)]);

        Assert.All(results, r => Assert.Equal(new QueryOutcome(1, 1), r.Outcome));
        Assert.All(results, r => Assert.Equal([$"{(int.Parse(r.Path) + 8) % 16}"], r.Right.Evidence));
    }

    [Fact]
    public void Ask_PicturesThatStandAlone_AreNotAskedButMayBeTakenFor()
    {
        (float[][] vectors, string[] labels) = new CharacterWorld(seed: 7, Dimension).Draw(characters: 6, each: 3);
        labels[0] = "alone";

        IReadOnlyList<QueryResult> results = Ask(vectors, labels);

        Assert.Equal(Enumerable.Range(1, 17).Select(i => $"{i}"), results.Select(r => r.Path));
        Assert.Contains(results, r => r.Answers.Any(a => a.Character == "alone"));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 5)]
    [InlineData(5, 1)]
    public void Ask_NobodyToBeTakenFor_AsksNothing(int characters, int each)
    {
        (float[][] vectors, string[] labels) = new CharacterWorld(seed: 8, Dimension).Draw(characters, each);

        Assert.Empty(Ask(vectors, labels));
    }

    [Fact]
    public void Ask_Progress_EndsWithAllPictures()
    {
        (float[][] vectors, string[] labels) = new CharacterWorld(seed: 9, Dimension).Draw(characters: 4, each: 4);
        List<EvaluationProgress> told = [];

        LeaveOneOut.Ask(Dimension, labels, i => vectors[i], i => $"{i}", Temperature, new Listener(told), TestContext.Current.CancellationToken);

        Assert.Equal(Enumerable.Range(1, 16), told.Select(p => p.Done).Order());
        Assert.All(told, p => Assert.Equal(16, p.Total));
    }

    [Fact]
    public void Ask_Cancelled_Stops()
    {
        (float[][] vectors, string[] labels) = new CharacterWorld(seed: 9, Dimension).Draw(characters: 4, each: 4);

        Assert.ThrowsAny<OperationCanceledException>(() =>
            LeaveOneOut.Ask(Dimension, labels, i => vectors[i], i => $"{i}", Temperature, cancel: new CancellationToken(canceled: true)));
    }

    private static IReadOnlyList<QueryResult> Ask(float[][] vectors, string[] labels) =>
        LeaveOneOut.Ask(Dimension, labels, i => vectors[i], i => $"{i}", Temperature, cancel: TestContext.Current.CancellationToken);

    private sealed class Listener(List<EvaluationProgress> told) : IProgress<EvaluationProgress>
    {
        public void Report(EvaluationProgress value)
        {
            lock (told)
            {
                told.Add(value);
            }
        }
    }
}
