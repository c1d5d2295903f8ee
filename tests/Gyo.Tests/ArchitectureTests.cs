using System.Reflection;
using NetArchTest.Rules;
using TestResult = NetArchTest.Rules.TestResult;

namespace Gyo.Tests;

/// <summary>The direction of the arrows: what each folder of the library may know of the others.</summary>
public sealed class ArchitectureTests
{
    private static readonly Assembly Library = typeof(Gallery).Assembly;

    [Fact]
    public void Library_References_NoTrainingEngineNoWebNoConsole()
    {
        string[] forbidden = ["TorchSharp", "Microsoft.AspNetCore", "System.CommandLine", "Spectre.Console", "Gyo.Training", "Gyo.Cli"];

        string[] references = [.. Library.GetReferencedAssemblies().Select(a => a.Name!)];

        Assert.DoesNotContain(references, r => forbidden.Any(f => r.StartsWith(f, StringComparison.Ordinal)));
    }

    [Fact]
    public void Web_References_NoTrainingEngineNoConsole()
    {
        string[] forbidden = ["TorchSharp", "System.CommandLine", "Spectre.Console", "SkiaSharp", "Gyo.Training", "Gyo.Cli"];

        string[] references = [.. typeof(Gyo.Web.GyoServer).Assembly.GetReferencedAssemblies().Select(a => a.Name!)];

        Assert.DoesNotContain(references, r => forbidden.Any(f => r.StartsWith(f, StringComparison.Ordinal)));
    }

    [Fact]
    public void Extensions_References_NothingOfTheRepositoryButTheLibrary()
    {
        string[] references = [.. typeof(Gyo.Extensions.GyoVectorStore).Assembly.GetReferencedAssemblies().Select(a => a.Name!)];

        Assert.Equal(["Gyo"], references.Where(r => r.StartsWith("Gyo", StringComparison.Ordinal)));
        Assert.DoesNotContain(references, r => r.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal) || r == "TorchSharp");
    }

    [Theory]
    [InlineData("Imaging")]
    [InlineData("Embedding")]
    [InlineData("Indexing")]
    [InlineData("Collections")]
    [InlineData("Ranking", "Indexing")]
    [InlineData("Curation", "Imaging", "Indexing", "Ranking")]
    public void Folder_OnTheRoad_KnowsOnlyWhatTheDesignLetsIt(string folder, params string[] mayKnow)
    {
        string[] others = ["Imaging", "Embedding", "Indexing", "Collections", "Ranking", "Evaluation", "Curation"];
        string[] forbidden = [.. others.Except([folder, .. mayKnow]).Select(f => $"Gyo.{f}"), "Gyo.Gallery", "Gyo.PictureReader"];

        TestResult result = Types.InAssembly(Library).That().ResideInNamespaceStartingWith($"Gyo.{folder}")
            .ShouldNot().HaveDependencyOnAny(forbidden).GetResult();

        Assert.True(result.IsSuccessful, string.Join(", ", result.FailingTypeNames ?? []));
    }

    [Fact]
    public void Ranking_OfIndexing_KnowsNeighboursAlone()
    {
        string[] inner = [.. Library.GetTypes()
            .Where(t => t.Namespace == "Gyo.Indexing" && t != typeof(Gyo.Indexing.Neighbour) && !t.IsNested)
            .Select(t => t.FullName!)];

        TestResult result = Types.InAssembly(Library).That().ResideInNamespaceStartingWith("Gyo.Ranking")
            .ShouldNot().HaveDependencyOnAny(inner).GetResult();

        Assert.True(result.IsSuccessful, string.Join(", ", result.FailingTypeNames ?? []));
    }
}
