using Gyo.Curation;
using Gyo.Evaluation;

namespace Gyo.Tests.Curation;

public sealed class GrowthPlanTests
{
    private static readonly Dictionary<string, int> Nobody = [];

    [Fact]
    public void Rank_FewAndMissed_ComesFirstAndSaysWhy()
    {
        CharacterTrials[] trials =
        [
            Character("Many", 16, missed: 0.1, scatter: 100),
            Character("Some", 8, missed: 0.2, scatter: 100),
            Character("Gon", 4, missed: 0.75, scatter: 50) with { TakenFor = new Dictionary<string, int> { ["Killua"] = 6, ["Many"] = 3 } },
        ];

        IReadOnlyList<GrowthSuggestion> ranked = GrowthPlan.Rank(trials, more: 6);

        Assert.Equal(["Gon", "Some", "Many"], ranked.Select(s => s.Character));
        GrowthSuggestion gon = ranked[0];
        Assert.Equal(["Killua", "Many"], gon.TakenFor.Select(t => t.Character));
        Assert.Equal(0.5, gon.TakenFor[0].Share);
        Assert.Equal(0.5, gon.Variety);
        Assert.StartsWith("Gon has 4 pictures; characters with 4 are found in ", gon.Reason, StringComparison.Ordinal);
        Assert.Contains("with 10 in ", gon.Reason, StringComparison.Ordinal);
        Assert.Contains("Its own are found in 25 %, and taken for Killua in 50 %.", gon.Reason, StringComparison.Ordinal);
        Assert.Contains("more alike than usual (0.50 of the usual scatter)", gon.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain("alike", ranked[1].Reason, StringComparison.Ordinal);
        Assert.All(ranked, s => Assert.InRange(s.RecallWithMore, s.Recall, 1));
    }

    [Fact]
    public void Rank_OnePicture_IsGuessedFromTheOthers()
    {
        GrowthSuggestion[] ranked = [.. GrowthPlan.Rank([Character("Many", 16, 0.05, 100), new("One", 1, 0, [], 0, null, Nobody)], more: 5)];

        Assert.Equal("One", ranked[0].Character);
        Assert.Equal(0.7, ranked[0].Recall, 1e-9); // the first step of the curve: 0.2 were missed, drawn towards a half as by half a character
        Assert.Null(ranked[0].Variety);
        Assert.StartsWith("One has 1 picture;", ranked[0].Reason, StringComparison.Ordinal);
    }

    /// <summary>Characters on a circle; one has a single neighbour close by, and a pair of pictures where others have ten.</summary>
    [Fact]
    public void Ask_CharactersApart_TellsFewFromMany()
    {
        const int Dimension = 8;
        const int Characters = 12;
        var random = new Random(3);
        List<string> labels = [];
        List<float[]> vectors = [];
        for (int c = 0; c < Characters; c++)
        {
            float[] middle = [.. Enumerable.Range(0, Dimension).Select(_ => (float)(random.NextDouble() - 0.5))];
            for (int n = 0; n < (c == 0 ? 2 : 10); n++)
            {
                float[] vector = [.. middle.Select(x => x + (float)(random.NextDouble() - 0.5) * 0.7f)];
                float norm = MathF.Sqrt(vector.Sum(x => x * x));
                vectors.Add([.. vector.Select(x => x / norm)]);
                labels.Add($"c{c:00}");
            }
        }

        IReadOnlyList<CharacterTrials> trials = GrowthTrials.Ask(Dimension, labels, i => vectors[i], cancel: TestContext.Current.CancellationToken);

        Assert.Equal(Characters, trials.Count);
        Assert.Equal(2, trials[0].Pictures);
        Assert.Single(trials[0].Errors);
        Assert.Null(trials[0].Scatter);
        Assert.All(trials.Skip(1), t => Assert.Equal(LearningCurve.StepOf(8) + 1, t.Errors.Length)); // ten, less one and an eighth
        LearningCurve curve = LearningCurve.Of([.. trials.Select(t => t.Errors)]);
        Assert.True(curve.ErrorAt(8) < 0.7 * curve.ErrorAt(1), $"{curve.ErrorAt(1):f2} falls to {curve.ErrorAt(8):f2}");
        Assert.Equal("c00", GrowthPlan.Rank(trials, more: 5)[0].Character);
        IReadOnlyList<CharacterTrials> again = GrowthTrials.Ask(Dimension, labels, i => vectors[i], cancel: TestContext.Current.CancellationToken);
        Assert.Equal(trials.Select(t => t.Missed), again.Select(t => t.Missed));
    }

    [Fact]
    public void Ask_OneCharacter_TellsNothing() =>
        Assert.Empty(GrowthTrials.Ask(2, ["a", "a"], _ => new float[] { 1, 0 }, cancel: TestContext.Current.CancellationToken));

    private static CharacterTrials Character(string name, int pictures, double missed, double scatter) => new(
        name,
        pictures,
        Asked: 12,
        [.. LearningCurve.Steps.TakeWhile(s => s < pictures).Select(s => (double?)Math.Min(1, missed * Math.Sqrt((double)pictures / s)))],
        missed,
        scatter,
        Nobody);
}
