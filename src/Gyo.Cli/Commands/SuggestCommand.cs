using System.CommandLine;
using Gyo.Curation;

namespace Gyo.Cli.Commands;

/// <summary><c>gyo suggest --gallery DIR</c>: which characters gain most from further pictures.</summary>
internal static class SuggestCommand
{
    private const int UsuallyMore = 5;
    private const int UsuallyPrinted = 10;

    public static Command Create()
    {
        Option<string> gallery = Options.Gallery();
        var top = new Option<int>("--top") { Description = "How many characters to name.", DefaultValueFactory = _ => UsuallyPrinted };
        var more = new Option<int>("--more") { Description = "How many pictures each would get.", DefaultValueFactory = _ => UsuallyMore };
        Option<bool> json = Options.Json();
        var command = new Command("suggest", "Tell which characters need more or more varied pictures, by how much more often they would be found.") { gallery, top, more, json };
        command.SetAction((parsed, cancel) => Task.FromResult(Run(
            parsed.GetRequiredValue(gallery), parsed.GetValue(top), parsed.GetValue(more), parsed.GetValue(json), cancel)));
        return command;
    }

    private static int Run(string directory, int top, int more, bool json, CancellationToken cancel)
    {
        if (top < 1 || more < 1)
        {
            throw new UsageException($"{(top < 1 ? "--top" : "--more")} must be 1 or more, not {(top < 1 ? top : more)}.");
        }

        using Gallery gallery = Gallery.Open(directory);
        IReadOnlyList<GrowthSuggestion> all = Terminal.WithProgress("Asking the gallery", show => gallery.Suggest(more, new Reporter(show), cancel));
        GrowthSuggestion[] first = [.. all.Take(top)];
        if (json)
        {
            Json.Print(first);
            return ExitCode.Done;
        }

        foreach ((int place, GrowthSuggestion suggestion) in first.Index())
        {
            Console.Out.WriteLine($"{place + 1}. {suggestion.Reason}");
        }

        Console.Out.WriteLine(all.Count == 0
            ? "Nothing to tell yet: that takes two characters or more. Put each one's pictures into a sub-folder and index them."
            : $"{more} more of {(first.Length == 1 ? "this" : $"each of these {first.Length}")} would raise how often a character is found, over all {all.Count}, by {Points(first.Sum(s => s.Gain) / all.Count)}; "
                + $"as many of any others, by {Points(all.Average(s => s.Gain) * first.Length / all.Count)}.");
        return ExitCode.Done;
    }

    private static string Points(double gain) => FormattableString.Invariant($"{100 * gain:f1} points");

    private sealed class Reporter(Action<double, string> show) : IProgress<double>
    {
        public void Report(double value) => show(value, "");
    }
}
