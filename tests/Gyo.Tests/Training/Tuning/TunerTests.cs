using Gyo.Training;
using Gyo.Training.Tuning;

namespace Gyo.Tests.Training.Tuning;

/// <summary>The course of a search, with trials that train nothing.</summary>
public sealed class TunerTests : IDisposable
{
    private const int Seed = 5;

    private readonly TemporaryFolder _folder = new();

    private string Log => _folder.File("trials.jsonl");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Search_ACandidateThatIsBetter_IsFound()
    {
        var trials = new FakeTrials(Recipes.Default, Seed, c => c == 7 ? 0.9 : 0.5);

        TuningResult result = Search(trials, seconds: 2000);

        Assert.Equal(7, result.Winner!.Candidate);
        Assert.Equal(RecipeSpace.Draw(Recipes.Default, Seed, 7), result.Winner.Recipe); // with all its epochs
        Assert.Equal(0.2, result.Winner.Difference, 9); // 40 % of the queries come first instead of second
    }

    [Fact]
    public void Search_NothingBetter_HasNoWinner()
    {
        TuningResult same = Search(new FakeTrials(Recipes.Default, Seed, _ => 0.5), seconds: 2000);
        TuningResult worse = Search(new FakeTrials(Recipes.Default, Seed, c => c == 0 ? 0.9 : 0.5), seconds: 2000, log: _folder.File("other.jsonl"));

        Assert.Null(same.Winner);
        Assert.Null(worse.Winner);
        Assert.NotEmpty(worse.Finalists);
    }

    /// <summary>The start is the worst of all, and on every rung all the same; halves go on, on splits that no other rung used.</summary>
    [Fact]
    public void Search_Rungs_HalveTheFieldAndKeepTheStart()
    {
        var trials = new FakeTrials(Recipes.Default, Seed, c => c / 100.0);

        TuningResult result = Search(trials, seconds: 2000);

        int[] counts = [.. result.Trials.GroupBy(t => t.Rung).Select(r => r.Select(t => t.Candidate).Distinct().Count(c => c != 0))];
        Assert.Equal([counts[0], (counts[0] + 1) / 2, SuccessiveHalving.MostFinalists], counts);
        Assert.All(result.Trials.GroupBy(t => (t.Rung, t.Seed)), rung => Assert.Single(rung, t => t.Candidate == 0));
        Assert.All(result.Trials.GroupBy(t => t.Seed), seed => Assert.Single(seed.Select(t => t.Rung).Distinct()));
        int best = result.Trials.Max(t => t.Candidate);
        Assert.Equal([best, best - 1, best - 2], result.Finalists.Select(f => f.Candidate));
        Assert.Equal(TuningPlan.MostRounds, result.Rounds);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(400)]
    [InlineData(1500)]
    public void Search_AnyBudget_IsKeptAndMostlyUsed(double seconds)
    {
        TuningResult result = Search(new FakeTrials(Recipes.Default, Seed, _ => 0.5), seconds);

        Assert.InRange(result.Trials.Sum(t => t.Seconds), 0.6 * seconds, seconds);
        Assert.InRange(result.Rounds, TuningPlan.FewestRounds, TuningPlan.MostRounds);
    }

    [Fact]
    public void Search_MachineThatBecomesSlow_StillReachesTheFinalRung()
    {
        var trials = new FakeTrials(Recipes.Default, Seed, _ => 0.5);
        trials.Beginning = _ => trials.SecondsAnEpoch = trials.Calls.Count > 5 ? 3 : 1;

        TuningResult result = Search(trials, seconds: 1500);

        Assert.NotEmpty(result.Finalists);
        Assert.InRange(result.Trials.Sum(t => t.Seconds), 0, 1.1 * 1500); // estimates follow with a delay
    }

    [Fact]
    public void Search_TooLittleTime_SaysHowMuchItTakes()
    {
        var trials = new FakeTrials(Recipes.Default, Seed, _ => 0.5);

        var e = Assert.Throws<TrainingException>(() => Search(trials, seconds: 30));

        Assert.Single(trials.Calls); // it had to be measured
        double minutes = double.Parse(e.Message.Split("--minutes ")[1].Split(' ')[0]);
        Assert.NotEmpty(Search(trials, minutes * 60).Finalists);
    }

    [Fact]
    public void Search_FirstTrainingLongerThanAllTheTime_IsNotWaitedFor()
    {
        var trials = new FakeTrials(Recipes.Default, Seed, _ => 0.5) { SecondsAnEpoch = 3600 };

        var e = Assert.Throws<TrainingException>(() => Search(trials, seconds: 60));

        Assert.Contains("Give --minutes", e.Message, StringComparison.Ordinal);
        Assert.Equal(0, new FileInfo(Log).Length); // it was stopped, so nothing is known of it
    }

