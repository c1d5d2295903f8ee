using System.Diagnostics;
using System.Text.RegularExpressions;
using Gyo.Embedding;
using Gyo.Tests.Training;

namespace Gyo.Tests;

/// <summary>The README's library example, run; and held to be the README's.</summary>
public sealed partial class ReadmeTests
{
    /// <summary>The SDK of web programs would have them run in the folder of their project, and the README's paths mean another one.</summary>
    [Theory]
    [InlineData("src/Gyo.Cli")]
    [InlineData("src/Gyo.Server")]
    public async Task DotnetRun_OfAProgram_StaysInTheFolderItIsCalledIn(string project)
    {
        ProcessStartInfo start = new("dotnet", ["msbuild", Path.Combine(Repository.Root, project), "-getProperty:RunWorkingDirectory"]) { RedirectStandardOutput = true };
        using Process process = Process.Start(start)!;
        string directory = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(0, process.ExitCode);
        Assert.Equal("", directory.Trim());
    }

    [Fact]
    public void Example_AFolderOfCharacters_NamesOne()
    {
        using var folder = new TemporaryFolder();
        DrawnPictures.Write(folder.File("my-pictures"), characters: 3, picturesEach: 3);
        File.Copy(Directory.GetFiles(folder.File("my-pictures"), "*.jpg", SearchOption.AllDirectories)[0], folder.File("who-is-this.jpg"));

        string said = Example(folder.File("my-gallery"), folder.File("my-pictures"), folder.File("who-is-this.jpg"));

        Assert.Contains("1.00 ", said, StringComparison.Ordinal); // the picture itself
    }

    [Fact]
    public void Example_InTheReadme_IsTheOneThatRuns()
    {
        string readme = File.ReadAllText(Path.Combine(Repository.Root, "README.md"))
            .Replace("\"my-gallery\"", "myGallery", StringComparison.Ordinal)
            .Replace("\"my-pictures\"", "myPictures", StringComparison.Ordinal)
            .Replace("\"who-is-this.jpg\"", "whoIsThis", StringComparison.Ordinal);
        string source = File.ReadAllText(Path.Combine(Repository.Root, "tests", "Gyo.Tests", "ReadmeTests.cs"));

        string[] shown = Lines(CSharp().Match(readme).Groups[1].Value);
        string[] run = Lines(Body().Match(source).Groups[1].Value);

        Assert.Equal(5, shown.Length);
        Assert.Equal(shown, run);
    }

    private static string Example(string myGallery, string myPictures, string whoIsThis)
    {
        using StringWriter Console = new();
        // The README's example begins.
        using Gallery gallery = Gallery.OpenOrCreate(myGallery, BaseModel.Create());
        gallery.Index(myPictures);
        SearchAnswer answer = gallery.Search(whoIsThis);
        Console.WriteLine(answer.Unknown ? "unknown" : answer.Characters[0].Name);
        Console.WriteLine(string.Join('\n', answer.Pictures.Select(p => $"{p.Similarity:f2} {p.Path}")));
        // The README's example ends.
        return Console.ToString();
    }

    private static string[] Lines(string text) => [.. text.Split('\n').Select(l => l.Trim()).Where(l => l.Length > 0)];

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CSharp();

    [GeneratedRegex(@"example begins\.\n(.*?)// The README's example ends", RegexOptions.Singleline)]
    private static partial Regex Body();
}
