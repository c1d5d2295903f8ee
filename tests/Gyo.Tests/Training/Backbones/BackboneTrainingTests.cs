using Gyo.Collections;
using Gyo.Embedding;
using Gyo.Embedding.Backbones;
using Gyo.Embedding.Onnx;
using Gyo.Evaluation;
using Gyo.Tests.Embedding.Backbones;
using Gyo.Training;
using Gyo.Training.Backbones;
using Gyo.Training.Data;
using TorchSharp;

namespace Gyo.Tests.Training.Backbones;

public sealed class BackboneTrainingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Characters => _folder.File("characters");

    public void Dispose() => _folder.Dispose();

    /// <summary>What is exported gives the vectors that torch gives.</summary>
    [Theory]
    [InlineData(BackboneFile.Mean)]
    [InlineData(BackboneFile.Map)]
    [InlineData(BackboneFile.Tokens)]
    public void Train_EveryKindOfOutput_ExportsTheHeadThatTorchHas(string output)
    {
        const float Rounding = 1e-4f; // two programs' sums of products
        DrawnPictures.Write(Characters);
        Backbone backbone = Open(new BackboneFile { Outputs = [output] });
        TrainingPictures pictures = Load(backbone);

        TrainedModel trained = new BackboneTraining(backbone).Train(pictures, new TrainOptions(), cancel: Cancel);

        byte[] pixels = [.. pictures.Pixels.SelectMany(p => p)];
        float[] features = Embed(backbone.AsItIs(), pixels);
        using torch.Tensor x = torch.tensor(features, [pictures.Count, backbone.Width]);
        using torch.Tensor weight = Tensor(trained.Weights["head.weight"]);
        using torch.Tensor bias = Tensor(trained.Weights["head.bias"]);
        using torch.Tensor expected = torch.nn.functional.normalize(torch.nn.functional.linear(x, weight, bias), p: 2, dim: 1);
        ModelPackage single = new(trained.Package.Manifest with { Mirror = false }, trained.Package.Onnx); // else the mirror image is in it, too
        Assert.All(expected.data<float>().ToArray().Zip(Embed(single, pixels)), pair => Assert.Equal(pair.First, pair.Second, Rounding));
        Assert.Equal(BackboneFile.Width, trained.Package.Manifest.Dimension);
        Assert.Equal(pictures.Characters, trained.Package.Manifest.Characters);
    }

    [Fact]
    public void Train_SameSeed_GivesTheSameModel()
    {
        DrawnPictures.Write(Characters);
        Backbone backbone = Open(new BackboneFile());
        TrainingPictures pictures = Load(backbone);

        byte[] first = Train(backbone, pictures, new TrainOptions { Seed = 5 });

        Assert.Equal(first, Train(backbone, pictures, new TrainOptions { Seed = 5 }));
        Assert.NotEqual(first, Train(backbone, pictures, new TrainOptions { Seed = 6 }));
    }

    [Fact]
    public void Train_Interrupted_GoesOnWhereItWas()
    {
        DrawnPictures.Write(Characters); // 24 pictures
        Backbone backbone = Open(new BackboneFile());
        TrainingPictures pictures = Load(backbone);
        var options = new TrainOptions { Directory = _folder.File("model") };
        byte[] unbroken = Train(backbone, pictures, new TrainOptions());
        using var stop = new CancellationTokenSource();

        Assert.Throws<OperationCanceledException>(() => new BackboneTraining(backbone).Train(
            pictures, options, new InlineProgress<TrainingProgress>(_ => stop.Cancel()), stop.Token));
        var looked = new List<TrainingProgress>();
        var again = new BackboneTraining(backbone);
        TrainedModel resumed = again.Train(
            pictures, options, new InlineProgress<TrainingProgress>(p => looked.AddRange(p.Stage is null ? [] : [p])), Cancel);

        Assert.InRange(looked[0].Steps, 1, 16); // at least the first eight are there
        Assert.Equal(unbroken, resumed.Package.Onnx);
        Assert.True(File.Exists(_folder.File("model/features.safetensors")));
        again.Discard(options);
        Assert.False(File.Exists(_folder.File("model/features.safetensors")));
    }

    [Fact]
    public void Train_FeaturesOfAnotherBackboneOrDamaged_AreComputedAgain()
    {
        DrawnPictures.Write(Characters);
        var options = new TrainOptions { Directory = _folder.File("model") };
        Backbone other = Open(new BackboneFile { Outputs = [BackboneFile.Tokens] });
        Backbone backbone = Open(new BackboneFile());
        TrainingPictures pictures = Load(backbone);
        byte[] expected = Train(backbone, pictures, new TrainOptions());

        Train(other, pictures, options);
        byte[] afterAnother = Train(backbone, pictures, options);
        File.WriteAllBytes(_folder.File("model/features.safetensors"), [1, 2, 3]);
        byte[] afterDamage = Train(backbone, pictures, options);

        Assert.Equal(expected, afterAnother);
        Assert.Equal(expected, afterDamage);
    }

    [Fact]
    public void Train_RecipesCheckpointInTheWay_IsNotOverwritten()
    {
        DrawnPictures.Write(Characters);
        Backbone backbone = Open(new BackboneFile());
        Directory.CreateDirectory(_folder.File("model"));
        _folder.Write("model/checkpoint.safetensors", []);

        var e = Assert.Throws<TrainingException>(() => new BackboneTraining(backbone).Train(
            Load(backbone), new TrainOptions { Directory = _folder.File("model") }, cancel: Cancel));

        Assert.Contains("unfinished training", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Train_SamePictureForEveryone_IsCalledCollapsed()
    {
        DrawnPictures.Write(Characters);
        string[] files = Directory.GetFiles(Characters, "*.jpg", SearchOption.AllDirectories);
        Array.ForEach(files, file => File.Copy(files[0], file + "x"));
        Array.ForEach(files, file => File.Move(file + "x", file, overwrite: true));
        Backbone backbone = Open(new BackboneFile());

        var e = Assert.Throws<TrainingException>(() => Train(backbone, Load(backbone), new TrainOptions()));

        Assert.Contains("same features", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Train_OnePictureOfMost_IsEnough()
    {
        DrawnPictures.Write(Characters, characters: 3, picturesEach: 1);
        string first = Directory.GetDirectories(Characters).Order(StringComparer.Ordinal).First();
        File.Copy(Path.Combine(first, "01.jpg"), Path.Combine(first, "02.jpg"));
        Backbone backbone = Open(new BackboneFile());

        Train(backbone, Load(backbone), new TrainOptions());
    }

    /// <summary>Characters that were trained on are found better than by the backbone alone, and others no worse.</summary>
    [Fact]
    [Trait("Category", "Slow")]
    public void Build_RealBackbone_BeatsItsOwnFeatures()
    {
        const double Margin = 0.02; // two queries of the hundred
        DrawnPictures.Write(Characters, characters: 24, picturesEach: 10, size: 128);
        Backbone backbone = MobileNetV2();
        FolderPictures pictures = FolderPictures.Read(Characters, Cancel);
        Split split = pictures.Split(new ProtocolOptions { Unseen = 0.5, Query = 0.4 });

        RunResult raw = ModelEvaluation.Measure(backbone.AsItIs(), pictures, split, cancel: Cancel);
        RunResult trained = ModelBuilder.Build(pictures, split, new BackboneTraining(backbone), new TrainOptions(), cancel: Cancel).Result;

        Assert.True(trained.Seen!.Mrr > raw.Seen!.Mrr, $"seen: {trained.Seen.Mrr} after training, {raw.Seen.Mrr} before");
        Assert.True(trained.Unseen!.Mrr > raw.Unseen!.Mrr - Margin, $"unseen: {trained.Unseen.Mrr} after training, {raw.Unseen.Mrr} before");
    }

    private Backbone Open(BackboneFile file) => Backbone.Open(new BackboneOptions
    {
        Path = _folder.Write("backbone.onnx", file.ToBytes()),
        Pixels = PixelStandard.Unit,
    });

    /// <summary>The ImageNet weights' last stage, as somebody might export it: 1280 features.</summary>
    private Backbone MobileNetV2()
    {
        const int Size = 128;
        OnnxGraph graph = new();
        string features = graph.AddMobileNetV2(OnnxGraph.Input, MobileNetV2Weights.Load(), [18])[0];
        string file = _folder.Write("mobilenet_v2.onnx", graph.ToBytes(features, Size, 1280));
        return Backbone.Open(new BackboneOptions { Path = file, Pixels = PixelStandard.Unit });
    }

    private TrainingPictures Load(Backbone backbone) =>
        TrainingPictures.Load(Characters, ImageFolder.Scan(Characters), backbone.Preprocessing, cancel: Cancel);

    private static byte[] Train(Backbone backbone, TrainingPictures pictures, TrainOptions options) =>
        new BackboneTraining(backbone).Train(pictures, options, cancel: Cancel).Package.Onnx;

    private static float[] Embed(ModelPackage package, byte[] pixels)
    {
        using OnnxEmbedder embedder = new(package);
        int size = embedder.Preprocessing.Size;
        float[] vectors = new float[pixels.Length / (size * size * 3) * embedder.Dimension];
        embedder.Embed(pixels, vectors, Cancel);
        return vectors;
    }

    private static torch.Tensor Tensor(NamedTensor values) => torch.tensor(values.Values, [.. values.Shape.Select(d => (long)d)]);
}
