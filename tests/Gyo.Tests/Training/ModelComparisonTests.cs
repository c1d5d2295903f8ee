using Gyo.Evaluation;
using Gyo.Training;

namespace Gyo.Tests.Training;

public sealed class ModelComparisonTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>Each rank is that of the right character for one query, by the trained and by the base model.</summary>
    [Theory]
    [InlineData(1, 3, 2, 3, Recommendation.Trained)]
    [InlineData(1, 3, 3, 3, Recommendation.Trained)] // new characters no worse
    [InlineData(1, 3, 4, 3, Recommendation.TrainedForItsOwnCharacters)]
    [InlineData(3, 3, 1, 3, Recommendation.Base)] // no better where it was trained
    [InlineData(4, 3, 4, 3, Recommendation.Base)]
    public void Recommendation_RanksOfOwnAndNewCharacters_FollowsTheGain(
        int ownTrained, int ownBase, int newTrained, int newBase, Recommendation expected)
    {
        var comparison = new ModelComparison
        {
            Own = new ComparedFigures(Ranked(ownTrained), Ranked(ownBase)),
            New = new ComparedFigures(Ranked(newTrained), Ranked(newBase)),
        };

        Assert.Equal(expected, comparison.Recommendation);
    }

    [Fact]
    public void Recommendation_OneSideUnmeasured_GoesByTheOther()
    {
        var better = new ComparedFigures(Ranked(1), Ranked(2));
        var worse = new ComparedFigures(Ranked(2), Ranked(1));

        Assert.Equal(Recommendation.Trained, new ModelComparison { Own = better, New = null }.Recommendation);
        Assert.Equal(Recommendation.Trained, new ModelComparison { Own = null, New = better }.Recommendation);
        Assert.Equal(Recommendation.Base, new ModelComparison { Own = null, New = worse }.Recommendation);
        Assert.Null(new ModelComparison { Own = null, New = null }.Recommendation);
    }

    [Fact]
    [Trait("Category", "Slow")]
    public void Make_DrawnCharacters_MeasuresBothModelsOnOwnAndNewOnes()
    {
        DrawnPictures.Write(_folder.Path, characters: 5, picturesEach: 10);
        Recipe recipe = DrawnPictures.SmallRecipe with { Epochs = 1 };
        FolderPictures pictures = FolderPictures.Read(_folder.Path, TestContext.Current.CancellationToken);
        Split split = pictures.Split(ModelBuilder.HoldOut(1));
        var options = new TrainOptions { Seed = 1 };
        RunResult own = ModelBuilder.Build(pictures, split, recipe, options, cancel: TestContext.Current.CancellationToken).Result;

        ModelComparison comparison = ModelComparison.Make(
            pictures, split, own, new RecipeTraining(recipe), options, cancel: TestContext.Current.CancellationToken);

        Assert.Equal(own.Seen!.Queries, comparison.Own!.Base.Queries);
        Assert.Equal(own.Seen.Mrr, comparison.Own.Trained.Mrr);
        Assert.Equal(comparison.New!.Base.Queries, comparison.New.Trained.Queries);
        Assert.NotNull(comparison.Recommendation);
    }

    [Fact]
    public void Make_TwoCharacters_LeavesNewOnesUnmeasured()
    {
        DrawnPictures.Write(_folder.Path, characters: 2, picturesEach: 10);
        Recipe recipe = DrawnPictures.SmallRecipe with { Epochs = 1 };
        FolderPictures pictures = FolderPictures.Read(_folder.Path, TestContext.Current.CancellationToken);
        Split split = pictures.Split(ModelBuilder.HoldOut(1));
        RunResult own = ModelBuilder.Build(pictures, split, recipe, new TrainOptions(), cancel: TestContext.Current.CancellationToken).Result;

        ModelComparison comparison = ModelComparison.Make(
            pictures, split, own, new RecipeTraining(recipe), new TrainOptions(), cancel: TestContext.Current.CancellationToken);

        Assert.NotNull(comparison.Own);
        Assert.Null(comparison.New);
    }

    private static RetrievalFigures Ranked(int rank) => RetrievalFigures.Of([[new QueryOutcome(rank, 0.5)]])!;
}
