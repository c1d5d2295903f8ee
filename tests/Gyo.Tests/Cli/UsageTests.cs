namespace Gyo.Tests.Cli;

/// <summary>Whatever is wrong with a command, it says so in one line, with the exit code of the contract.</summary>
public sealed class UsageTests
{
    private const int Failed = 1;
    private const int BadUsage = 2;

    [Theory]
    [InlineData(BadUsage, "See 'gyo --help'")]
    [InlineData(BadUsage, "See 'gyo --help'", "fly")]
    [InlineData(BadUsage, "--out", "train", "folder")]
    [InlineData(BadUsage, "a FOLDER, or a gallery with --gallery DIR", "train", "--out", "model")]
    [InlineData(BadUsage, "leave out one", "train", "folder", "--gallery", "gallery", "--out", "model")]
    [InlineData(Failed, "there is no gallery here", "train", "--gallery", "no-gallery", "--out", "model")]
    [InlineData(BadUsage, "--epochs", "train", "folder", "--out", "model", "--epochs", "many")]
    [InlineData(BadUsage, "--epochs must be 1 or more", "train", "folder", "--out", "model", "--epochs", "0")]
    [InlineData(BadUsage, "There is no recipe 'best'", "train", "folder", "--out", "model", "--recipe", "best")]
    [InlineData(Failed, "no-such-recipe.json: expected a recipe in JSON", "train", "folder", "--out", "model", "--recipe", "no-such-recipe.json")]
    [InlineData(Failed, "no-such-recipe.json: expected a recipe in JSON", "eval", "folder", "--recipe", "no-such-recipe.json")]
    [InlineData(BadUsage, "either FOLDER", "eval")]
    [InlineData(BadUsage, "either FOLDER", "eval", "folder", "--gallery-folder", "other")]
    [InlineData(BadUsage, "--unseen must be between 0 and 1", "eval", "FOLDER-OF-PICTURES", "--model", "base", "--unseen", "2")]
    [InlineData(BadUsage, "leave out --recipe", "eval", "folder", "--model", "base", "--recipe", "seed")]
    [InlineData(BadUsage, "--seeds must be 1 or more", "eval", "folder", "--seeds", "0")]
    [InlineData(BadUsage, "--out must name a file that ends in .json", "tune", "folder", "--out", "recipe")]
    [InlineData(BadUsage, "--minutes must be above 0", "tune", "folder", "--out", "recipe.json", "--minutes", "0")]
    [InlineData(BadUsage, "--minutes must be above 0", "tune", "folder", "--out", "recipe.json", "--minutes", "NaN")]
    [InlineData(Failed, "too few characters or pictures", "tune", "FOLDER-OF-PICTURES", "--out", "EMPTY/recipe.json")]
    [InlineData(BadUsage, "--characters must be 2 or more", "eval", "FOLDER-OF-PICTURES", "--model", "base", "--characters", "1")]
    [InlineData(BadUsage, "--pictures must be 2 or more", "eval", "FOLDER-OF-PICTURES", "--model", "base", "--pictures", "0")]
    [InlineData(BadUsage, "choose from one folder", "eval", "--gallery-folder", "a", "--query-folder", "b", "--characters", "3")]
    [InlineData(BadUsage, "--false-accepts must be between 0 and 1", "search", "picture.jpg", "--gallery", "none", "--false-accepts", "5")]
    [InlineData(BadUsage, "'--topp' is no option", "search", "picture.jpg", "--gallery", "none", "--topp", "3")]
    [InlineData(BadUsage, "--top must be 1 or more", "search", "picture.jpg", "--gallery", "none", "--top", "0")]
    [InlineData(BadUsage, "leave out --recipe", "train", "folder", "--out", "model", "--backbone", "file.onnx", "--recipe", "seed")]
    [InlineData(BadUsage, "leave out --epochs", "eval", "folder", "--backbone", "file.onnx", "--epochs", "3")]
    [InlineData(BadUsage, "leave out --recipe, --epochs and --backbone", "eval", "folder", "--backbone", "file.onnx", "--model", "base")]
    [InlineData(BadUsage, "leave out --recipe, --epochs and --backbone", "eval", "folder", "--model", "base", "--backbone-size", "224")]
    [InlineData(BadUsage, "--backbone-size says more", "train", "folder", "--out", "model", "--backbone-size", "224")]
    [InlineData(BadUsage, "--backbone-size must be 1 to 4096", "train", "folder", "--out", "model", "--backbone", "file.onnx", "--backbone-size", "0")]
    [InlineData(BadUsage, "imagenet, clip, unit, signed", "train", "folder", "--out", "model", "--backbone", "file.onnx", "--backbone-pixels", "grey")]
    [InlineData(Failed, "no such file", "train", "FOLDER-OF-PICTURES", "--out", "EMPTY/model", "--backbone", "no-such-file.onnx")]
    [InlineData(Failed, "There is no folder", "train", "no-such-folder", "--out", "model")]
    [InlineData(Failed, "There is no folder", "index", "no-such-folder", "--gallery", "EMPTY/gallery")]
    [InlineData(Failed, "there is no gallery here", "search", "picture.jpg", "--gallery", "no-such-gallery")]
    [InlineData(Failed, "no sub-folder holds a picture", "train", "EMPTY", "--out", "model")]
    [InlineData(Failed, "no-such-model", "eval", "FOLDER-OF-PICTURES", "--model", "no-such-model")]
    public async Task Gyo_WrongUsage_OneLineSaysWhatToDo(int exitCode, string saying, params string[] arguments)
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.File("empty"));
        string[] placed = [.. arguments.Select(a => a
            .Replace("EMPTY", folder.File("empty"), StringComparison.Ordinal)
            .Replace("FOLDER-OF-PICTURES", Drawings(folder), StringComparison.Ordinal))];

        (await GyoProcess.RunAsync(placed)).AssertOneLine(exitCode, saying);

        Assert.Empty(Directory.GetFileSystemEntries(folder.File("empty"))); // nothing half made is left behind
    }

    [Fact]
    public async Task Train_ARecipeFileWithoutAName_OneLineNamesTheProperty()
    {
        using var folder = new TemporaryFolder();
        string recipe = folder.Write("recipe.json", "{ \"format\": 1 }"u8.ToArray());

        (await GyoProcess.RunAsync("train", "folder", "--out", "model", "--recipe", recipe))
            .AssertOneLine(Failed, $"{recipe}: name: expected a text");
    }

    private static string Drawings(TemporaryFolder folder)
    {
        Training.DrawnPictures.Write(folder.File("drawings"), characters: 2, picturesEach: 2);
        return folder.File("drawings");
    }
}
