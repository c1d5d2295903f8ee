using Gyo.Training.Drawing;

namespace Gyo.Training.Tuning;

/// <summary>Draws candidates around a recipe.</summary>
/// <remarks>
/// Every choice stays the recipe's with a probability of one half. A recipe worth starting from is mostly right: changing everything at
/// once would give candidates of which nearly all are worse, each for many reasons. What is changed is drawn at random and not from a
/// grid (Bergstra &amp; Bengio, "Random Search for Hyper-Parameter Optimization", JMLR 2012): a few choices matter, and it is not known which.
/// </remarks>
internal static class RecipeSpace
{
    /// <summary>What a candidate is called.</summary>
    public const string CandidateName = "tuned";

    /// <summary>The candidate of a number: the same for the same recipe, seed and number on every machine.</summary>
    /// <param name="start">What candidates are drawn around.</param>
    /// <param name="seed">The search's.</param>
    /// <param name="number">0 is <paramref name="start"/> itself.</param>
    public static Recipe Draw(Recipe start, int seed, int number)
    {
        if (number == 0)
        {
            return start;
        }

        var dice = new Dice(Dice.Mix((ulong)seed, (ulong)number));
        (LossKind loss, double margin) = Choose((start.Loss, start.Margin), Loss);
        return start with
        {
            Name = CandidateName,
            LearningRate = Math.Min(1, Choose(start.LearningRate, () => Near(start.LearningRate, 4))),
            HeadFactor = Choose(start.HeadFactor, () => Near(start.HeadFactor, 4)),
            WeightDecay = Math.Min(1, Choose(start.WeightDecay, () => Near(Math.Max(start.WeightDecay, 1e-5), 10))),
            Loss = loss,
            Margin = margin,
            SupConWeight = Choose(start.SupConWeight, () => Between(0.1, 1)),
            FrozenStages = Choose(start.FrozenStages, () => Math.Clamp(start.FrozenStages + dice.Of(-4, -2, 2, 4), 0, 19)),
            Dimension = Choose(start.Dimension, () => dice.Of(Math.Max(1, start.Dimension / 2), start.Dimension * 2)),
            Size = Choose(start.Size, () => MultipleOf32(start.Size * dice.Of(0.75, 1.25))),
            Epochs = Choose(start.Epochs, () => Math.Max(1, (int)Math.Round(Near(start.Epochs, 1.6)))),
            Start = dice.Of(start.Start, start.Start, start.Start, start.Start, start.Start, start.Start, start.Start, StartWeights.ImageNet),
            Augmentation = start.Augmentation is { } augmentation ? Vary(augmentation) : null,
        };

        (LossKind, double) Loss() => dice.Of(LossKind.CosFace, LossKind.CosFace, LossKind.ProxyAnchor, LossKind.MultiSimilarity) switch
        {
            LossKind.CosFace => (LossKind.CosFace, Between(0.05, 0.4)),
            LossKind.ProxyAnchor => (LossKind.ProxyAnchor, Between(0.05, 0.3)),
            var pairs => (pairs, start.Margin), // has no margin
        };

        Augmentation Vary(Augmentation a)
        {
            double colour = Between(0.1, 0.5);
            bool recolour = dice.Chance(0.5f);
            return a with
            {
                MinArea = Choose(a.MinArea, () => Between(0.1, 0.6)),
                RotationDegrees = Choose(a.RotationDegrees, () => Between(0, 25)),
                Brightness = recolour ? colour : a.Brightness,
                Contrast = recolour ? colour : a.Contrast,
                Saturation = recolour ? colour : a.Saturation,
                EraseProbability = Choose(a.EraseProbability, () => Between(0, 0.5)),
                ArtStyleProbability = Choose(a.ArtStyleProbability, () => Between(0.05, 0.3)),
            };
        }

        T Choose<T>(T kept, Func<T> draw) => dice.Chance(0.5f) ? kept : draw();

        double Between(double low, double high) => Rounded(dice.Between((float)low, (float)high));

        // Log-uniform from value / factor to value · factor.
        double Near(double value, double factor) => Rounded(value * Math.Pow(factor, dice.Between(-1, 1)));
    }

    /// <summary>Two digits are enough to find a recipe, and can be read.</summary>
    private static double Rounded(double value) => double.Parse($"{value:g2}");

    private static int MultipleOf32(double size) => Math.Max(32, 32 * (int)Math.Round(size / 32));
}
