using System.CommandLine;
using System.Text.Json;
using Gyo.Embedding;
using Gyo.Evaluation;
using Gyo.Imaging;
using Gyo.Training;

namespace Gyo.Cli.Commands;

/// <summary>
/// <c>gyo eval FOLDER</c>: measures a recipe or model on a split of a folder; with <c>--gallery-folder</c> and
/// <c>--query-folder</c>, a model on queries from elsewhere.
/// </summary>
internal static class EvalCommand
{
    private const int ThumbnailSide = 240;

    private static readonly Argument<string?> Folder = new("FOLDER")
    {
        Description = "Pictures, one sub-folder per character; split into training, gallery and queries.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private static readonly Option<string?> GalleryFolder = new("--gallery-folder") { Description = "Gallery, one sub-folder per character." };
    private static readonly Option<string?> QueryFolder = new("--query-folder") { Description = "Queries from elsewhere, sub-folders as in the gallery." };
    private static readonly Option<string?> Recipe = new("--recipe") { Description = "Train this recipe and measure it: default (unless --model is given), seed, base, or a recipe file (.json)." };
    private static readonly Option<string?> Model = new("--model") { Description = "Measure this model instead: a folder, or base." };
    private static readonly Option<int?> Epochs = Options.Epochs();
    private static readonly Option<int> Seed = Options.Seed();
    private static readonly Option<int> Seeds = new("--seeds") { Description = "How many splits, from --seed on.", DefaultValueFactory = _ => 3 };
    private static readonly Option<double> Unseen = new("--unseen") { Description = "Share of the characters never trained on, 0–1.", DefaultValueFactory = _ => 0.25 };
    private static readonly Option<double> Query = new("--query") { Description = "Share of each character's pictures that ask, 0–1.", DefaultValueFactory = _ => 0.2 };
    private static readonly Option<int?> Characters = new("--characters") { Description = "Only so many of the characters, other ones for each seed." };
    private static readonly Option<int?> PicturesEach = new("--pictures") { Description = "Only so many pictures of each character, other ones for each seed." };
    private static readonly BackboneChoice Backbone = new();
    private static readonly Option<string?> JsonFile = new("--json") { Description = "Also write the figures to this file.", HelpName = "FILE" };
    private static readonly Option<string?> Report = new("--report") { Description = "Also write an HTML report with plots and the hardest queries.", HelpName = "FILE.html" };

    public static Command Create()
    {
        var command = new Command("eval", "Measure how well characters are found.")
        {
            Folder, GalleryFolder, QueryFolder, Recipe, Model, Epochs, Seed, Seeds, Unseen, Query, Characters, PicturesEach, JsonFile, Report,
        };
        Backbone.AddTo(command);
        command.SetAction((parsed, cancel) => Task.FromResult(Run(parsed, cancel)));
        return command;
    }

    private static int Run(ParseResult parsed, CancellationToken cancel) =>
        (parsed.GetValue(Folder), parsed.GetValue(GalleryFolder), parsed.GetValue(QueryFolder)) switch
        {
            ({ } folder, null, null) => RunSplit(folder, parsed, cancel),
            (null, { } gallery, { } queries) => RunCross(gallery, queries, parsed, cancel),
            _ => throw new UsageException("Give either FOLDER, or both --gallery-folder and --query-folder. See 'gyo eval --help'."),
        };

    private static int RunSplit(string folder, ParseResult parsed, CancellationToken cancel)
    {
        string? modelName = parsed.GetValue(Model);
        string? recipeName = parsed.GetValue(Recipe);
        int seeds = parsed.GetValue(Seeds);
        if (modelName is not null && ((recipeName ?? (object?)parsed.GetValue(Epochs)) is not null || Backbone.IsMade(parsed)))
        {
            throw new UsageException("--model measures a finished model: leave out --recipe, --epochs and --backbone.");
        }

        if (seeds < 1)
        {
            throw new UsageException($"--seeds must be 1 or more, not {seeds}.");
        }

        int characters = AtLeastTwo(Characters, parsed);
        int picturesEach = AtLeastTwo(PicturesEach, parsed);
        var options = new ProtocolOptions
        {
            Unseen = Options.Share("--unseen", parsed.GetValue(Unseen)),
            Query = Options.Share("--query", parsed.GetValue(Query)),
        };
        MakeFolders(parsed);
        ITraining? training = modelName is null
            ? Backbone.TrainingFrom(parsed, Recipe, Epochs)
                ?? new RecipeTraining(Options.RecipeFrom(recipeName ?? Recipes.Default.Name, parsed.GetValue(Epochs)))
            : null;
        ModelPackage? model = modelName is null ? null : Models.Open(modelName);
        int firstSeed = parsed.GetValue(Seed);
        FolderPictures pictures = FolderPictures.Read(folder, cancel);
        if (model?.Manifest.Characters.Intersect(pictures.Pictures.Select(p => p.Character!)).Any() == true)
        {
            Terminal.Note($"{modelName} was trained on characters of this name: if on these pictures, the figures are not held out.");
        }

        var runs = new List<RunResult>(seeds);
        for (int seed = firstSeed; seed < firstSeed + seeds; seed++)
        {
            FolderPictures chosen = pictures.Of(Protocol.Choose(pictures.Pictures, characters, picturesEach, seed));
            Split split = chosen.Split(options with { Seed = seed });
            var seeded = new TrainOptions { Seed = seed };
            runs.Add(model is not null
                ? ModelEvaluation.Measure(model, chosen, split, cancel)
                : TrainingBar.Show(
                    $"Training {training!.Name}, seed {seed}",
                    progress => ModelBuilder.Build(chosen, split, training, seeded, progress, cancel).Result));
        }

        EvaluationReport report = EvaluationReport.Of(folder, training?.Name, modelName, runs);
        Figures.Print(report);
        Write(parsed.GetValue(JsonFile), () => JsonSerializer.Serialize(report, EvaluationJson.Default.EvaluationReport));
        Write(parsed.GetValue(Report), () => HtmlReport.Render(report, ThumbnailOf));
        return Terminal.Skipped(pictures.Skipped);
    }

    private static int RunCross(string galleryFolder, string queryFolder, ParseResult parsed, CancellationToken cancel)
    {
        if (parsed.GetValue(Recipe) is not null || parsed.GetValue(Epochs) is not null || Backbone.IsMade(parsed))
        {
            throw new UsageException(
                "A gallery asked with queries from elsewhere is not trained on: leave out --recipe, --epochs and --backbone, give --model.");
        }

        if ((parsed.GetValue(Characters) ?? parsed.GetValue(PicturesEach)) is not null)
        {
            throw new UsageException("--characters and --pictures choose from one folder that is split: leave them out with --gallery-folder.");
        }

        MakeFolders(parsed);
        string modelName = parsed.GetValue(Model) ?? BaseModel.Name;
        ModelPackage model = Models.Open(modelName);
        FolderPictures gallery = FolderPictures.Read(galleryFolder, cancel);
        FolderPictures queries = FolderPictures.Read(queryFolder, cancel);
        CrossReport report = ModelEvaluation.Measure(model, modelName, gallery, queries, cancel);
        Figures.Print(report);
        Write(parsed.GetValue(JsonFile), () => JsonSerializer.Serialize(report, EvaluationJson.Default.CrossReport));
        Write(parsed.GetValue(Report), () => HtmlReport.Render(report, ThumbnailOf));
        return Terminal.Skipped([.. gallery.Skipped, .. queries.Skipped]);
    }

    private static int AtLeastTwo(Option<int?> option, ParseResult parsed) => parsed.GetValue(option) switch
    {
        null => int.MaxValue,
        >= 2 and int number => number,
        int number => throw new UsageException($"{option.Name} must be 2 or more, not {number}."),
    };

    /// <summary>Makes the folders of the files to be written, before the work whose fruit they take.</summary>
    private static void MakeFolders(ParseResult parsed)
    {
        foreach (string file in new[] { parsed.GetValue(JsonFile), parsed.GetValue(Report) }.OfType<string>())
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        }
    }

    private static void Write(string? file, Func<string> content)
    {
        if (file is not null)
        {
            File.WriteAllText(file, content());
            Terminal.Note($"Written to {file}.");
        }
    }

    private static byte[]? ThumbnailOf(string path)
    {
        try
        {
            return Thumbnail.Jpeg(path, ThumbnailSide);
        }
        catch (ImageDecodeException)
        {
            return null; // the report says that there is no picture
        }
    }
}
