using Gyo.Collections;
using Gyo.Evaluation;
using Gyo.Training;
using Gyo.Training.Tuning;

namespace Gyo.Tests.Training.Tuning;

public sealed class FolderTrialsTests : IDisposable
{
    private const int Seed = 3;

    private readonly TemporaryFolder _folder = new();

    private string Characters => _folder.File("characters");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Splits_OfAFolder_NeverHoldWhatIsKeptForTheEnd()
    {
        FolderPictures pictures = Read(characters: 8, picturesEach: 6);
        Split end = pictures.Split(new ProtocolOptions { Seed = Seed });

        var trials = new FolderTrials(pictures, Seed);

        Assert.Equal(end.Training.Select(i => pictures.Files[i]), trials.Known.Files);
        Assert.DoesNotContain(trials.Known.Files, f => end.UnseenCharacters.Contains(f.Character!));
        Assert.Equal(TuningOptions.InnerSeeds(Seed), trials.Splits.Keys);
        Assert.All(trials.Splits.Values, inner =>
        {
            Assert.Same(trials.Known.Pictures, inner.Pictures);
            Assert.NotEmpty(inner.SeenQueries);
            Assert.NotEmpty(inner.UnseenQueries);
        });
    }

    [Theory]
    [InlineData(3, 6)]
    [InlineData(6, 2)]
    public void New_TooFewToSplitTwice_SaysWhatToGive(int characters, int picturesEach)
    {
        FolderPictures pictures = Read(characters, picturesEach);

        var e = Assert.Throws<TrainingException>(() => new FolderTrials(pictures, Seed));

        Assert.Contains("at least 4 characters with 5 different pictures", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fingerprint_OtherPictures_IsAnother()
    {
        var trials = new FolderTrials(Read(characters: 6, picturesEach: 6), Seed);

        Assert.Equal(trials.Fingerprint, FingerprintOf(Seed));
        Assert.NotEqual(trials.Fingerprint, FingerprintOf(Seed + 1));
        File.AppendAllText(Path.Combine(Characters, trials.Known.Files[0].RelativePath), " "); // behind the picture's end
        Assert.NotEqual(trials.Fingerprint, FingerprintOf(Seed));

        string FingerprintOf(int seed) => new FolderTrials(FolderPictures.Read(Characters, TestContext.Current.CancellationToken), seed).Fingerprint;
    }

    /// <summary>Pictures that are decoded once give what eval gives, which decodes them for each training and each measurement.</summary>
    [Fact]
    public void Run_ARecipe_IsWhatEvalWouldMeasure()
    {
        var trials = new FolderTrials(Read(characters: 6, picturesEach: 6), Seed);
        Recipe recipe = DrawnPictures.SmallRecipe with { AnswerSize = 64 };
        RunResult expected = ModelBuilder.Build(
            trials.Known, trials.Splits[Seed], recipe, new TrainOptions { Seed = Seed }, cancel: TestContext.Current.CancellationToken).Result;

        TrialFigures figures = trials.Run(recipe, Seed, cancel: TestContext.Current.CancellationToken).Figures;

        Assert.Equal(expected.SeenQueries.Select(q => q.Outcome.Rank), figures.SeenRanks);
        Assert.Equal(expected.UnseenQueries.Select(q => q.Outcome.Rank), figures.UnseenRanks);
        Assert.Equal(expected.Seen!.Mrr, figures.SeenMrr, 12);
        Assert.Equal(expected.All!.MapAtR, figures.MapAtR);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(int.MaxValue)] // a disk that is gone
    public void Run_PicturesGone_IsNoFailureOfTheRecipe(int gone)
    {
        var trials = new FolderTrials(Read(characters: 6, picturesEach: 6), Seed);
        foreach (ImageFile file in trials.Known.Files.Take(gone))
        {
            File.Delete(Path.Combine(Characters, file.RelativePath));
        }

        var e = Assert.Throws<IOException>(() => trials.Run(DrawnPictures.SmallRecipe, Seed, cancel: TestContext.Current.CancellationToken));

        Assert.Contains("changed since the search began", e.Message, StringComparison.Ordinal);
    }

    /// <summary>The search with real trainings; only their times are told, so that its course is the same on every machine.</summary>
    [Fact]
    [Trait("Category", "Slow")]
    public void Search_DrawnCharacters_EndsAndIsNotTrainedAgain()
    {
        var trials = new FolderTrials(Read(characters: 6, picturesEach: 6), Seed);
        var options = new TuningOptions
        {
            Start = DrawnPictures.SmallRecipe,
            Budget = TimeSpan.FromSeconds(60),
            Seed = Seed,
            Pictures = trials.Fingerprint,
        };
        int trained = 0;

        TuningResult first = Search();
        int once = trained;
        TuningResult again = Search();

        Assert.Equal(first.Trials.Count, once);
        Assert.Equal(once, trained);
        Assert.Equal(first.Finalists, again.Finalists);
        Assert.NotEmpty(first.Finalists);
        Assert.All(first.Trials, t => Assert.True(t.Failure is null, t.Failure));

        TuningResult Search()
        {
            using TrialLog log = TrialLog.Open(_folder.File("trials.jsonl"));
            return new Tuner(options, log, Run).Search(cancel: TestContext.Current.CancellationToken);
        }

        TrialOutcome Run(Recipe recipe, int seed, IProgress<TrainingProgress> progress, CancellationToken cancel)
        {
            trained++;
            var quiet = new InlineProgress<TrainingProgress>(p => progress.Report(p with { Remaining = TimeSpan.Zero }));
            return trials.Run(recipe, seed, quiet, cancel) with { TrainSeconds = recipe.Epochs, MeasureSeconds = 0, Seconds = recipe.Epochs };
        }
    }

    private FolderPictures Read(int characters, int picturesEach)
    {
        DrawnPictures.Write(Characters, characters, picturesEach);
        return FolderPictures.Read(Characters, TestContext.Current.CancellationToken);
    }
}
