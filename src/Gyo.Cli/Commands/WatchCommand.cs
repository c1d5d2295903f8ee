using System.CommandLine;
using System.Text.Json;
using Gyo.Collections;
using Gyo.Embedding;

namespace Gyo.Cli.Commands;

/// <summary><c>gyo watch FOLDER --gallery DIR</c>: indexes a folder, and then what changes in it, until it is stopped.</summary>
internal static class WatchCommand
{
    private static readonly TimeSpan UntilNextTry = TimeSpan.FromSeconds(1);

    public static Command Create()
    {
        var folder = new Argument<string>("FOLDER") { Description = "Pictures, one sub-folder per character; those directly in it have none." };
        Option<string> gallery = Options.Gallery();
        var model = new Option<string?>("--model")
        {
            Description = "Model folder, or base (the built-in one, used for a new gallery). An existing gallery keeps its own if left out.",
        };
        var rescan = new Option<double>("--rescan")
        {
            Description = "Seconds after which the folder is looked through though nothing was told.",
            DefaultValueFactory = _ => new WatchOptions().Rescan.TotalSeconds,
        };
        Option<bool> json = Options.Json();
        json.Description = "Print each change as a line of JSON.";
        var command = new Command("watch", "Index a folder, and then what is new, changed, moved or gone in it, as it comes. Ctrl+C ends it.") { folder, gallery, model, rescan, json };
        command.SetAction((parsed, cancel) => Task.FromResult(Run(
            parsed.GetRequiredValue(folder),
            parsed.GetRequiredValue(gallery),
            parsed.GetValue(model),
            Seconds(parsed.GetValue(rescan)),
            parsed.GetValue(json),
            cancel)));
        return command;
    }

    private static int Run(string folder, string directory, string? model, TimeSpan rescan, bool json, CancellationToken cancel)
    {
        if (!Directory.Exists(folder))
        {
            throw new DirectoryNotFoundException($"There is no folder {folder}: check the spelling, or whether its disk is mounted.");
        }

        try
        {
            using Gallery gallery = WhenFree(() => Open(directory, model), cancel);
            if (ImageFolder.Scan(folder).Count > 0)
            {
                IndexResult first = WhenFree(() => Galleries.Index(gallery, folder, cancel), cancel);
                Say(first, gallery, json);
                Terminal.Skipped(first.Skipped);
            }

            Terminal.Note($"Watching {folder}. Ctrl+C ends it.");
            new FolderWatch(gallery, folder, change => Say(change, json), Terminal.Note, new WatchOptions { Rescan = rescan }).Run(cancel);
        }
        catch (OperationCanceledException)
        {
            // To be stopped is how it ends; what was indexed is kept.
        }

        return ExitCode.Done;
    }

    private static Gallery Open(string directory, string? model) =>
        model is null && Gallery.Exists(directory) ? Gallery.Open(directory) : Gallery.OpenOrCreate(directory, Models.Open(model ?? BaseModel.Name));

    /// <summary>Waits as long as another process is changing the gallery.</summary>
    private static T WhenFree<T>(Func<T> work, CancellationToken cancel)
    {
        for (bool isTold = false; ; isTold = true)
        {
            try
            {
                return work();
            }
            catch (GalleryException e) when (e.IsBusy)
            {
                if (!isTold)
                {
                    Terminal.Note("Another process is changing the gallery; waiting until it is done.");
                }

                cancel.WaitHandle.WaitOne(UntilNextTry);
                cancel.ThrowIfCancellationRequested();
            }
        }
    }

    private static void Say(IndexResult result, Gallery gallery, bool json)
    {
        if (json)
        {
            Json.PrintLine(new { change = "indexed", result.Added, result.Updated, result.Moved, result.Removed, result.Unchanged, skipped = result.Skipped.Count });
            return;
        }

        Console.Out.WriteLine(
            $"{result.Added} added, {result.Updated} updated, {result.Moved} moved, {result.Removed} removed, {result.Unchanged} unchanged; "
            + $"the gallery holds {gallery.Count} pictures of {gallery.Characters.Count} characters.");
    }

    private static void Say(PictureChange change, bool json)
    {
        if (json)
        {
            Json.PrintLine(new { change = JsonNamingPolicy.CamelCase.ConvertName($"{change.Kind}"), change.Path, change.Character, change.From, change.Reason });
            return;
        }

        string where = change.From is { } from ? $"{from} -> {change.Path}" : change.Path;
        Console.Out.WriteLine($"{$"{change.Kind}".ToLowerInvariant()} {where}{(change.Reason is { } reason ? $": {reason}" : "")}");
    }

    private static TimeSpan Seconds(double seconds) => seconds is >= 1 and <= 86400
        ? TimeSpan.FromSeconds(seconds)
        : throw new UsageException($"--rescan must be 1 to 86400 seconds, not {seconds}.");
}
