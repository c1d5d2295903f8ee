using System.CommandLine;

namespace Gyo.Cli.Commands;

/// <summary><c>gyo index FOLDER --gallery DIR</c>: brings a gallery in line with a folder.</summary>
internal static class IndexCommand
{
    public static Command Create()
    {
        var folder = new Argument<string>("FOLDER") { Description = "Pictures, one sub-folder per character; those directly in it have none." };
        Option<string> gallery = Options.Gallery();
        var model = new Option<string?>("--model")
        {
            Description = "Model folder, or base (the built-in one, used for a new gallery). An existing gallery keeps its own if left out.",
        };
        Option<bool> json = Options.Json();
        var command = new Command("index", "Add what is new or changed in a folder to a gallery, drop what is gone.") { folder, gallery, model, json };
        command.SetAction((parsed, cancel) => Task.FromResult(Run(
            parsed.GetRequiredValue(folder), parsed.GetRequiredValue(gallery), parsed.GetValue(model), parsed.GetValue(json), cancel)));
        return command;
    }

    private static int Run(string folder, string directory, string? model, bool json, CancellationToken cancel)
    {
        using Gallery gallery = Galleries.OpenForIndexing(directory, model, folder);
        IndexResult result = Galleries.Index(gallery, folder, cancel);
        if (json)
        {
            Json.Print(result);
        }
        else
        {
            Console.Out.WriteLine(
                $"{result.Added} added, {result.Updated} updated, {result.Moved} moved, {result.Removed} removed, {result.Unchanged} unchanged; "
                + $"the gallery holds {gallery.Count} pictures of {gallery.Characters.Count} characters.");
        }

        if (gallery.NextModelId is not null)
        {
            Terminal.Note("The old model goes on answering: pictures it knows could not be read for the new one. Index their folders again.");
        }

        return Terminal.Skipped(result.Skipped);
    }
}
