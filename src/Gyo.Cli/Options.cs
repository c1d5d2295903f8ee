using System.CommandLine;
using Gyo.Training;

namespace Gyo.Cli;

/// <summary>Options that several verbs share.</summary>
internal static class Options
{
    public static Option<string> Recipe() => new("--recipe")
    {
        Description = "What to train: default, seed (the system Gyo started from), base (what the built-in model was trained with), "
            + "or a recipe file (.json).",
        DefaultValueFactory = _ => Recipes.Default.Name,
    };

    public static Option<int?> Epochs() => new("--epochs") { Description = "Passes over the pictures; the recipe's own number if left out." };

    public static Option<int> Seed() => new("--seed")
    {
        Description = "Decides every random choice; the same seed gives the same model.",
        DefaultValueFactory = _ => 1,
    };

    public static Option<bool> Json() => new("--json") { Description = "Print the answer as JSON." };

    public static Option<string> Gallery() => new("--gallery") { Description = "Folder of the gallery.", Required = true, HelpName = "DIR" };

    /// <summary>A share as given, checked.</summary>
    /// <exception cref="UsageException">It is not between 0 and 1.</exception>
    public static double Share(string option, double value) =>
        value is >= 0 and <= 1 ? value : throw new UsageException($"{option} must be between 0 and 1, not {value}.");

    /// <summary>The recipe of a name or file, with another number of epochs if one was given.</summary>
    /// <exception cref="UsageException">There is no recipe of that name, or the number is not positive.</exception>
    /// <exception cref="RecipeFormatException">The file is missing or not as it should be.</exception>
    public static Recipe RecipeFrom(string name, int? epochs)
    {
        if (epochs is < 1)
        {
            throw new UsageException($"--epochs must be 1 or more, not {epochs}.");
        }

        try
        {
            Recipe recipe = RecipeFile.IsFile(name) ? RecipeFile.Read(name) : Recipes.Named(name);
            return recipe with { Epochs = epochs ?? recipe.Epochs };
        }
        catch (ArgumentException e)
        {
            throw new UsageException(e.Message);
        }
    }
}
