using System.CommandLine;
using Gyo.Embedding;
using Gyo.Evaluation;
using Gyo.Imaging;
using Gyo.Training;

namespace Gyo.Cli.Commands;

/// <summary><c>gyo train [FOLDER | --gallery DIR] --out MODEL</c>: learns what tells the characters of a folder or a gallery apart.</summary>
internal static class TrainCommand
{
    public static Command Create()
    {
        var folder = new Argument<string?>("FOLDER") { Description = "Pictures, one sub-folder per character.", Arity = ArgumentArity.ZeroOrOne };
        var gallery = new Option<string?>("--gallery")
        {
            Description = "Instead of a folder, train on this gallery's pictures, with the characters that they were moved to and without those taken out.",
            HelpName = "DIR",
        };
        var output = new Option<string>("--out") { Description = "Folder that the model is written to.", Required = true, HelpName = "MODEL" };
        Option<string> recipe = Options.Recipe();
        Option<int?> epochs = Options.Epochs();
        Option<int> seed = Options.Seed();
        var resume = new Option<bool>("--resume") { Description = "Continue a training that was interrupted." };
        var noComparison = new Option<bool>("--no-comparison")
        {
            Description = "Do not measure whether training beat the base model; that takes a second training, without a quarter of the characters.",
        };
        Option<bool> json = Options.Json();
        var backbone = new BackboneChoice();
        var command = new Command("train", "Train a model on a folder of characters, or on a gallery.")
        {
            folder, gallery, output, recipe, epochs, seed, resume, noComparison, json,
        };
        backbone.AddTo(command);
        command.SetAction((parsed, cancel) => Task.FromResult(Run(
            TrainingSource.Of(parsed.GetValue(folder), parsed.GetValue(gallery)),
            parsed.GetRequiredValue(output),
            backbone.TrainingFrom(parsed, recipe, epochs) ?? new RecipeTraining(Options.RecipeFrom(parsed.GetRequiredValue(recipe), parsed.GetValue(epochs))),
            new TrainOptions
            {
                Seed = parsed.GetValue(seed),
                Directory = parsed.GetRequiredValue(output),
                Resume = parsed.GetValue(resume),
            },
            compare: !parsed.GetValue(noComparison),
            parsed.GetValue(json),
            cancel)));
        return command;
    }

    private static int Run(
        TrainingSource source, string output, ITraining training, TrainOptions options, bool compare, bool json, CancellationToken cancel)
    {
        FolderPictures pictures = source.Read(cancel);
        Split split = pictures.Split(ModelBuilder.HoldOut(options.Seed));
        (ModelPackage model, RunResult result) = TrainingBar.Show(
            $"Training {training.Name}", progress => ModelBuilder.Build(pictures, split, training, options, progress: progress, cancel: cancel));
        model.Save(output);
        training.Discard(options);
        Terminal.Note($"Model written to {output}.");
        ModelComparison? comparison = compare ? Compare(pictures, split, result, training, options, cancel) : null;
        if (comparison?.SinglePictureTemperature is { } temperature)
        {
            new ModelPackage(model.Manifest with { SinglePictureTemperature = temperature }, model.Onnx).Save(output);
        }

        if (json)
        {
            Json.Print(new
            {
                model = output,
                recipe = training.Name,
                seed = options.Seed,
                metrics = model.Manifest.Metrics,
                comparison = comparison is null ? null : Comparisons.ToJson(comparison),
                skipped = pictures.Skipped,
            });
        }
        else if (comparison?.Recommendation is not null)
        {
            Comparisons.Print(comparison, source, output);
        }
        else
        {
            Figures.Print(result);
            Console.Out.WriteLine($"Next: gyo index {source.Folder} --gallery {source.Gallery} --model {output}");
        }

        return Terminal.Skipped(pictures.Skipped);
    }

    /// <summary>Compares with the base model; the finished model does not hang on it, so whatever goes wrong is a note.</summary>
    private static ModelComparison? Compare(
        FolderPictures pictures, Split split, RunResult result, ITraining training, TrainOptions options, CancellationToken cancel)
    {
        try
        {
            return TrainingBar.Show(
                "Comparing with base", progress => ModelComparison.Make(pictures, split, result, training, options, progress, cancel));
        }
        catch (Exception e) when (e is OperationCanceledException or TrainingException or ImageDecodeException or IOException)
        {
            string reason = e is OperationCanceledException ? "stopped" : e.Message;
            Terminal.Note($"The model is finished and kept, but was not compared with the base model: {reason}");
            return null;
        }
    }
}
