using Gyo.Training;

namespace Gyo.Cli;

/// <summary>Says whether a training was worth it.</summary>
internal static class Comparisons
{
    /// <summary>Both models' figures and what follows, for a person.</summary>
    /// <param name="comparison">What was measured; it recommends something.</param>
    /// <param name="source">What was trained on.</param>
    /// <param name="model">Where the trained model is.</param>
    public static void Print(ModelComparison comparison, TrainingSource source, string model)
    {
        Figures.Print(
            ("these characters, trained", comparison.Own?.Trained),
            ("these characters, base", comparison.Own?.Base),
            ("new characters, trained", comparison.New?.Trained),
            ("new characters, base", comparison.New?.Base));
        if (comparison.New is not null)
        {
            Console.Out.WriteLine("New characters: a quarter of yours, left out of a second training made only to measure this.");
        }

        Console.Out.WriteLine(comparison.Recommendation switch
        {
            Recommendation.Trained => $"Use the trained model: gyo index {source.Folder} --gallery {source.Gallery} --model {model}",
            Recommendation.TrainedForItsOwnCharacters =>
                $"Use the trained model for these characters: gyo index {source.Folder} --gallery {source.Gallery} --model {model}. "
                + "It finds characters that you add later worse than the base model does: train again then.",
            Recommendation.Base => $"Keep the base model: training did not beat it on your pictures. gyo index {source.Folder} --gallery {source.Gallery} --model base",
            _ => throw new ArgumentException("Nothing was compared.", nameof(comparison)),
        });
        if (comparison.Own is null)
        {
            Console.Out.WriteLine("No character has ten pictures, so none were held back: the model never answers \"unknown\".");
        }
    }

    /// <summary>The same for a program.</summary>
    public static object ToJson(ModelComparison comparison) => new
    {
        own = comparison.Own,
        @new = comparison.New,
        recommendation = comparison.Recommendation switch
        {
            Recommendation.Trained => "trained",
            Recommendation.TrainedForItsOwnCharacters => "trainedForItsOwnCharacters",
            Recommendation.Base => "base",
            _ => null,
        },
    };
}
