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
        Option<bool> json = Options.Json();
        var command = new Command("search", "Ask who is in pictures.") { images, gallery, top, falseAccepts, json };
        command.SetAction((parsed, cancel) => Task.FromResult(Run(
            parsed.GetRequiredValue(images),
            parsed.GetRequiredValue(gallery),
            parsed.GetValue(top),
            Options.Share("--false-accepts", parsed.GetValue(falseAccepts)),
            parsed.GetValue(json),
            cancel)));
        return command;
    }

    private static int Run(string[] images, string directory, int top, double falseAccepts, bool json, CancellationToken cancel)
    {
        if (top < 1)
        {
            throw new UsageException($"--top must be 1 or more, not {top}.");
        }

        using Gallery gallery = Gallery.Open(directory);
        var answers = new List<SearchAnswer>(images.Length);
        var skipped = new List<SkippedImage>();
        foreach (string image in images)
        {
            cancel.ThrowIfCancellationRequested();
            try
            {
                answers.Add(gallery.Search(image, new SearchOptions { Top = top, FalseAcceptRate = falseAccepts }));
            }
            catch (ImageDecodeException e)
            {
                skipped.Add(new SkippedImage(e.Path, e.Reason));
            }
        }

        if (json && images.Length == 1 && answers is [SearchAnswer only])
        {
            Json.Print(only);
        }
        else if (json && answers.Count > 0)
        {
            Json.Print(answers);
        }
        else
        {
            answers.ForEach(Answers.Print);
        }

        int exit = Terminal.Skipped(skipped);
        return answers.Count == 0 ? ExitCode.Failed : exit;
    }
}
