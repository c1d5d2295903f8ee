using System.Text.Json.Nodes;
using Gyo.Embedding;

namespace Gyo.Tests.Embedding;

public sealed class ModelPackageTests : IDisposable
{
    private static readonly ModelManifest Manifest = new()
    {
        Preprocessing = new() { Size = 64, Margin = 5, Resize = ResizeMode.Pad, Mean = [1, 2, 3], Std = [4, 5, 6], Background = new(7, 8, 9) },
        Dimension = 16,
        Mirror = true,
        Recipe = "default",
        Characters = ["Gon", "Killua"],
        SinglePictureTemperature = 6.5f,
        Metrics = new Dictionary<string, double> { ["seen.top1"] = 0.875 },
        Libraries = new Dictionary<string, string> { ["TorchSharp"] = "0.107.0" },
        WeightsLicense = "MIT",
    };

    private readonly TemporaryFolder _folder = new();

    public ModelPackageTests() => new ModelPackage(Manifest, [1, 2, 3]).Save(_folder.Path);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Load_WhatWasSaved_GivesTheSamePackage()
    {
        ModelPackage loaded = ModelPackage.Load(_folder.Path);

        Assert.Equal([1, 2, 3], loaded.Onnx);
        // SHA-256 of the bytes 1, 2, 3, as sha256sum prints it.
        Assert.Equivalent(
            Manifest with { OnnxSha256 = "039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81" }, loaded.Manifest, strict: true);
    }

    [Fact]
    public void Save_OverAnOlderPackage_ReplacesItAndLeavesNothingElse()
    {
        new ModelPackage(Manifest with { Recipe = "seed" }, [4]).Save(_folder.Path);

        Assert.Equal("seed", ModelPackage.Load(_folder.Path).Manifest.Recipe);
        Assert.Equal(["embedding.onnx", "model.json"], Directory.GetFiles(_folder.Path).Select(Path.GetFileName).Order());
    }

    [Theory]
    [InlineData("model.json")]
    [InlineData("embedding.onnx")]
    public void Load_FileMissing_SaysWhichAndWhatToDo(string file)
    {
        File.Delete(_folder.File(file));

        ModelFormatException e = Assert.Throws<ModelFormatException>(() => ModelPackage.Load(_folder.Path));

        Assert.Equal(_folder.File(file), e.Path);
        Assert.Contains("gyo train", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_NoSuchFolder_Throws() =>
        Assert.Throws<ModelFormatException>(() => ModelPackage.Load(_folder.File("nowhere")));

    [Fact]
    public void Load_GraphChanged_NamesBothHashes()
    {
        File.WriteAllBytes(_folder.File("embedding.onnx"), [1, 2]);

        ModelFormatException e = Assert.Throws<ModelFormatException>(() => ModelPackage.Load(_folder.Path));

        Assert.Contains("039058c6", e.Expected, StringComparison.Ordinal);
        Assert.Contains("a12871fe", e.Actual, StringComparison.Ordinal); // sha256sum of the bytes 1, 2
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"dimension":"many"}""")]
    public void Load_NoManifestInTheFile_Throws(string json)
    {
        File.WriteAllText(_folder.File("model.json"), json);

        Assert.Throws<ModelFormatException>(() => ModelPackage.Load(_folder.Path));
    }

    [Theory]
    [InlineData("format", "2")]
    [InlineData("dimension", "0")]
    [InlineData("dimension", "null")]
    [InlineData("recipe", "null")]
    [InlineData("preprocessing", """{"size":0}""")]
    [InlineData("preprocessing", """{"size":100000}""")]
    [InlineData("preprocessing", """{"margin":-1}""")]
    [InlineData("preprocessing", """{"resize":"Stretch"}""")]
    [InlineData("preprocessing", """{"resize":7}""")]
    [InlineData("preprocessing", """{"mean":[1,2]}""")]
    [InlineData("preprocessing", """{"mean":null}""")]
    [InlineData("preprocessing", """{"std":[1,0,1]}""")]
    [InlineData("singlePictureTemperature", "0")]
    public void Load_ImpossibleManifest_Throws(string property, string value)
    {
        JsonNode json = JsonNode.Parse(File.ReadAllText(_folder.File("model.json")))!;
        json[property] = JsonNode.Parse(value);
        File.WriteAllText(_folder.File("model.json"), json.ToJsonString());

        Assert.Throws<ModelFormatException>(() => ModelPackage.Load(_folder.Path));
    }

    [Fact]
    public void Constructor_ImpossibleManifest_Throws() =>
        Assert.Throws<ArgumentException>(() => new ModelPackage(Manifest with { Dimension = 0 }, []));
}
