using System.CommandLine;
using System.Diagnostics;
using Gyo.Embedding;
using Gyo.Evaluation;
using Gyo.Training;
using Gyo.Training.Drawing;
using Gyo.Web;
using Spectre.Console;

namespace Gyo.Cli.Commands;

/// <summary>
/// <c>gyo demo</c>: the whole road on characters of its own drawing. It trains without some of them, indexes them all, and asks
/// pictures that are neither in the training nor in the gallery. Then it serves the page, if somebody is there to look at it.
/// </summary>
internal static class DemoCommand
{
    private const int Characters = 36;
    private const int PicturesEach = 16;
    private const int LeftOut = 6;
    private const int QuestionsEach = 5;
    private const int Seed = 7;

    /// <summary>
    /// The default recipe at a smaller size, where its epochs are cheap (the drawings are done with broad strokes), and with larger
    /// crops: a character's hat or tail lies at the border of its picture.
    /// </summary>
    private static readonly Recipe Recipe = Recipes.Default with
    {
        Size = 96,
        Epochs = 45,
        Augmentation = new Augmentation { MinArea = 0.5 },
    };

    public static Command Create()
    {
        var output = new Option<string>("--out") { Description = "Folder for drawings, model and gallery.", DefaultValueFactory = _ => "gyo-demo" };
        var noServe = new Option<bool>("--no-serve") { Description = "End after the answers, without starting the page; so it does too when its output goes to a file or a pipe." };
        var command = new Command("demo", "Draw characters, train on them, index them and ask.") { output, noServe };
        command.SetAction((parsed, cancel) => RunAsync(parsed.GetRequiredValue(output), !parsed.GetValue(noServe) && !Console.IsOutputRedirected, cancel));
        return command;
    }

    private static async Task<int> RunAsync(string output, bool serve, CancellationToken cancel)
    {
        string gallery = Run(output, cancel); // on the main thread: see CommandLine
        return serve ? await ServeCommand.RunAsync(GyoServer.DefaultUrl, options => options.Gallery = gallery, cancel) : ExitCode.Done;
    }

    private static string Run(string output, CancellationToken cancel)
    {
        var watch = Stopwatch.StartNew();
        string drawings = Path.Combine(output, "characters");
        string questions = Path.Combine(output, "questions");
        Draw(drawings, questions, cancel);

        FolderPictures pictures = FolderPictures.Read(drawings, cancel);
        Split split = pictures.Split(ModelBuilder.HoldOut(Seed) with { Unseen = LeftOut / (double)Characters });
        TrainOptions options = new() { Seed = Seed, Directory = Directory.CreateDirectory(Path.Combine(output, "model")).FullName };
        Trainer.DiscardCheckpoint(options); // a demo begins anew
        (ModelPackage model, _) = TrainingBar.Show(
            "Training", progress => ModelBuilder.Build(pictures, split, Recipe, options, progress: progress, cancel: cancel));
        model.Save(options.Directory);
        Trainer.DiscardCheckpoint(options);

        string directory = Path.Combine(output, "gallery");
        using Gallery gallery = Gallery.OpenOrCreate(directory, model); // closed again before it is served
        Galleries.Index(gallery, drawings, cancel);
        int right = Ask(gallery, questions, split);
        Console.Out.WriteLine($"{right} of {2 * QuestionsEach} have the right character among the first three; {watch.Elapsed.TotalSeconds:f0} s in all.");
        Console.Out.WriteLine($"Look at {output}, then ask something yourself: gyo search {Path.Combine(questions, "*.jpg")} --gallery {directory}");
        return directory;
    }

    /// <summary>Draws every character; the last picture of each becomes a question.</summary>
    private static void Draw(string drawings, string questions, CancellationToken cancel)
    {
        Terminal.Note($"Drawing {Characters} characters, {PicturesEach} pictures each, into {drawings}");
        IReadOnlyList<CharacterDesign> cast = CharacterDesign.Cast(Characters, Seed);
        CharacterArtist.WriteFolder(drawings, cast, PicturesEach, Seed, cancel: cancel);
        Directory.CreateDirectory(questions);
        foreach (CharacterDesign character in cast)
        {
            File.Move(Path.Combine(drawings, character.Name, $"{PicturesEach}.jpg"), Question(questions, character.Name), overwrite: true);
        }
    }

    /// <summary>Asks for characters that training saw and for some that it did not, and returns how often the first three names held the right one.</summary>
    private static int Ask(Gallery gallery, string questions, Split split)
    {
        Table table = new Table().Border(TableBorder.Rounded).AddColumns("picture of", "trained on", "first", "second", "third");
        int right = 0;
        foreach (string name in split.SeenCharacters.Take(QuestionsEach).Concat(split.UnseenCharacters.Take(QuestionsEach)))
        {
            SearchAnswer answer = gallery.Search(Question(questions, name));
            CharacterAnswer[] first = [.. answer.Characters.Take(3)];
            right += first.Any(c => c.Name == name) ? 1 : 0;
            table.AddRow([name, split.SeenCharacters.Contains(name) ? "yes" : "no", .. first.Select(c => Cell(c, name))]);
        }

        Terminal.Out.Write(table);
        return right;
    }

    private static string Cell(CharacterAnswer answer, string name)
    {
        string cell = Markup.Escape($"{answer.Name} {answer.Confidence:p0}");
        return answer.Name == name ? $"[green]{cell}[/]" : cell;
    }

    private static string Question(string questions, string name) => Path.Combine(questions, $"{name}.jpg");
}
