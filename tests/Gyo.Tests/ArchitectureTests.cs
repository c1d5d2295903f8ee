using System.Reflection;

namespace Gyo.Tests;

/// <summary>The direction of the arrows: what each folder of the library may know of the others.</summary>
public sealed class ArchitectureTests
{
    [Fact]
    public void Library_References_NoTrainingEngineNoWebNoConsole()
    {
        string[] forbidden = ["TorchSharp", "Microsoft.AspNetCore", "System.CommandLine", "Spectre.Console", "Gyo.Training", "Gyo.Cli"];

        string[] references = [.. Assembly.Load("Gyo").GetReferencedAssemblies().Select(a => a.Name!)];

        Assert.DoesNotContain(references, r => forbidden.Any(f => r.StartsWith(f, StringComparison.Ordinal)));
    }
}
