using System.Text.Json.Nodes;
using Gyo.Training;

namespace Gyo.Tests.Training;

public sealed class RecipeFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Path => _folder.File("recipe.json");

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string> Shipped => ["default", "seed", "base"];

    [Theory]
    [MemberData(nameof(Shipped))]
    public void Read_WhatWasWritten_IsTheSameRecipe(string name)
    {
        RecipeFile.Write(Path, Recipes.Named(name));

        Assert.Equal(Recipes.Named(name), RecipeFile.Read(Path));
        Assert.Single(Directory.GetFiles(_folder.Path)); // no temporary file is left
    }

    [Fact]
    public void Write_Recipe_IsReadable()
    {
        RecipeFile.Write(Path, Recipes.Base);

        string[] lines = File.ReadAllLines(Path);

        Assert.Equal("  \"format\": 1,", lines[1]);
        Assert.Contains("  \"loss\": \"cosFace\",", lines);
        Assert.Contains("    \"rotationDegrees\": 20,", lines);
        Assert.DoesNotContain(lines, l => l.Contains("batchSize", StringComparison.Ordinal)); // follows from the rest
    }

    [Fact]
    public void Write_ARecipeThatCouldNotBeRead_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => RecipeFile.Write(Path, Recipes.Default with { LearningRate = double.NaN }));
        Assert.False(File.Exists(Path));
    }

    /// <summary>A property that is added to the recipe must get a rule, or no file could hold it.</summary>
    [Fact]
    public void Rules_EveryPropertyOfAFile_HasOne()
    {
        JsonObject file = RecipeFile.ToJson(Recipes.Default);
        IEnumerable<string> inner = file["augmentation"]!.AsObject().Select(p => $"augmentation.{p.Key}");

        string[] properties = [.. file.Select(p => p.Key).Where(p => p != "format").Concat(inner).Order(StringComparer.Ordinal)];

        Assert.Equal(properties, RecipeRules.All.Select(r => r.Property).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Read_OnlyWhatIsRequired_TakesTheDefaultsOfARecipe()
    {
        File.WriteAllText(Path, """
            {
              "format": 1, "name": "mine", "size": 64, "epochs": 2, "dimension": 8, "network": "multiStage", "loss": "supCon", "learningRate": 1e-3,
              "augmentation": { "minArea": 0.5 }
            }
            """);

        Recipe recipe = RecipeFile.Read(Path);

        Assert.Equal(
            new Recipe
            {
                Name = "mine",
                Size = 64,
                Epochs = 2,
                Dimension = 8,
                Network = NetworkKind.MultiStage,
                Loss = LossKind.SupCon,
                LearningRate = 1e-3,
                Augmentation = new Augmentation { MinArea = 0.5 },
            },
            recipe);
    }

    [Theory]
    [InlineData("size", "100", "a multiple of 32 from 32 to 4096")]
    [InlineData("size", "0", "a multiple of 32 from 32 to 4096")]
    [InlineData("size", "\"large\"", "a multiple of 32 from 32 to 4096")]
    [InlineData("size", "128.5", "a multiple of 32 from 32 to 4096")]
    [InlineData("answerSize", "50", "or null")]
    [InlineData("name", "\"\"", "1 to 64 characters")]
    [InlineData("name", "\"two\\nlines\"", "on one line")]
    [InlineData("name", "null", "1 to 64 characters")]
    [InlineData("name", "7", "1 to 64 characters")]
    [InlineData("epochs", "0", "from 1")]
    [InlineData("epochs", "99999999999", "from 1")]
    [InlineData("epochs", "null", "from 1")]
    [InlineData("dimension", "0", "from 1")]
    [InlineData("learningRate", "0", "above 0")]
    [InlineData("learningRate", "-0.001", "above 0")]
    [InlineData("learningRate", "1e999", "above 0")]
    [InlineData("frozenStages", "20", "from 0 to 19")]
    [InlineData("frozenStages", "-1", "from 0 to 19")]
    [InlineData("network", "\"transformer\"", "one of twoTowers, multiStage")]
    [InlineData("loss", "2", "one of semiHardTriplet, batchHardTriplet, proxyAnchor")]
    [InlineData("loss", "\"2\"", "one of semiHardTriplet, batchHardTriplet, proxyAnchor")]
    [InlineData("start", "\"zero\"", "one of imageNet, base")]
    [InlineData("margin", "-0.1", "from 0 to 4")]
    [InlineData("supConWeight", "-1", "from 0 to 100")]
    [InlineData("classesPerBatch", "0", "from 1")]
    [InlineData("picturesPerClass", "0", "from 1")]
    [InlineData("warmUp", "1.5", "from 0 to 1, or null")]
    [InlineData("mirror", "\"yes\"", "true or false")]
    [InlineData("augmentation", "[]", "an object, or null")]
    [InlineData("augmentation.minArea", "0", "above 0")]
    [InlineData("augmentation.eraseProbability", "1.1", "from 0 to 1")]
    [InlineData("augmentation.mirrorProbability", "-0.1", "from 0 to 1")]
    [InlineData("augmentation.rotationDegrees", "\"11\"", "from 0 to 180")]
    [InlineData("format", "2", "the version that this Gyo reads")]
    [InlineData("format", "\"1\"", "the version that this Gyo reads")]
    public void Read_ABadValue_NamesFilePropertyAndWhatIsAllowed(string property, string value, string allowed)
    {
        JsonObject file = RecipeFile.ToJson(Recipes.Default);
        string[] names = property.Split('.');
        (names.Length == 1 ? file : file[names[0]]!.AsObject())[names[^1]] = JsonNode.Parse(value);
        File.WriteAllText(Path, file.ToJsonString());

        AssertRefused(property, allowed);
    }

    [Theory]
    [InlineData("learninRate", "learningRate")]
    [InlineData("Size", "size")] // names are as they are written
    [InlineData("batchSize", "classesPerBatch")]
    [InlineData("augmentation.rotation", "augmentation.rotationDegrees")]
    public void Read_AnUnknownProperty_ListsThoseThereAre(string property, string listed)
    {
        JsonObject file = RecipeFile.ToJson(Recipes.Default);
        string[] names = property.Split('.');
        (names.Length == 1 ? file : file[names[0]]!.AsObject())[names[^1]] = 1;
        File.WriteAllText(Path, file.ToJsonString());

        AssertRefused(property, listed);
    }

    [Theory]
    [InlineData("format")]
    [InlineData("name")]
    [InlineData("size")]
    [InlineData("epochs")]
    [InlineData("dimension")]
    [InlineData("network")]
    [InlineData("loss")]
    [InlineData("learningRate")]
    public void Read_ARequiredPropertyMissing_NamesIt(string property)
    {
        JsonObject file = RecipeFile.ToJson(Recipes.Default);
        file.Remove(property);
        File.WriteAllText(Path, file.ToJsonString());

        AssertRefused(property, "found nothing");
    }

    [Theory]
    [InlineData("", "a recipe in JSON")]
    [InlineData("{ \"format\": 1, ", "a recipe in JSON")]
    [InlineData("[]", "an object")]
    [InlineData("null", "an object")]
    [InlineData("{ \"format\": 1, \"size\": 64, \"size\": 96 }", "size")]
    public void Read_NoRecipeAtAll_SaysSo(string text, string saying)
    {
        File.WriteAllText(Path, text);

        AssertRefused(null, saying);
    }

    [Fact]
    public void Read_NoSuchFile_SaysSo() => AssertRefused(null, "no such file");

    [Fact]
    public void Read_ByteOrderMark_IsPassedOver()
    {
        File.WriteAllText(Path, RecipeFile.ToJson(Recipes.Default).ToJsonString(), System.Text.Encoding.UTF8);

        Assert.Equal(Recipes.Default, RecipeFile.Read(Path));
    }

    private void AssertRefused(string? property, string saying)
    {
        var e = Assert.Throws<RecipeFormatException>(() => RecipeFile.Read(Path));
        Assert.Equal(property, e.Property);
        Assert.StartsWith(Path, e.Message, StringComparison.Ordinal);
        Assert.Contains(property ?? "", e.Message, StringComparison.Ordinal);
        Assert.Contains(saying, e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', e.Message);
    }
}
