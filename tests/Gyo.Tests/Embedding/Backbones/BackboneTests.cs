using System.Numerics.Tensors;
using Gyo.Embedding;
using Gyo.Embedding.Backbones;
using Microsoft.ML.OnnxRuntime;

namespace Gyo.Tests.Embedding.Backbones;

public sealed class BackboneTests : IDisposable
{
    private const int Size = 32;

    // Some dozen float32 operations on numbers near 1.
    private const float Rounding = 2e-6f;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>The features are computed here from what ONNX Runtime gives for the file as it is.</summary>
    [Theory]
    [InlineData(BackboneFile.Mean)]
    [InlineData(BackboneFile.Map)]
    [InlineData(BackboneFile.Tokens)]
    public void AsItIs_EveryKindOfOutput_GivesItsFeaturesInUnitLength(string output)
    {
        BackboneFile file = new() { Outputs = [output] };
        byte[] picture = Noise(1);
        float[] raw = RunFile(file, output, picture);
        float[] features = output switch
        {
            BackboneFile.Map => [.. raw.Chunk(raw.Length / BackboneFile.Width).Select(channel => channel.Average())],
            BackboneFile.Tokens => raw[..BackboneFile.Width],
            _ => raw,
        };

        float[] vector = Embed(Open(file).AsItIs(), picture);

        AssertNear(Normalized(features), vector);
    }

    [Theory]
    [InlineData(11)]
    [InlineData(13)]
    [InlineData(17)]
    [InlineData(18)]
    [InlineData(20)]
    [InlineData(22)]
    public void WithHead_EveryOpset_MultipliesTheFeaturesOfUnitLength(int opset)
    {
        float[] weight = [1, 2, 3, 4, 5, 6, 6, 5, -4, 3, -2, 1];
        float[] bias = [0.5f, -1];
        foreach (string output in new[] { BackboneFile.Mean, BackboneFile.Map, BackboneFile.Tokens })
        {
            Backbone backbone = Open(new BackboneFile { Outputs = [output], Opset = opset });
            byte[] picture = Noise(1);
            float[] features = Embed(backbone.AsItIs(), picture);
            float[] projected =
            [
                TensorPrimitives.Dot<float>(features, weight.AsSpan(0, 6)) + bias[0],
                TensorPrimitives.Dot<float>(features, weight.AsSpan(6)) + bias[1],
            ];

            float[] vector = Embed(Pack(backbone, weight, bias), picture);

            AssertNear(Normalized(projected), vector);
        }
    }

    [Fact]
    public void WithHead_WrongSizes_Throws() =>
        Assert.Throws<ArgumentException>(() => Open(new BackboneFile()).WithHead(new float[7], new float[1]));

    [Fact]
    public void WithHead_NFixedAtOne_IsOpen()
    {
        Backbone backbone = Open(new BackboneFile { InputShape = [1, 3, Size, Size] });

        using InferenceSession session = new(backbone.WithHead([1, 0, 0, 0, 0, 0], [1]));

        Assert.Equal([-1, 3, Size, Size], session.InputMetadata[BackboneFile.Input].Dimensions);
        Assert.Equal([-1, 1], session.OutputMetadata.Values.Single().Dimensions);
        using OrtValue two = OrtValue.CreateTensorValueFromMemory(new float[2 * 3 * Size * Size], [2, 3, Size, Size]);
        using RunOptions run = new();
        using IDisposableReadOnlyCollection<OrtValue> vectors = session.Run(run, [BackboneFile.Input], [two], session.OutputNames);
        Assert.Equal([2, 1], vectors[0].GetTensorTypeAndShape().Shape);
    }

    /// <summary>A graph that was traced with one picture holds a 1 in its middle, too: it is run with one picture all the same.</summary>
    [Fact]
    public void AsItIs_TracedWithOnePicture_Embeds()
    {
        Backbone backbone = Open(new BackboneFile { InputShape = [1, 3, Size, Size], Outputs = [BackboneFile.Tokens], Traced = true });
        byte[] pictures = Noise(3);

        float[] vectors = Embed(backbone.AsItIs(), pictures);

        Assert.Equal(Embed(backbone.AsItIs(), pictures[(2 * Size * Size * 3)..]), vectors[(2 * BackboneFile.Width)..]);
    }

    [Fact]
    public void Open_WeightsAmongTheInputs_AreNoPictures()
    {
        BackboneFile old = new() { WeightsAreInputs = true, Opset = 9 };
        byte[] picture = Noise(1);

        AssertNear(Normalized(RunFile(old, BackboneFile.Mean, picture)), Embed(Open(old).AsItIs(), picture));
    }

