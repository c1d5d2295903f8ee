using Gyo.Collections;
using Gyo.Embedding;
using Gyo.Embedding.Onnx;
using Gyo.Training;
using Gyo.Training.Data;

namespace Gyo.Tests.Training.Networks;

public sealed class EmbeddingNetworkTests
{
    /// <summary>The contract between the trained network and the exported one: how far a unit vector's numbers may lie apart.</summary>
    private const float ParityTolerance = 1e-4f;

    /// <summary>Every training but the seed's begins with what the base model knows: untrained, the network gives the base model's vectors.</summary>
    [Fact]
    public void Create_DefaultRecipe_BeginsAsTheBaseModel()
    {
        using var folder = new TemporaryFolder();
        DrawnPictures.Write(folder.Path, characters: 2, picturesEach: 4, size: 160);
        Recipe recipe = Recipes.Default with { Size = new Preprocessing().Size, AnswerSize = null };
        TrainingPictures pictures = DrawnPictures.Load(folder.Path, recipe);
        using var run = new TrainingRun(pictures, recipe, seed: 1);
        using var embedder = new OnnxEmbedder(BaseModel.Create());

        float[] expected = new float[pictures.Count * embedder.Dimension];
        embedder.Embed(pictures.Pixels.SelectMany(p => p).ToArray(), expected, TestContext.Current.CancellationToken);

        Assert.InRange(run.Embed(pictures).Zip(expected).Max(v => MathF.Abs(v.First - v.Second)), 0, ParityTolerance);
    }

    [Fact]
    public void Weights_AfterTraining_AreWhatAnotherTrainingBeginsWith()
    {
        using var folder = new TemporaryFolder();
        DrawnPictures.Write(folder.Path);
        Recipe recipe = DrawnPictures.SmallRecipe with { Dimension = 128 };
        TrainedModel trained = Trainer.Train(
            DrawnPictures.Load(folder.Path, recipe), recipe, new TrainOptions(), cancel: TestContext.Current.CancellationToken);

        Assert.Equal(trained.Package.Onnx, MultiStageGraph.ToBytes(trained.Weights, recipe.Size));
        Assert.Equal(BaseWeights.Load().Tensors.Select(t => t.Name).Order(), trained.Weights.Tensors.Select(t => t.Name).Order());
    }

    /// <summary>Trained on small pictures, the model takes larger ones, and its package says so.</summary>
    [Fact]
    public void Train_AnswersAtAnotherSize_GivesAPackageOfThatSize()
    {
        using var folder = new TemporaryFolder();
        DrawnPictures.Write(folder.Path);
        Recipe recipe = DrawnPictures.SmallRecipe with { AnswerSize = 64, Epochs = 1 };
        ModelPackage package = Trainer.Train(
            DrawnPictures.Load(folder.Path, recipe), recipe, new TrainOptions(), cancel: TestContext.Current.CancellationToken).Package;
        using var embedder = new OnnxEmbedder(package);
        float[] vector = new float[recipe.Dimension];

        embedder.Embed(new byte[embedder.Preprocessing.ReadSize * embedder.Preprocessing.ReadSize * 3], vector, TestContext.Current.CancellationToken);

        Assert.Equal(64, package.Manifest.Preprocessing.Size);
        Assert.Equal(1, vector.Sum(v => v * v), 1e-4f);
    }

    [Theory]
    [InlineData("base")]
    [InlineData("default")]
    [InlineData("seed")]
    public void ToOnnx_DrawnPictures_GivesTheNetworksVectors(string recipe)
    {
        using var folder = new TemporaryFolder();
        DrawnPictures.Write(folder.Path, characters: 4, picturesEach: 8, size: 160);

        Assert.InRange(LargestDifference(folder.Path, Recipes.Named(recipe)), 0, ParityTolerance);
    }

    [Theory]
    [Trait("Category", "Slow")]
    [InlineData("default")]
    [InlineData("seed")]
    public void ToOnnx_RealPictures_GivesTheNetworksVectors(string recipe) =>
        Assert.InRange(LargestDifference(RealPictures.Folder("characters72"), Recipes.Named(recipe)), 0, ParityTolerance);

    /// <summary>Trains an epoch, so that no BatchNorm is as it was, then embeds with torch and with ONNX Runtime.</summary>
    private static float LargestDifference(string folder, Recipe recipe)
    {
        recipe = recipe with { Epochs = 1, Mirror = false, ViewMargin = 0, AnswerSize = null };
        ImageFile[] files = [.. ImageFolder.Scan(folder).GroupBy(f => f.Character).Take(8).SelectMany(c => c.Take(8))];
        var pictures = TrainingPictures.Load(folder, files, Trainer.PreprocessingFor(recipe), cancel: TestContext.Current.CancellationToken);
        using var run = new TrainingRun(pictures, recipe, seed: 1);
        run.Epoch((_, _, _, _) => { }, TestContext.Current.CancellationToken);

        float[] expected = run.Embed(pictures);
        using var embedder = new OnnxEmbedder(new ModelPackage(
            new ModelManifest { Preprocessing = pictures.Preprocessing, Dimension = recipe.Dimension, Recipe = recipe.Name }, run.ToOnnx()));
        float[] actual = new float[expected.Length];
        embedder.Embed(pictures.Pixels.SelectMany(p => p).ToArray(), actual, TestContext.Current.CancellationToken);
        return expected.Zip(actual).Max(v => MathF.Abs(v.First - v.Second));
    }
}
