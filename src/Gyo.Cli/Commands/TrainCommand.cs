using System.CommandLine;
using Gyo.Embedding;
using Gyo.Evaluation;
using Gyo.Training;

namespace Gyo.Cli.Commands;

/// <summary><c>gyo train FOLDER --out MODEL</c>: learns what tells the characters of a folder apart.</summary>
internal static class TrainCommand
{
    public static Command Create()
    {
        var folder = new Argument<string>("FOLDER") { Description = "Pictures, one sub-folder per character." };
        var output = new Option<string>("--out") { Description = "Folder that the model is written to.", Required = true, HelpName = "MODEL" };
        Option<string> recipe = Options.Recipe();
        Option<int?> epochs = Options.Epochs();
        Option<int> seed = Options.Seed();
        var resume = new Option<bool>("--resume") { Description = "Continue a training that was interrupted." };
        Option<bool> json = Options.Json();
        var command = new Command("train", "Train a model on a folder of characters.") { folder, output, recipe, epochs, seed, resume, json };
        command.SetAction((parsed, cancel) => Task.FromResult(Run(
            parsed.GetRequiredValue(folder),
            parsed.GetRequiredValue(output),
            Options.RecipeFrom(parsed.GetRequiredValue(recipe), parsed.GetValue(epochs)),
            new TrainOptions
            {
                Seed = parsed.GetValue(seed),
                Directory = parsed.GetRequiredValue(output),
                Resume = parsed.GetValue(resume),
            },
            parsed.GetValue(json),
            cancel)));
        return command;
    }

    private static int Run(string folder, string output, Recipe recipe, TrainOptions options, bool json, CancellationToken cancel)
    {
        FolderPictures pictures = FolderPictures.Read(folder, cancel);
        Split split = pictures.Split(ModelBuilder.HoldOut(options.Seed));
        (ModelPackage model, RunResult result) = TrainingBar.Show(
            $"Training {recipe.Name}", progress => ModelBuilder.Build(pictures, split, recipe, options, progress: progress, cancel: cancel));
        model.Save(output);
        Trainer.DiscardCheckpoint(options);
        if (json)
        {
            Json.Print(new { model = output, recipe = recipe.Name, seed = options.Seed, metrics = model.Manifest.Metrics, skipped = pictures.Skipped });
        }
        else
        {
            Figures.Print(result);
            Console.Out.WriteLine($"Model written to {output}. Next: gyo index {folder} --gallery DIR --model {output}");
        }

        return Terminal.Skipped(pictures.Skipped);
    }
}
