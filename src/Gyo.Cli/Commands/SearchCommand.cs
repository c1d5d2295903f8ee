using System.CommandLine;
using Gyo.Imaging;

namespace Gyo.Cli.Commands;

/// <summary><c>gyo search IMAGE… --gallery DIR</c>: asks who is in pictures.</summary>
internal static class SearchCommand
{
    public static Command Create()
    {
        var images = new Argument<string[]>("IMAGE") { Description = "One or more pictures.", Arity = ArgumentArity.OneOrMore };
        Option<string> gallery = Options.Gallery();
        var top = new Option<int>("--top") { Description = "How many characters to name.", DefaultValueFactory = _ => new SearchOptions().Top };
        var falseAccepts = new Option<double>("--false-accepts")
        {
            Description = "The share of strangers that may be taken for somebody, 0–1; the lower, the more pictures are called unknown.",
            DefaultValueFactory = _ => new SearchOptions().FalseAcceptRate,
        };
        var together = new Option<bool>("--together") { Description = "All pictures show the same character: one answer, much surer than each alone." };
        Option<bool> json = Options.Json();
        var command = new Command("search", "Ask who is in pictures.") { images, gallery, together, top, falseAccepts, json };
        command.SetAction((parsed, cancel) => Task.FromResult(Run(
            parsed.GetRequiredValue(images),
            parsed.GetRequiredValue(gallery),
            parsed.GetValue(together),
            new SearchOptions { Top = parsed.GetValue(top), FalseAcceptRate = Options.Share("--false-accepts", parsed.GetValue(falseAccepts)) },
            parsed.GetValue(json),
            cancel)));
        return command;
    }

    private static int Run(string[] images, string directory, bool together, SearchOptions options, bool json, CancellationToken cancel)
    {
        if (options.Top < 1)
        {
            throw new UsageException($"--top must be 1 or more, not {options.Top}.");
        }

        if (Array.Find(images, image => image.StartsWith('-') && !File.Exists(image)) is { } option)
        {
            throw new UsageException($"'{option}' is no option, nor a picture. See 'gyo search --help'."); // the parser takes it for a picture
        }

        using Gallery gallery = Gallery.Open(directory);
        var skipped = new List<SkippedImage>();
        List<SearchAnswer> answers = together
            ? AskTogether(gallery, images, options, skipped, cancel)
            : AskEach(gallery, images, options, skipped, cancel);
        if (gallery.SnapshotProblem is { } problem)
        {
            Console.Error.WriteLine($"gyo: {problem.Path} was no good (expected {problem.Expected}, found {problem.Actual}); it was made again from the database.");
        }

        if (json && (together || images.Length == 1) && answers is [SearchAnswer only])
        {
            Json.Print(only, AnswerJson.Default.SearchAnswer);
        }
        else if (json && answers.Count > 0)
        {
            Json.Print(answers, AnswerJson.Default.ListSearchAnswer);
        }
        else
        {
            answers.ForEach(Answers.Print);
        }

        int exit = Terminal.Skipped(skipped);
        return answers.Count == 0 ? ExitCode.Failed : exit;
    }

    private static List<SearchAnswer> AskEach(
        Gallery gallery, string[] images, SearchOptions options, List<SkippedImage> skipped, CancellationToken cancel)
    {
        var answers = new List<SearchAnswer>(images.Length);
        foreach (string image in images)
        {
            cancel.ThrowIfCancellationRequested();
            try
            {
                answers.Add(gallery.Search(image, options));
            }
            catch (ImageDecodeException e)
            {
                skipped.Add(new SkippedImage(e.Path, e.Reason));
            }
        }

        return answers;
    }

    /// <summary>One answer to all pictures that can be read; none if none can.</summary>
    private static List<SearchAnswer> AskTogether(
        Gallery gallery, string[] images, SearchOptions options, List<SkippedImage> skipped, CancellationToken cancel)
    {
        List<string> readable = [.. images];
        while (readable.Count > 0)
        {
            cancel.ThrowIfCancellationRequested();
            try
            {
                return [gallery.SearchTogether(readable, options)];
            }
            catch (ImageDecodeException e)
            {
                skipped.Add(new SkippedImage(e.Path, e.Reason));
                readable.RemoveAll(image => image == e.Path);
            }
        }

        return [];
    }
}
