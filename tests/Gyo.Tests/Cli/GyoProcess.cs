using System.Diagnostics;

namespace Gyo.Tests.Cli;

/// <summary>The command line as a person runs it: a process of its own.</summary>
internal sealed record GyoProcess(int ExitCode, string Output, string Errors)
{
    /// <summary>Runs a command to its end.</summary>
    public static Task<GyoProcess> RunAsync(params string[] arguments) => RunFromAsync(AppContext.BaseDirectory, arguments);

    /// <summary>Runs a command of the program in a folder to its end.</summary>
    public static async Task<GyoProcess> RunFromAsync(string folder, params string[] arguments)
    {
        using Process process = Start(folder, arguments);
        Task<string> output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        Task<string> errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new GyoProcess(process.ExitCode, await output, await errors);
    }

    /// <summary>Starts a command whose end the caller looks after.</summary>
    public static Process Start(params string[] arguments) => Start(AppContext.BaseDirectory, arguments);

    private static Process Start(string folder, string[] arguments) => Process.Start(
        new ProcessStartInfo("dotnet", [Path.Combine(folder, "Gyo.Cli.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;

    /// <summary>Checks that it ended with a code and exactly one line on standard error.</summary>
    public void AssertOneLine(int exitCode, string saying)
    {
        Assert.Equal(exitCode, ExitCode);
        string line = Assert.Single(Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains(saying, line, StringComparison.Ordinal);
        Assert.Empty(Output);
    }
}