    [Fact]
    public void Search_FailingTrials_AreOutAndTheSearchGoesOn()
    {
        var trials = new FakeTrials(Recipes.Default, Seed, c => c == 7 ? 0.9 : c is 3 or 4 ? 1 : 0.5) { Failing = { 3, 4 } };

        TuningResult result = Search(trials, seconds: 2000);

        Assert.Equal(7, result.Winner!.Candidate);
        Trial failed = Assert.Single(result.Trials, t => t.Candidate == 3); // one rung, then out
        Assert.Equal("The training collapsed.", failed.Failure);
    }

    [Fact]
    public void Search_AllCandidatesFail_HasNoFinalists()
    {
        var trials = new FakeTrials(Recipes.Default, Seed, _ => 0.5);
        trials.Failing.UnionWith(Enumerable.Range(1, TuningPlan.MostOthers));

        TuningResult result = Search(trials, seconds: 2000);

        Assert.Empty(result.Finalists);
        Assert.Null(result.Winner);
    }

    [Fact]
    public void Search_TheStartFails_SaysWhy()
    {
        var trials = new FakeTrials(Recipes.Default, Seed, _ => 0.5) { Failing = { 0 } };

        var e = Assert.Throws<TrainingException>(() => Search(trials, seconds: 2000));

        Assert.Contains("'default'", e.Message, StringComparison.Ordinal);
        Assert.Contains("collapsed", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Search_StoppedAndBegunAgain_RunsWhatAnUnbrokenOneWouldHaveRun()
    {
        var unbroken = new FakeTrials(Recipes.Default, Seed, c => c % 10 / 10.0);
        TuningResult whole = Search(unbroken, seconds: 900, log: _folder.File("unbroken.jsonl"));
        var trials = new FakeTrials(Recipes.Default, Seed, c => c % 10 / 10.0);
        using var stop = new CancellationTokenSource();
        trials.Beginning = _ =>
        {
            if (trials.Calls.Count == 9)
            {
                stop.Cancel();
            }
        };

        Assert.Throws<OperationCanceledException>(() => Search(trials, seconds: 900, cancel: stop.Token));
        Assert.Equal(9, File.ReadAllLines(Log).Length);
        trials.Beginning = _ => { };
        TuningResult resumed = Search(trials, seconds: 900);

        Assert.Equal(unbroken.Calls, trials.Calls); // nothing twice, nothing left out
        Assert.Equal(whole.Finalists, resumed.Finalists);
    }

    [Fact]
    public void Search_LastLineOfTheLogDamaged_RepeatsThatTrialAlone()
    {
        var trials = new FakeTrials(Recipes.Default, Seed, _ => 0.5);
        Search(trials, seconds: 400);
        int all = trials.Calls.Count;
        File.WriteAllBytes(Log, File.ReadAllBytes(Log)[..^30]);

        Search(trials, seconds: 400);

        Assert.Equal(all + 1, trials.Calls.Count);
        Assert.Equal(trials.Calls[all - 1], trials.Calls[all]);
        Assert.Equal(all, File.ReadAllLines(Log).Length);
    }

    [Fact]
    public void Search_MoreTimeThanBefore_BuildsOnWhatIsThere()
    {
        var trials = new FakeTrials(Recipes.Default, Seed, _ => 0.5);
        Search(trials, seconds: 400);

        Search(trials, seconds: 1200);

        Assert.Equal(trials.Calls.Count, trials.Calls.Distinct().Count());
    }

    [Fact]
    public void Search_OtherPictures_ShareNoTrials()
    {
        var trials = new FakeTrials(Recipes.Default, Seed, _ => 0.5);
        Search(trials, seconds: 400);
        int once = trials.Calls.Count;

        Search(trials, seconds: 400, pictures: "other pictures");

        Assert.Equal(2 * once, trials.Calls.Count);
    }

    [Fact]
    public void Search_Progress_GrowsToTheEnd()
    {
        var shares = new List<double>();
        var trials = new FakeTrials(Recipes.Default, Seed, _ => 0.5);

        Search(trials, seconds: 400, progress: new InlineProgress<TuningProgress>(p => shares.Add(p.Share)));

        Assert.Equal(trials.Calls.Count, shares.Count);
        Assert.Equal(shares.Order(), shares);
        Assert.InRange(shares[^1], 0.5, 1);
    }

    private TuningResult Search(
        FakeTrials trials,
        double seconds,
        string? log = null,
        string pictures = "pictures",
        IProgress<TuningProgress>? progress = null,
        CancellationToken? cancel = null)
    {
        using TrialLog file = TrialLog.Open(log ?? Log);
        var options = new TuningOptions { Budget = TimeSpan.FromSeconds(seconds), Seed = Seed, Pictures = pictures };
        return new Tuner(options, file, trials.Run).Search(progress, cancel ?? TestContext.Current.CancellationToken);
    }
}
