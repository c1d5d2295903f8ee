using Gyo.Training;
using Gyo.Training.Tuning;

namespace Gyo.Tests.Training.Tuning;

public sealed class TrialLogTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Path => _folder.File("recipe.json.trials.jsonl");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Find_AfterOpeningAgain_FindsFiguresAndFailures()
    {
        Trial measured = Of(1);
        Trial failed = Of(2) with { Figures = null, Failure = "The training collapsed." };
        Write(measured, failed);

        using TrialLog log = TrialLog.Open(Path);

        Trial found = log.Find("pictures", 1, measured.Recipe)!;
        Assert.Equal([1, 3], found.Figures!.SeenRanks);
        Assert.Equal([2], found.Figures.UnseenRanks);
        Assert.Equal(measured with { Figures = null }, found with { Figures = null });
        Assert.Equal(failed, log.Find("pictures", 1, failed.Recipe));
        Assert.Null(log.Find("pictures", 2, measured.Recipe));
        Assert.Null(log.Find("other pictures", 1, measured.Recipe));
        Assert.Null(log.Find("pictures", 1, measured.Recipe with { Epochs = 99 }));
    }

    [Theory]
    [InlineData(1)] // only the line's end is missing
    [InlineData(20)]
    [InlineData(200)]
    public void Open_KilledInTheMiddleOfALine_ForgetsThatTrialAndGoesOnBehindTheOthers(int bytesLost)
    {
        Write(Of(1), Of(2));
        byte[] bytes = File.ReadAllBytes(Path);
        File.WriteAllBytes(Path, bytes[..^bytesLost]);

        Write(Of(3));

        using TrialLog log = TrialLog.Open(Path);
        Assert.NotNull(log.Find("pictures", 1, Of(1).Recipe));
        Assert.Null(log.Find("pictures", 1, Of(2).Recipe));
        Assert.NotNull(log.Find("pictures", 1, Of(3).Recipe));
    }

    [Theory]
    [InlineData("no JSON")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("{\"pictures\":\"pictures\"")]
    public void Open_ALineThatIsNoTrial_IsPassedOver(string line)
    {
        File.WriteAllText(Path, line + "\n");
        Write(Of(1));

        using TrialLog log = TrialLog.Open(Path);
        Assert.NotNull(log.Find("pictures", 1, Of(1).Recipe));
    }

    [Fact]
    public void Open_ATrialWithoutQueries_IsPassedOver()
    {
        Write(Of(1) with { Figures = new TrialFigures([], [1], 0.5) });

        using TrialLog log = TrialLog.Open(Path);
        Assert.Null(log.Find("pictures", 1, Of(1).Recipe));
    }

    [Fact]
    public void Open_WhileAnotherSearchUsesIt_Throws()
    {
        using TrialLog log = TrialLog.Open(Path);

        Assert.Throws<IOException>(() => TrialLog.Open(Path));
    }

    private void Write(params Trial[] trials)
    {
        using TrialLog log = TrialLog.Open(Path);
        foreach (Trial trial in trials)
        {
            log.Add(trial);
        }
    }

    private static Trial Of(int candidate) => new()
    {
        Pictures = "pictures",
        Candidate = candidate,
        Rung = 0,
        Seed = 1,
        Recipe = RecipeSpace.Draw(Recipes.Default, seed: 1, candidate),
        Figures = new TrialFigures([1, 3], [2], 0.5),
        TrainSeconds = 1.25,
        MeasureSeconds = 0.1,
        Seconds = 1.5,
    };
}
