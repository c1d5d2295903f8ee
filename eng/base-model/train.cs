#:project ../../src/Gyo.Training/Gyo.Training.csproj
#:package System.CommandLine
#:property PublishAot=false
#:property ConcurrentGarbageCollection=false

// Trains the base model and measures it on collections that it never saw:
//
//     dotnet run -c Release eng/base-model/train.cs -- ART --out DIR --measure FOLDER …
//
// Run again after an interruption, it goes on where the last epoch ended. DIR receives base.safetensors, the last that was trained:
// copied over src/Gyo/Embedding/Weights/base.safetensors it is what Gyo ships. With --variants NAME … it trains those instead, one after
// the other and each for --steps steps, for the tables of docs/base-model.md. A line of figures a collection goes to standard output.

using System.CommandLine;
using System.Globalization;
using Gyo.Collections;
using Gyo.Embedding;
using Gyo.Evaluation;
using Gyo.Training;
using Gyo.Training.Data;

const string Itself = "base";
const string Weights = "base.safetensors";

Argument<string> art = new("ART") { Description = "The folder that make.sh collected: a sub-folder per identity." };
Option<string> output = new("--out") { Description = "Folder of checkpoints, logs and weights.", Required = true };
Option<string[]> measure = new("--measure") { Description = "Collections to measure on, never trained on.", AllowMultipleArgumentsPerToken = true };
Option<int?> steps = new("--steps") { Description = "About how many steps, rounded to epochs; the recipe's number of epochs if left out." };
Option<int?> size = new("--size") { Description = "Side to train at; the model then answers at half as much again. The recipe's own if left out." };
Option<string[]> variants = new("--variants")
{
    Description = $"What to train: {string.Join(", ", Variants().Select(v => v.Name))}.",
    AllowMultipleArgumentsPerToken = true,
    DefaultValueFactory = _ => [Itself],
};
variants.AcceptOnlyFromAmong([.. Variants().Select(v => v.Name)]);
var command = new RootCommand("Trains the base model.") { art, output, measure, steps, size, variants };
command.SetAction((parsed, cancel) => Task.FromResult(Run(parsed, cancel)));
return command.Parse(args).Invoke();

// What the base model could have been: one thing changed at a time.
static Variant[] Variants()
{
    Recipe recipe = Recipes.Base;
    Augmentation augmentation = recipe.Augmentation!;
    return
    [
        new(Itself, recipe),
        new("emoji-only", recipe) { Only = ["emoji-"] },
        new("drawings-only", recipe) { Only = ["person-", "creature-"] },
        new("avatars-only", recipe) { Without = ["emoji-", "person-", "creature-"] },
        new("no-emoji", recipe) { Without = ["emoji-"] },
        new("no-drawings", recipe) { Without = ["person-", "creature-"] },
        new("no-avatars", recipe) { Only = ["emoji-", "person-", "creature-"] },
        new("half-the-identities", recipe) { Share = 0.5 },
        new("cosface-only", recipe with { SupConWeight = 0 }),
        new("supcon-only", recipe with { Loss = LossKind.SupCon, SupConWeight = 0 }),
        new("proxy-anchor", recipe with { Loss = LossKind.ProxyAnchor, Margin = 0.1, SupConWeight = 0 }),
        new("margin-0.35", recipe with { Margin = 0.35 }),
        new("frozen-0", recipe with { FrozenStages = 0 }),
        new("frozen-8", recipe with { FrozenStages = 8 }),
        new("plain-white", recipe with { Augmentation = augmentation with { Backdrops = false } }),
        new("no-art-styles", recipe with { Augmentation = augmentation with { ArtStyleProbability = 0 } }),
        new("art-styles-0.5", recipe with { Augmentation = augmentation with { ArtStyleProbability = 0.5 } }),
        new("larger-crops", recipe with { Augmentation = augmentation with { MinArea = 0.7 } }),
        new("256-dimensions", recipe with { Dimension = 256 }),
        new("36x2", recipe with { ClassesPerBatch = 36, PicturesPerClass = 2 }),
        new("proxies-x10", recipe with { ProxyFactor = 10 }),
        new("rate-1e-3", recipe with { LearningRate = 1e-3 }),
    ];
}

int Run(ParseResult parsed, CancellationToken cancel)
{
    FolderPictures[] collections = [.. (parsed.GetValue(measure) ?? []).Select(folder => FolderPictures.Read(folder, cancel))];
    TrainingPictures? pictures = null;
    foreach (string name in parsed.GetRequiredValue(variants))
    {
        Variant variant = Array.Find(Variants(), v => v.Name == name)!;
        Recipe recipe = parsed.GetValue(size) is { } side ? variant.Recipe with { Size = side, AnswerSize = side * 3 / 2 } : variant.Recipe;
        if (pictures?.Size != recipe.Size)
        {
            string all = parsed.GetRequiredValue(art);
            pictures = TrainingPictures.Load(all, ImageFolder.Scan(all), Trainer.PreprocessingFor(recipe), cancel: cancel);
        }

        TrainingPictures chosen = pictures.Of(variant.Chosen(pictures.Characters));
        if (parsed.GetValue(steps) is { } wanted)
        {
            recipe = recipe with { Epochs = Math.Max(1, (int)Math.Round(wanted * (double)recipe.BatchSize / chosen.Count)) };
        }

        Console.Error.WriteLine($"{name}: {chosen.Count} pictures of {chosen.Characters.Count} identities, {recipe.Epochs} epochs");
        string directory = Path.Combine(parsed.GetRequiredValue(output), $"{name}-{recipe.Size}px-{recipe.Epochs}-epochs");
        Train(name, chosen, recipe, directory, collections, cancel);
        File.Copy(Path.Combine(directory, Weights), Path.Combine(parsed.GetRequiredValue(output), Weights), overwrite: true);
    }

    return 0;
}

