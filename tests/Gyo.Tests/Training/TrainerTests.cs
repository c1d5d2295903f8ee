using Gyo.Embedding;
using Gyo.Training;
using Gyo.Training.Data;

namespace Gyo.Tests.Training;

public sealed class TrainerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Characters => _folder.File("characters");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Train_SameSeed_GivesTheSameModel()
    {
        DrawnPictures.Write(Characters);
        TrainingPictures pictures = DrawnPictures.Load(Characters, DrawnPictures.SmallRecipe);

        byte[] first = Train(pictures, DrawnPictures.SmallRecipe, new TrainOptions { Seed = 5 }).Package.Onnx;
        byte[] again = Train(pictures, DrawnPictures.SmallRecipe, new TrainOptions { Seed = 5 }).Package.Onnx;
        byte[] other = Train(pictures, DrawnPictures.SmallRecipe, new TrainOptions { Seed = 6 }).Package.Onnx;

        Assert.Equal(first, again);
        Assert.NotEqual(first, other);
    }

    [Theory]
    [InlineData(NetworkKind.MultiStage)]
    [InlineData(NetworkKind.TwoTowers)]
    public void Train_StoppedAndResumed_GivesTheModelOfAnUnbrokenTraining(NetworkKind network)
    {
        DrawnPictures.Write(Characters);
        Recipe recipe = DrawnPictures.SmallRecipe with
        {
            Network = network,
            Augmentation = network == NetworkKind.TwoTowers ? null : DrawnPictures.SmallRecipe.Augmentation,
        };
        TrainingPictures pictures = DrawnPictures.Load(Characters, recipe);
        byte[] unbroken = Train(pictures, recipe, new TrainOptions()).Package.Onnx;
        var options = new TrainOptions { Directory = _folder.File("model") };
        using var stop = new CancellationTokenSource();
        var stopInSecondEpoch = new InlineProgress<TrainingProgress>(p =>
        {
            if (p.Epoch == 2)
            {
                stop.Cancel();
            }
        });

        Assert.Throws<OperationCanceledException>(() => Trainer.Train(pictures, recipe, options, stopInSecondEpoch, stop.Token));
        TrainedModel resumed = Train(pictures, recipe, options with { Resume = true });

        Assert.Equal(unbroken, resumed.Package.Onnx); // to the bit: a step depends on seed, epoch and number alone
        Assert.Equal(recipe.Epochs, File.ReadAllLines(_folder.File("model/training.jsonl")).Length);
    }

    /// <summary>The first loss of imprinted proxies lies far below that of proxies drawn from noise.</summary>
    [Fact]
    public void ImprintProxies_BaseModelsVectors_LowersTheFirstLoss()
    {
        DrawnPictures.Write(Characters, characters: 6);
        Recipe recipe = DrawnPictures.SmallRecipe with
        {
            Dimension = 128,
            Size = 64,
            Loss = LossKind.CosFace,
            Augmentation = null,
            LearningRate = 1e-9,
            WarmUp = null,
        };
        TrainingPictures pictures = DrawnPictures.Load(Characters, recipe);
        using var drawn = new TrainingRun(pictures, recipe, seed: 1);
        using var imprinted = new TrainingRun(pictures, recipe, seed: 1);
        imprinted.ImprintProxies(TestContext.Current.CancellationToken);

        double before = drawn.Epoch((_, _, _, _) => { }, TestContext.Current.CancellationToken);
        double after = imprinted.Epoch((_, _, _, _) => { }, TestContext.Current.CancellationToken);

        Assert.True(after < before - 1, $"{after} is not far below {before}.");
    }

    [Fact]
    public void Train_CheckpointOfAnotherRecipe_IsRefused()
    {
        DrawnPictures.Write(Characters);
        Recipe recipe = DrawnPictures.SmallRecipe;
        TrainingPictures pictures = DrawnPictures.Load(Characters, recipe);
        var options = new TrainOptions { Directory = _folder.File("model") };
        Train(pictures, recipe, options);

        var e = Assert.Throws<TrainingException>(
            () => Train(pictures, recipe with { Epochs = 4 }, options with { Resume = true }));

        Assert.Contains("another recipe", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Train_UnfinishedTrainingInTheWay_IsNotOverwritten()
    {
        DrawnPictures.Write(Characters);
        TrainingPictures pictures = DrawnPictures.Load(Characters, DrawnPictures.SmallRecipe);
        var options = new TrainOptions { Directory = _folder.File("model") };
        Train(pictures, DrawnPictures.SmallRecipe, options);

        var e = Assert.Throws<TrainingException>(() => Train(pictures, DrawnPictures.SmallRecipe, options));

        Assert.Contains("--resume", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Train_DamagedCheckpoint_SaysSo()
    {
        DrawnPictures.Write(Characters);
        TrainingPictures pictures = DrawnPictures.Load(Characters, DrawnPictures.SmallRecipe);
        var options = new TrainOptions { Directory = _folder.File("model") };
        Train(pictures, DrawnPictures.SmallRecipe, options);
        string checkpoint = _folder.File("model/checkpoint.safetensors");
        File.WriteAllBytes(checkpoint, File.ReadAllBytes(checkpoint)[..1000]);

        Assert.Throws<ModelFormatException>(() => Train(pictures, DrawnPictures.SmallRecipe, options with { Resume = true }));
    }

    [Fact]
    public void Train_NothingToResume_SaysSo()
    {
        DrawnPictures.Write(Characters);
        TrainingPictures pictures = DrawnPictures.Load(Characters, DrawnPictures.SmallRecipe);

        Assert.Throws<TrainingException>(() => Train(
            pictures, DrawnPictures.SmallRecipe, new TrainOptions { Directory = _folder.File("model"), Resume = true }));
    }

    [Fact]
    public void Train_SamePictureForEveryone_IsCalledCollapsed()
    {
        DrawnPictures.Write(Characters);
        string one = Directory.GetFiles(Characters, "*.jpg", SearchOption.AllDirectories).Order(StringComparer.Ordinal).First();
        foreach (string other in Directory.GetFiles(Characters, "*.jpg", SearchOption.AllDirectories).Where(f => f != one))
        {
            File.Copy(one, other, overwrite: true);
        }

        Recipe recipe = DrawnPictures.SmallRecipe with { Augmentation = null };
        var e = Assert.Throws<TrainingException>(() => Train(DrawnPictures.Load(Characters, recipe), recipe, new TrainOptions()));

        Assert.Contains("collapsed", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Train_LastBatchOfOnePicture_IsNotCalledCollapsed()
    {
        DrawnPictures.Write(Characters); // 24 pictures
        File.Delete(Directory.GetFiles(Characters, "*.jpg", SearchOption.AllDirectories)[0]);
        Recipe recipe = DrawnPictures.SmallRecipe with { RandomBatches = true, ClassesPerBatch = 1, PicturesPerClass = 22, Epochs = 1 };

        Assert.Single(Train(DrawnPictures.Load(Characters, recipe), recipe, new TrainOptions()).Losses);
    }

    [Fact]
    public void Train_AbsurdLearningRate_StopsAtTheFirstLossThatIsNoNumber()
    {
        DrawnPictures.Write(Characters);
        Recipe recipe = DrawnPictures.SmallRecipe with { LearningRate = 1e30, WarmUp = null };
        var options = new TrainOptions { Directory = _folder.File("model") };

        var e = Assert.Throws<TrainingException>(() => Train(DrawnPictures.Load(Characters, recipe), recipe, options));

        Assert.Contains("learning rate", e.Message, StringComparison.Ordinal);
        Assert.True(File.Exists(_folder.File("model/checkpoint.safetensors")));
    }

    [Fact]
    public void Load_BrokenPicture_IsSkippedWithAReason()
    {
        DrawnPictures.Write(Characters);
        string broken = Directory.GetFiles(Characters, "*.jpg", SearchOption.AllDirectories)[0];
        File.WriteAllText(broken, "no picture");

        TrainingPictures pictures = DrawnPictures.Load(Characters, DrawnPictures.SmallRecipe);

        SkippedImage skipped = Assert.Single(pictures.Skipped);
        Assert.Equal(Path.GetFullPath(broken), Path.GetFullPath(skipped.Path));
        Assert.Equal(23, pictures.Count);
    }

    [Theory]
    [InlineData(1, 6, "at least two")]
    [InlineData(3, 1, "one picture of every character")]
    public void Load_TooLittleToTellApart_IsRefused(int characters, int picturesEach, string because)
    {
        DrawnPictures.Write(Characters, characters, picturesEach);

        var e = Assert.Throws<TrainingException>(() => DrawnPictures.Load(Characters, DrawnPictures.SmallRecipe));

        Assert.Contains(because, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Train_ACharacterWithOnePicture_IsTrainedOnAllTheSame()
    {
        DrawnPictures.Write(Characters);
        string first = Directory.GetDirectories(Characters).Order(StringComparer.Ordinal).First();
        foreach (string file in Directory.GetFiles(first).Order(StringComparer.Ordinal).Skip(1))
        {
            File.Delete(file);
        }

        TrainedModel model = Train(
            DrawnPictures.Load(Characters, DrawnPictures.SmallRecipe), DrawnPictures.SmallRecipe, new TrainOptions());

        Assert.Contains(Path.GetFileName(first), model.Package.Manifest.Characters);
    }

    private static TrainedModel Train(TrainingPictures pictures, Recipe recipe, TrainOptions options) =>
        Trainer.Train(pictures, recipe, options, progress: null, TestContext.Current.CancellationToken);
}
