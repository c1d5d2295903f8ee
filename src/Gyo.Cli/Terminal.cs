using Spectre.Console;

namespace Gyo.Cli;

/// <summary>Where words go: results to standard output, progress and complaints to standard error.</summary>
internal static class Terminal
{
    /// <summary>Columns of a table that goes to a file or a pipe, which have no width of their own.</summary>
    private const int WidthOfFiles = 120;

    /// <summary>Tables and other results for a person.</summary>
    public static IAnsiConsole Out { get; } = CreateOut();

    /// <summary>Progress and notes; never part of a result.</summary>
    public static IAnsiConsole Progress { get; } =
        AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });

    private static IAnsiConsole CreateOut()
    {
        IAnsiConsole console = AnsiConsole.Console;
        if (Console.IsOutputRedirected)
        {
            console.Profile.Width = WidthOfFiles;
        }

        return console;
    }

    /// <summary>One line that says what went wrong and what to do.</summary>
    public static void Error(string message) => Console.Error.WriteLine($"gyo: {message}");

    /// <summary>A note for the person watching.</summary>
    public static void Note(string message) => Progress.MarkupLineInterpolated($"[grey]{message}[/]");

    /// <summary>Lists the pictures that were skipped and gives the exit code they lead to.</summary>
    public static int Skipped(IReadOnlyCollection<SkippedImage> skipped)
    {
        foreach (SkippedImage image in skipped)
        {
            Console.Error.WriteLine($"skipped {image.Path}: {image.Reason}");
        }

        return skipped.Count == 0 ? ExitCode.Done : ExitCode.DoneWithSkippedImages;
    }

    /// <summary>Runs work under a progress bar on standard error.</summary>
    /// <param name="title">What is being done.</param>
    /// <param name="work">Given a function that sets the share done, 0–1, and the words behind the bar.</param>
    public static T WithProgress<T>(string title, Func<Action<double, string>, T> work)
    {
        T result = default!;
        Progress.Progress()
            .AutoClear(false)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn())
            .Start(context =>
            {
                ProgressTask task = context.AddTask(Markup.Escape(title), maxValue: 1);
                result = work((share, words) =>
                {
                    task.Value = share;
                    task.Description = Markup.Escape(words.Length == 0 ? title : $"{title}: {words}");
                });
                task.Value = 1;
            });
        return result;
    }
}
