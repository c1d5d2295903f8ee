using Gyo.Collections;
using Gyo.Training;
using Gyo.Training.Data;
using Gyo.Training.Drawing;

namespace Gyo.Tests.Training;

/// <summary>Small collections to train on in tests: drawn, so that they are real pictures and in the repository all the same.</summary>
internal static class DrawnPictures
{
    /// <summary>A recipe small enough to train in a second: the default one with little to learn.</summary>
    public static Recipe SmallRecipe { get; } = Recipes.Default with
    {
        Name = "small",
        Size = 32,
        Epochs = 3,
        Dimension = 16,
        FrozenStages = 14,
        ClassesPerBatch = 4,
        PicturesPerClass = 2,
    };

    /// <summary>Draws a cast into a folder.</summary>
    public static void Write(string folder, int characters = 4, int picturesEach = 6, int size = 48) =>
        CharacterArtist.WriteFolder(folder, CharacterDesign.Cast(characters, seed: 7), picturesEach, seed: 7, size, TestContext.Current.CancellationToken);

    /// <summary>Reads a folder as a recipe wants it.</summary>
    public static TrainingPictures Load(string folder, Recipe recipe) =>
        TrainingPictures.Load(folder, ImageFolder.Scan(folder), Trainer.PreprocessingFor(recipe), cancel: TestContext.Current.CancellationToken);
}
