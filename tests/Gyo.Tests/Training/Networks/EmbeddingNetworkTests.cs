using Gyo.Collections;
using Gyo.Embedding;
using Gyo.Training;
using Gyo.Training.Data;

namespace Gyo.Tests.Training.Networks;

public sealed class EmbeddingNetworkTests
{
    /// <summary>The contract between the trained network and the exported one: how far a unit vector's numbers may lie apart.</summary>
    private const float ParityTolerance = 1e-4f;

    [Theory]
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
        recipe = recipe with { Epochs = 1, Mirror = false };
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