    /// <summary>A backbone that has a head of this kind has names that begin as the head's do.</summary>
    [Fact]
    public void WithHead_BehindAnother_TakesOtherNames()
    {
        byte[] picture = Noise(1);
        float[] once = [1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0];
        string file = _folder.Write("once.onnx", Open(new BackboneFile()).WithHead(once, [0, 0]));
        Backbone twice = Backbone.Open(new BackboneOptions { Path = file, Pixels = PixelStandard.Unit });

        AssertNear(Embed(twice.AsItIs(), picture), Embed(Pack(twice, [1, 0, 0, 1], [0, 0]), picture));
    }

    [Theory]
    [InlineData(null, BackboneOptions.DefaultSize)]
    [InlineData(64, 64)]
    public void Open_SizeLeftOpen_TakesTheOneGiven(int? given, int expected)
    {
        Backbone backbone = Open(new BackboneFile { InputShape = ["batch", 3, "height", "width"] }, given);

        Assert.Equal(expected, backbone.Preprocessing.Size);
        using InferenceSession session = new(backbone.AsItIs().Onnx);
        Assert.Equal([-1, 3, expected, expected], session.InputMetadata[BackboneFile.Input].Dimensions);
    }

    [Fact]
    public void Open_SeveralOutputs_TakesTheUsualOneOrTheOneNamed()
    {
        BackboneFile file = new()
        {
            Outputs = [BackboneFile.Tokens, BackboneFile.Mean],
            Renamed = new Dictionary<string, string> { [BackboneFile.Tokens] = "last_hidden_state", [BackboneFile.Mean] = "pooler_output" },
        };
        byte[] picture = Noise(1);

        float[] usual = Embed(Open(file).AsItIs(), picture);
        float[] named = Embed(Open(file, output: "last_hidden_state").AsItIs(), picture);

        AssertNear(Normalized(RunFile(file, "pooler_output", picture)), usual);
        AssertNear(Normalized(RunFile(file, "last_hidden_state", picture)[..BackboneFile.Width]), named);
    }

    [Fact]
    public void Open_ImageNetPixels_AreSubtractedAndDivided()
    {
        Backbone backbone = Backbone.Open(new BackboneOptions { Path = Write(new BackboneFile()) });

        Assert.Equal(0.485f * 255, backbone.Preprocessing.Mean[0], Rounding);
        Assert.Equal(0.225f * 255, backbone.Preprocessing.Std[2], Rounding);
    }

    private string Write(BackboneFile file) => _folder.Write("backbone.onnx", file.ToBytes());

    private Backbone Open(BackboneFile file, int? size = null, string? output = null) =>
        Backbone.Open(new BackboneOptions { Path = Write(file), Size = size, Output = output, Pixels = PixelStandard.Unit });

    private static ModelPackage Pack(Backbone backbone, float[] weight, float[] bias) => new(
        new ModelManifest { Preprocessing = backbone.Preprocessing, Dimension = bias.Length, Recipe = "test" }, backbone.WithHead(weight, bias));

    private static float[] Embed(ModelPackage package, byte[] pixels)
    {
        using OnnxEmbedder embedder = new(package);
        float[] vectors = new float[pixels.Length / (Size * Size * 3) * embedder.Dimension];
        embedder.Embed(pixels, vectors, TestContext.Current.CancellationToken);
        return vectors;
    }

    private static float[] RunFile(BackboneFile file, string output, byte[] picture)
    {
        float[] planes = new float[picture.Length];
        for (int i = 0; i < picture.Length; i++)
        {
            planes[i % 3 * Size * Size + i / 3] = picture[i] / 255f;
        }

        using InferenceSession session = new(file.ToBytes());
        using OrtValue input = OrtValue.CreateTensorValueFromMemory(planes, [1, 3, Size, Size]);
        using RunOptions run = new();
        using IDisposableReadOnlyCollection<OrtValue> values = session.Run(run, [BackboneFile.Input], [input], [output]);
        return values[0].GetTensorDataAsSpan<float>().ToArray();
    }

    private static byte[] Noise(int pictures)
    {
        byte[] pixels = new byte[pictures * Size * Size * 3];
        new Random(3).NextBytes(pixels);
        return pixels;
    }

    private static float[] Normalized(float[] vector)
    {
        float norm = TensorPrimitives.Norm<float>(vector);
        return [.. vector.Select(v => v / norm)];
    }

    private static void AssertNear(float[] expected, float[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, Rounding));
    }
}
