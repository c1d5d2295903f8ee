using System.CommandLine;
using System.CommandLine.Parsing;
using System.Runtime.InteropServices;
using Gyo.Collections;
using Gyo.Embedding;
using Gyo.Imaging;
using Gyo.Training;
using Gyo.Web.Safety;

namespace Gyo.Cli;

/// <summary>Runs a command and turns whatever goes wrong into one line and an exit code.</summary>
/// <remarks>
/// Commands run to their end on the main thread, where training is fastest (see Gyo.Training's NativeRuntime); Ctrl+C reaches them by
/// their cancellation token.
/// </remarks>
internal static class CommandLine
{
    public static async Task<int> RunAsync(RootCommand root, string[] args)
    {
        ParseResult parsed = root.Parse(args);
        if (parsed.Errors is [ParseError first, ..])
        {
            string command = parsed.CommandResult.Command is RootCommand ? "gyo" : $"gyo {parsed.CommandResult.Command.Name}";
            Terminal.Error($"{first.Message.ReplaceLineEndings(" ")} See '{command} --help'.");
            return ExitCode.BadUsage;
        }

        using var stop = new CancellationTokenSource();
        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        var invocation = new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
        try
        {
            return await parsed.InvokeAsync(invocation, stop.Token);
        }
        catch (OperationCanceledException)
        {
            Terminal.Error(
                "Stopped. Pictures indexed, epochs checkpointed and trials finished are kept: run `gyo index` or `gyo tune` again, "
                + "or `gyo train` with --resume.");
            return ExitCode.Failed;
        }
        catch (Exception e) when (e is UsageException or UnsafeAddressException)
        {
            Terminal.Error(e.Message);
            return ExitCode.BadUsage;
        }
        catch (Exception e) when (e is TrainingException or GalleryException or ModelFormatException or RecipeFormatException or ImageDecodeException
            or IOException or UnauthorizedAccessException)
        {
            Terminal.Error(e.Message);
            return ExitCode.Failed;
        }
        catch (Exception e)
        {
            Exception cause = e is AggregateException many ? many.Flatten().InnerExceptions[0] : e;
            Terminal.Error($"{cause.Message.ReplaceLineEndings(" ")} ({cause.GetType().Name})");
            return ExitCode.Failed;
        }

        // The first signal ends the work at its next border; a second one ends the process.
        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = !stop.IsCancellationRequested;
            stop.Cancel();
        }
    }
}
