using System.Text.RegularExpressions;

namespace Gyo.Tests.Cli;

public sealed partial class DemoTests
{
    [Fact]
    [Trait("Category", "Slow")]
    public async Task Demo_NoServe_NamesAtLeastEightOfTenAmongTheFirstThree()
    {
        using var folder = new TemporaryFolder();

        GyoProcess demo = await GyoProcess.RunAsync("demo", "--no-serve", "--out", folder.File("demo"));

        Assert.True(demo.ExitCode == 0, demo.Errors);
        Assert.InRange(int.Parse(Verdict().Match(demo.Output).Groups[1].Value), 8, 10);
        Assert.Equal(36, Directory.GetDirectories(folder.File("demo/characters")).Length);
    }

    [GeneratedRegex(@"(\d+) of 10 have the right character")]
    private static partial Regex Verdict();
}
