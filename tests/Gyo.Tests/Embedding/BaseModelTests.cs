using Gyo.Embedding;
using Gyo.Embedding.Onnx;
using Gyo.Evaluation;
using Gyo.Training.Drawing;

namespace Gyo.Tests.Embedding;

public sealed class BaseModelTests
{
    [Fact]
    public void Create_Default_IsAPackageThatRuns()
    {
        ModelPackage package = BaseModel.Create();
        using OnnxEmbedder embedder = new(package);

        Assert.Equal(("base", 128, 128), (package.Manifest.Recipe, embedder.Dimension, embedder.Preprocessing.Size));
        embedder.Embed(new byte[128 * 128 * 3], new float[128], TestContext.Current.CancellationToken);
    }

    /// <summary>What it is for: characters that it never saw, in a style that it knows, one picture of each to go by.</summary>
    [Fact]
    public void Create_DrawnCharactersOnePictureEach_FindsFarMoreThanImageNetDoes()
    {
        using var folder = new TemporaryFolder();
        CharacterArtist.WriteFolder(folder.Path, CharacterDesign.Cast(24, seed: 77), 5, seed: 77, size: 128, TestContext.Current.CancellationToken);
        FolderPictures pictures = FolderPictures.Read(folder.Path, TestContext.Current.CancellationToken);
        Split split = pictures.Split(new ProtocolOptions { Query = 0.8 }); // one of five is the gallery
        ModelPackage imageNet = ImageNetModels.Create(MultiStageGraph.Taps, normalizeTaps: true, new Preprocessing());

        double known = Top1(BaseModel.Create());
        double before = Top1(imageNet);

        Assert.True(known > before + 0.2, $"{known} against {before}.");

        double Top1(ModelPackage model) =>
            ModelEvaluation.Measure(model, pictures, split, cancel: TestContext.Current.CancellationToken).All!.Top1;
    }

    [Fact]
    public void Create_Twice_GivesTheSameModel() => Assert.Equal(BaseModel.Create().Onnx, BaseModel.Create().Onnx);
}