static void Train(
    string name, TrainingPictures pictures, Recipe recipe, string directory, FolderPictures[] collections, CancellationToken cancel)
{
    var options = new TrainOptions { Directory = directory, Resume = File.Exists(Path.Combine(directory, "checkpoint.safetensors")) };
    TrainedModel trained = Trainer.Train(pictures, recipe, options, new Progress(), cancel);
    Write(trained, Path.Combine(directory, Weights));
    trained.Package.Save(directory);
    Trainer.DiscardCheckpoint(options);
    foreach (FolderPictures collection in collections)
    {
        Console.WriteLine($"{name,-20} {Path.GetFileName(collection.Folder)}: {Figures(trained.Package, collection)}; trained {trained.Duration.TotalSeconds:f0} s");
    }
}

// Kernels in half precision.
static void Write(TrainedModel trained, string file)
{
    var metadata = new Dictionary<string, string>
    {
        ["architecture"] = "MobileNetV2 1.0, Keras Applications; stages 10, 13 and 18 pooled, joined and projected",
        ["source"] = "Trained by eng/base-model, from mobilenet_v2.safetensors, on the art that docs/base-model.md names",
        ["license"] = "MIT; trained on art under Apache-2.0, MIT, CC0 and CC BY 4.0, from start weights under Apache-2.0 and MIT; see NOTICE",
    };
    new SafeTensors(trained.Weights.Tensors, metadata)
        .Write(file, half: t => t.Name.EndsWith(".kernel", StringComparison.Ordinal) || t.Name.EndsWith(".weight", StringComparison.Ordinal));
}

static string Figures(ModelPackage model, FolderPictures pictures)
{
    Split[] seeds = [.. Enumerable.Range(1, 3).Select(seed => pictures.Split(new ProtocolOptions { Seed = seed }))];
    IReadOnlyList<RunResult> runs = ModelEvaluation.Measure(model, pictures, [.. seeds, OneEach(pictures)]);
    EvaluationReport report = EvaluationReport.Of(pictures.Folder, null, "base", [.. runs.Take(3)]);
    (RetrievalFigures all, RetrievalFigures one) = (report.All!, runs[3].All!);
    return string.Create(
        CultureInfo.InvariantCulture,
        $"all {all.Top1:f3} / {all.Top10:f3}, MAP@R {all.MapAtR:f3}; one picture each {one.Top1:f3} / {one.Top10:f3}; AUROC {report.OpenSet!.Auroc:f3}");
}

// The first picture of each character by name is the gallery, all others ask.
static Split OneEach(FolderPictures pictures)
{
    int[] order = [.. Enumerable.Range(0, pictures.Pictures.Count).OrderBy(i => pictures.Pictures[i].Path, StringComparer.Ordinal)];
    int[] gallery = [.. order.GroupBy(i => pictures.Pictures[i].Character).Select(g => g.First())];
    return new Split
    {
        Seed = 0,
        Pictures = pictures.Pictures,
        SeenCharacters = [.. pictures.Pictures.Select(p => p.Character!).Distinct()],
        UnseenCharacters = [],
        Training = [],
        Gallery = gallery,
        SeenQueries = [.. order.Except(gallery)],
        UnseenQueries = [],
    };
}

internal sealed record Variant(string Name, Recipe Recipe)
{
    public string[] Only { get; init; } = [];

    public string[] Without { get; init; } = [];

    public double Share { get; init; } = 1;

    public HashSet<string> Chosen(IReadOnlyList<string> identities)
    {
        string[] chosen = [.. identities.Where(i => (Only.Length == 0 || Array.Exists(Only, i.StartsWith)) && !Array.Exists(Without, i.StartsWith))];
        new Random(1).Shuffle(chosen);
        return [.. chosen.Take((int)Math.Round(Share * chosen.Length))];
    }
}

internal sealed class Progress : IProgress<TrainingProgress>
{
    public void Report(TrainingProgress value)
    {
        if (value.Step % 50 == 0 || value.Step == value.Steps)
        {
            Console.Error.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"epoch {value.Epoch}/{value.Epochs} step {value.Step}/{value.Steps} loss {value.Loss:f3}, {value.ImagesPerSecond:f0} pictures/s, {value.Remaining:hh\\:mm\\:ss} left"));
        }
    }
}
